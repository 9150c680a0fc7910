import type { CustomFieldDefinition } from '../../connector-kit/resource.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { GuardPlan, PathPlan } from '../check/plan.ts';
import { descriptorPath, type NativePath } from '../native/native-path.ts';
import type { MappingResult } from '../mapping-types.ts';
import type { WrittenField } from '../write-types.ts';
import { placeText, type Place } from '../yaml/place.ts';
import { isSameJson } from './compare.ts';
import type { EncodeScope } from './encode.ts';
import { shown, WriteIssues, type Refusal } from './issues.ts';
import { Patch, valueAt } from './patch.ts';
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
  /** The conditions under which it may be written, in words; empty where there are none. */
  readonly condition: string;
  /** Where conditions on the unified record take the place of reading back. */
  readonly when: readonly { readonly field: string; readonly values: readonly JsonValue[] }[] | undefined;
  /** What the author says of the condition. */
  readonly because: string | undefined;
  /** Where the value goes; undefined where no single place takes it. */
  readonly path: PathPlan | undefined;
  /** The native value, where the record has it already and nothing is sent. */
  kept: JsonValue | undefined;
  /** Why a null cannot be sent. It need not be, where the record reads as empty once the rest is written. */
  readonly clearing: { readonly guards: readonly GuardPlan[]; readonly refusal: Refusal } | undefined;
}

interface Claim {
  readonly field: string;
  /** Undefined where the field is to stay as it is. */
  readonly native: JsonValue | undefined;
}

/** State of one write. */
export class WriteRun {
  readonly parts: WriteParts;
  readonly input: JsonObject;
  readonly current: JsonObject | undefined;
  /** The unified record as it is. */
  readonly now: JsonObject | undefined;
  readonly patch: Patch;
  readonly issues = new WriteIssues();
  readonly written: WrittenField[] = [];
  readonly expectations: Expectation[] = [];
  /** Native paths that are written, as the descriptor writes them. */
  readonly touched = new Set<string>();
  readonly #claims = new Map<string, Claim>();

  constructor(
    parts: WriteParts,
    input: JsonObject,
    current: JsonObject | undefined,
    now: JsonObject | undefined,
  ) {
    this.parts = parts;
    this.input = input;
    this.current = current;
    this.now = now;
    this.patch = new Patch(current);
  }

  get isCreate(): boolean {
    return this.current === undefined;
  }

  /** What an earlier field wants at a path. */
  claimOf({ text }: PathPlan): Claim | undefined {
    return this.#claims.get(text);
  }

  /** Notes that a field wants a path to stay as it is; false, with an issue, where another changes it. */
  keep(field: string, value: JsonValue, path: PathPlan, at: Place): void {
    if (this.#claim(field, path.text, undefined, at, this.#now(path)))
      this.written.push({ field, value, path: path.text, at: placeText(at) });
  }

  /** Notes a value that is as it should be, and that nothing can change. */
  leave(field: string, value: JsonValue, at: Place): void {
    this.written.push({ field, value, path: '', at: placeText(at) });
  }

  /** Notes that a field of a new record is to have no value, for which nothing is sent. */
  claimNothing(field: string, value: JsonValue, path: PathPlan, at: Place): void {
    if (this.#claim(field, path.text, null, at)) this.leave(field, value, at);
  }

  /** Writes a native value to a path; false, with an issue, where another field wants something else there. */
  put(field: string, value: JsonValue, path: PathPlan, native: JsonValue, at: Place): boolean {
    if (!this.#claim(field, path.text, native, at, this.#now(path))) return false;
    this.putAt(path.path, native);
    this.written.push({ field, value, path: path.text, native, at: placeText(at) });
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
    this.patch.put(path, native);
    this.touched.add(descriptorPath(path));
  }

  /** As `put`, for a path that no rule names: only the claim. */
  claimText(field: string, path: string, native: JsonValue, at: Place): boolean {
    return this.#claim(field, path, native, at);
  }

  #now({ path }: PathPlan): JsonValue | undefined {
    return valueAt(this.current, path);
  }

  #claim(field: string, path: string, native: JsonValue | undefined, at: Place, now?: JsonValue): boolean {
    const earlier = this.#claims.get(path);
    if (earlier === undefined) {
      this.#claims.set(path, { field, native });
      return true;
    }
    if (isSameJson(earlier.native, native)) return true;
    // One asks for what another keeps.
    if ((earlier.native === undefined || native === undefined) && isSameJson(earlier.native ?? native, now))
      return true;
    const message = `${field} and ${earlier.field} want different things of ${path}: ${wish(native)} and ${wish(earlier.native)}`;
    this.issues.refuse(field, at, {
      code: 'conflict',
      message,
      hint: 'write one of them, or the same in both',
    });
    return false;
  }
}

function wish(native: JsonValue | undefined): string {
  return native === undefined ? 'what is there now' : shown(native);
}
