import type { CustomFieldDefinition } from '../../../src/connector-kit/resource.ts';
import type { AlsoChange } from '../../../src/mapping/write-types.ts';
import type { JsonValue } from '../../../src/model/json.ts';
import { isSame, type Move, type Values } from '../../mapping/write/worlds/world.ts';

/** Fields that read otherwise than they were given, with both values. */
export function misread({ given, reads = {} }: Move, after: Values): Readonly<Record<string, JsonValue[]>> {
  return differences(
    Object.keys(given).map((name) => [name, reads[name] ?? given[name] ?? null, after[name]]),
  );
}

/** A write of some values: what it reads as, and what may change along with it. */
interface Written {
  readonly given: Values;
  readonly after: Values;
  readonly alsoChanges: readonly AlsoChange[];
}

/**
 * Fields that read otherwise after two writes than they should: those of the later one as if it had been alone, and
 * those that only the earlier one gave as that one has left them.
 *
 * @param alone the later one, from where the earlier one began.
 */
export function overwritten(
  earlier: Written,
  alone: Pick<Written, 'after'>,
  later: Written,
): Readonly<Record<string, JsonValue[]>> {
  const announced = new Set(later.alsoChanges.map(({ field }) => field));
  const kept = Object.keys(earlier.given).filter(
    (name) => !Object.hasOwn(later.given, name) && !announced.has(name),
  );
  const rows = (names: readonly string[], wanted: Values) =>
    names.map((name) => [name, wanted[name] ?? null, later.after[name]] as const);
  return differences([...rows(Object.keys(later.given), alone.after), ...rows(kept, earlier.after)]);
}

/** Names of fields that were not given and read otherwise than before. */
export function changedBesides(given: Values, before: Values, after: Values): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !Object.hasOwn(given, name) && !isSame(before[name], after[name]));
}

/** Fields that changed though neither were they given nor does the mapping say that they change along. */
export function unannounced(
  changed: readonly string[],
  alsoChanges: readonly AlsoChange[],
  catalogue: readonly CustomFieldDefinition[],
): readonly string[] {
  const announced = new Set(alsoChanges.map(({ field }) => field));
  const calculated = new Set(
    catalogue.filter(({ access }) => access === 'read').map(({ key }) => `customFields[${key}]`),
  );
  return changed.filter(
    (name) => !announced.has(name) && !(announced.has('customFields') && calculated.has(name)),
  );
}

function differences(
  rows: readonly (readonly [name: string, wanted: JsonValue, found: JsonValue | undefined])[],
): Readonly<Record<string, JsonValue[]>> {
  const wrong = rows.filter(([, wanted, found]) => !isSame(wanted, found));
  return Object.fromEntries(wrong.map(([name, wanted, found]) => [name, [wanted, found ?? null]]));
}
