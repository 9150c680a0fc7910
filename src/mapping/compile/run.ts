import type { Issue, IssueCode } from '../../model/issue.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { DateInZone } from '../../model/zoned-date.ts';
import type { Decoding } from '../codecs/codec.ts';
import type { LookupColumns } from '../mapping-types.ts';
import { isList } from './accessor.ts';
import { noObject, scrapSlot, type Containers } from './compile-scope.ts';
import type { CatalogueReader } from './custom-field-reader.ts';
import { findFact } from './list-facts.ts';
import { ObjectReader } from './object-reader.ts';
import { unknownCollector, unknownFinder } from './unknown-fields.ts';

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

/** Records after which `values` is made anew. */
const recordsPerList = 64;

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
  /** What was found in the record, what is known of its lists, and unified fields that other rules read: by slot. */
  values: (JsonValue | undefined)[];
  /** Objects of the record that many rules look into. */
  readonly objects: readonly ObjectReader[];
  /** Slot of each field of the catalogue. */
  readonly customSlots: readonly number[];
  recordId: string | null = null;
  /** True where something else stands in the place of an object or a list that rules look into. */
  isMisshapen = false;
  /** Made with the first issue: a record without any costs nothing. */
  issues: Issue[] | undefined = undefined;
  /** Paths of what has a value and nobody knows; undefined where there is nothing of that kind. */
  unknownFields: string[] | undefined = undefined;
  readonly #collectUnknown: ReturnType<typeof unknownCollector>;
  readonly #containers: Containers;
  #records = 0;

  constructor({ tables, account, dateInZone, customFields, containers }: RunParts) {
    this.tables = tables;
    this.account = account;
    this.customFields = customFields;
    this.dateInZone = dateInZone;
    this.#containers = containers;
    const { objects, collected, size, empty } = containers;
    this.#collectUnknown = unknownCollector(empty);
    const home = collected === undefined ? undefined : objects[collected];
    const all = new Map(home?.slots);
    let next = size;
    this.customSlots = customFields.fields.map(({ id }) => {
      const slot = all.get(id) ?? next;
      next = Math.max(next, slot + 1);
      all.set(id, slot);
      return slot;
    });
    this.objects = objects.map((plan) => {
      const unknownOf = unknownFinder(plan, customFields.positions);
      const [slots, firstOther] = plan === home ? [all, next] : [plan.slots, undefined];
      return new ObjectReader(slots, firstOther, unknownOf);
    });
    this.values = Array.from({ length: next }, () => undefined);
  }

  begin(native: JsonObject): void {
    this.native = native;
    this.recordId = null;
    this.issues = undefined;
    this.unknownFields = undefined;
    this.isMisshapen = false;
    // The collector has to note each store of a new value into an old list; a list as new as its values spares that.
    this.#records += 1;
    if (this.#records % recordsPerList === 0) this.values = this.values.slice();
    const { values } = this;
    const { objects, facts, lists } = this.#containers;
    for (let index = 0; index < objects.length; index += 1) {
      const parent = objects[index]?.parent;
      const found = parent === undefined ? native : values[parent];
      const isThere = isJsonObject(found);
      if (!isThere && found !== undefined && found !== null) this.isMisshapen = true;
      const reader = this.objects[index];
      reader?.load(isThere ? found : noObject, values);
      const unknown = reader?.layout.unknown;
      if (isThere && unknown !== undefined && unknown.length > 0) {
        this.unknownFields ??= [];
        this.#collectUnknown(found, unknown, this.unknownFields);
      }
    }
    for (let index = 0; index < facts.length; index += 1) {
      const plan = facts[index];
      if (plan !== undefined) values[plan.slot] = findFact(values[plan.list], plan.fact);
    }
    for (let index = 0; index < lists.length; index += 1) {
      const list = values[lists[index] ?? scrapSlot];
      if (list !== undefined && list !== null && !isList(list)) this.isMisshapen = true;
    }
  }

  /** Adds an issue about a native value. */
  raise(field: string, at: string, code: IssueCode, native: JsonValue | undefined): void {
    this.issues ??= [];
    this.issues.push({ record: this.recordId, field, code, native: cut(native), at });
  }
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
