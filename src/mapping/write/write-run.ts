import type { CustomFieldDefinition, NativeType } from '../../connector-kit/resource.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { GuardPlan, PathPlan } from '../check/plan.ts';
import { descriptorPath, type NativePath } from '../native/native-path.ts';
import type { MappingResult } from '../mapping-types.ts';
import type { WrittenField } from '../write-types.ts';
import { placeText, type Place } from '../yaml/place.ts';
import type { Conditions } from './conditions.ts';
import { Claims, type Claim } from './claims.ts';
import type { EncodeScope } from './encode.ts';
import { entryKey } from './entries.ts';
import { WriteIssues, type Refusal } from './issues.ts';
import { Patch, valueAt } from './patch.ts';
import { numericId, wireKey } from './wire-key.ts';
import type { Writers } from './writers.ts';

/** What writing works with, bound to one connection. */
export interface WriteParts {
  readonly writers: Writers;
  readonly scope: EncodeScope;
  /** The account's own fields; undefined where they are not known. */
  readonly catalogue: readonly CustomFieldDefinition[] | undefined;
  read(native: JsonObject): MappingResult<unknown>;
}

/** What a field has to read as after the write. */
export interface Expectation {
  /** As issues name it. */
  readonly field: string;
  readonly at: Place;
  readonly reads: JsonValue;
  /** Finds the value in the unified record. */
  find(record: JsonObject): JsonValue | undefined;
  /** The conditions under which it may be written. */
  readonly condition: Conditions;
  /** Where conditions on the unified record take the place of reading back. */
  readonly when: readonly { readonly field: string; readonly values: readonly JsonValue[] }[] | undefined;
  /** What the author says of the condition. */
  readonly because: string | undefined;
  /** Where the value goes; undefined where no single place takes it. */
  readonly path: PathPlan | undefined;
  /** True where the record has the value already, and nothing is sent. */
  isUnchanged: boolean;
  /** The native value that is there already, where it can be sent. */
  kept: JsonValue | undefined;
  /** Why a null cannot be sent. It need not be, where the record reads as empty once the rest is written. */
  readonly clearing: { readonly guards: readonly GuardPlan[]; readonly refusal: Refusal } | undefined;
}

/** A place in the native record. */
export type Spot = Pick<PathPlan, 'text' | 'path'>;

/** What a write starts from. */
export interface WriteStart {
  readonly input: JsonObject;
  /** The native record as it is; undefined where it is to be created. */
  readonly current: JsonObject | undefined;
  /** The unified record as it is. */
  readonly now: JsonObject | undefined;
}

/** State of one write. */
export class WriteRun implements WriteStart {
  readonly parts: WriteParts;
  readonly input: JsonObject;
  readonly current: JsonObject | undefined;
  readonly now: JsonObject | undefined;
  readonly patch: Patch;
  readonly issues = new WriteIssues();
  readonly written: WrittenField[] = [];
  readonly expectations: Expectation[] = [];
  /** Native paths that are written, as the descriptor writes them. */
  readonly touched = new Set<string>();
  readonly #claims = new Claims();

  constructor(parts: WriteParts, { input, current, now }: WriteStart) {
    this.parts = parts;
    this.input = input;
    this.current = current;
    this.now = now;
    this.patch = new Patch(current);
  }

  get isCreate(): boolean {
    return this.current === undefined;
  }

  /** What the input says of a field; undefined where it says nothing. */
  given(field: string): JsonValue | undefined {
    return Object.hasOwn(this.input, field) ? this.input[field] : undefined;
  }

  /** What an earlier field wants at a path. */
  claimOf({ text }: Spot): Claim | undefined {
    return this.#claims.get(text);
  }

  /**
   * Notes that a field wants a path to stay as it is; an issue where another changes it.
   *
   * @param alternative what would be written for it, which another may write.
   */
  keep(field: string, value: JsonValue, spot: Spot, at: Place, alternative?: JsonValue): void {
    if (this.#claim({ field, native: undefined, alternative }, spot, at))
      this.written.push({ field, value, path: spot.text, at: placeText(at) });
  }

  /** As `keep`, for a path that goes along with the field. */
  stay(field: string, spot: Spot, at: Place): boolean {
    return this.#claim({ field, native: undefined }, spot, at);
  }

  /** Notes which of several values a field takes itself to be; an issue where another field takes another one. */
  claimOne(field: string, value: JsonValue, { text, path }: Spot, at: Place): boolean {
    return this.#claim({ field, native: value }, { text: `the one taken from ${text}`, path }, at);
  }

  /** Notes a value that is as it should be, and that nothing can change. */
  leave(field: string, value: JsonValue, at: Place): void {
    this.written.push({ field, value, path: '', at: placeText(at) });
  }

  /** Writes a native value to a path; false, with an issue, where another field wants something else there. */
  put(field: string, value: JsonValue, spot: Spot, native: JsonValue, at: Place, label?: string): boolean {
    if (!this.#claim({ field, native }, spot, at)) return false;
    const { path, text } = spot;
    const isThere = this.#claims.get(text)?.native === undefined;
    if (!isThere) this.putAt(path, native);
    this.written.push({
      field,
      value,
      path: text,
      ...(isThere ? {} : { native }),
      ...(label === undefined ? {} : { label }),
      at: placeText(at),
    });
    return true;
  }

  /** Sends what the record has already: something else that is written would change it. */
  sendKept({ field, path, kept }: Expectation): void {
    if (path === undefined || kept === undefined) return;
    this.putAt(path.path, kept);
    const at = this.written.findIndex((entry) => entry.field === field && entry.path === path.text);
    const entry = this.written[at];
    if (entry !== undefined) this.written[at] = { ...entry, native: kept };
  }

  /** Writes without a claim: several fields may add to one list. */
  putAt(path: NativePath, native: JsonValue): void {
    const { entries } = this.parts.scope;
    const key = entryKey(path, entries);
    if (entries === undefined || key === undefined) this.patch.put(this.#withMarks(path), native);
    else
      this.patch.putEntry(
        entries,
        this.#mark(key, [...entries.container, { kind: 'items' }, ...entries.id]),
        native,
      );
    this.touched.add(descriptorPath(path));
  }

  /** The path with the marks of items as they go over the wire. */
  #withMarks(path: NativePath): NativePath {
    return path.map((step, index) => {
      if (step.kind !== 'where') return step;
      const home: NativePath = [...path.slice(0, index), { kind: 'items' }, { kind: 'key', name: step.key }];
      return { ...step, value: this.#mark(String(step.value), home) };
    });
  }

  #mark(text: string, path: NativePath): string | number | boolean {
    const { fields, ids } = this.parts.scope.descriptor;
    const type: NativeType = fields.get(descriptorPath(path))?.type ?? 'text';
    return type === 'id' && ids === 'number' ? (numericId(text) ?? text) : wireKey(text, type);
  }

  #claim(claim: Claim, { text, path }: Spot, at: Place): boolean {
    const refusal = this.#claims.add(text, claim, valueAt(this.current, path));
    if (refusal !== undefined) this.issues.refuse(claim.field, at, refusal);
    return refusal === undefined;
  }
}
