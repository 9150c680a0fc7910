import type { Issue, IssueCode } from '../../model/issue.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { DateInZone } from '../../model/zoned-date.ts';
import type { Decoding } from '../codecs/codec.ts';
import type { LookupColumns } from '../mapping-types.ts';
import { noObject, type Containers } from './compile-scope.ts';
import type { CatalogueReader } from './custom-field-reader.ts';
import { ObjectReader } from './object-reader.ts';

export type LookupRows = ReadonlyMap<string, LookupColumns>;

/** The unified record while it is being filled. */
export type Draft = Record<string, JsonValue>;

/** What a bound mapping works with. */
export interface RunParts {
  /** In the order of the compiled mapping's tables; undefined for one that was not loaded. */
  readonly tables: readonly (LookupRows | undefined)[];
  readonly account: Readonly<Record<string, string | null>>;
  readonly dateInZone: DateInZone;
  readonly customFields: CatalogueReader;
  readonly containers: Containers;
}

/** State of one reading. A bound mapping has one and uses it again for each record. */
export class Run implements Decoding {
  readonly tables: RunParts['tables'];
  readonly account: RunParts['account'];
  readonly customFields: CatalogueReader;
  readonly dateInZone: DateInZone;
  refusal: IssueCode | undefined = undefined;
  /** Why the last value became null, where it was not refused. */
  note: 'not-in-lookup' | 'failed' | undefined = undefined;
  native: JsonObject = noObject;
  /** Objects and lists of the record that many rules look into. */
  readonly objects: readonly ObjectReader[];
  readonly lists: (JsonValue | undefined)[];
  /** Of the object that holds the custom fields: the slot of each field of the catalogue. */
  readonly customSlots: readonly number[];
  out: Draft = {};
  recordId: string | null = null;
  /** Made with the first issue: a record without any costs nothing. */
  issues: Issue[] | undefined = undefined;
  readonly containers: Containers;

  constructor({ tables, account, dateInZone, customFields, containers }: RunParts) {
    this.tables = tables;
    this.account = account;
    this.customFields = customFields;
    this.dateInZone = dateInZone;
    this.containers = containers;
    this.objects = containers.objects.map(({ names }) => readerOf(names));
    const home = containers.collected === undefined ? undefined : this.objects[containers.collected];
    this.customSlots = home === undefined ? [] : customFields.fields.map(({ id }) => home.slotOf(id));
    this.lists = containers.lists.map(() => undefined);
  }

  begin(native: JsonObject, out: Draft): void {
    this.native = native;
    this.out = out;
    this.recordId = null;
    this.issues = undefined;
    const { objects, lists } = this.containers;
    for (let index = 0; index < objects.length; index += 1) {
      const found = objects[index]?.find(native);
      this.objects[index]?.load(isJsonObject(found) ? found : noObject);
    }
    for (let index = 0; index < lists.length; index += 1) this.lists[index] = lists[index]?.(native);
  }

  /** Adds an issue about a native value. */
  raise(field: string, at: string, code: IssueCode, native: JsonValue | undefined): void {
    this.issues ??= [];
    this.issues.push({ record: this.recordId, field, code, native: cut(native), at });
  }
}

function readerOf(names: readonly string[]): ObjectReader {
  const reader = new ObjectReader();
  for (const name of names) reader.slotOf(name);
  return reader;
}

const longest = 64;

/** A native value, short enough to be shown. */
export function cut(value: JsonValue | undefined): JsonValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value : printed(value);
  if (text.length <= longest) return text;
  // Half a surrogate pair is not a character.
  const isSplit = (text.codePointAt(longest - 1) ?? 0) > 0xffff;
  return text.slice(0, isSplit ? longest - 1 : longest);
}

function printed(value: JsonValue): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // Nested more deeply than can be printed.
    if (error instanceof RangeError) return '…';
    throw error;
  }
}
