import type { GuardPlan } from '../check/plan.ts';
import type { JsonValue } from '../../model/json.ts';
import { isPresent } from './compare.ts';
import { shown } from './issues.ts';
import type { FieldWriter, Writers } from './writers.ts';

/** Conditions of reading, as people who write meet them. */
export interface Conditions {
  /** `status is "Won" or "Lost"`; empty where there are none. */
  readonly words: string;
  /** The unified fields to write so that they hold; empty where no field writes what is looked at. */
  readonly fields: readonly string[];
}

/** In the words of the model where a field shows what a condition looks at, else in those of the vendor. */
export function conditionsOf(
  guards: readonly GuardPlan[],
  { writers }: Pick<Writers, 'writers'>,
): Conditions {
  const found = guards.map(({ path, test }) => {
    const writer =
      path.origin === 'out'
        ? writers.get(path.name)
        : [...writers.values()].find(({ ways: [way] }) => way?.path.text === path.text);
    const wanted =
      typeof test === 'string' ? test : test.map((value) => shown(unified(value, writer))).join(' or ');
    return { words: `${writer?.name ?? path.text} is ${wanted}`, field: writer?.name };
  });
  return {
    words: found.map(({ words }) => words).join(' and '),
    fields: [...new Set(found.flatMap(({ field }) => field ?? []))],
  };
}

function unified(native: JsonValue, writer: FieldWriter | undefined): JsonValue {
  const conversion = writer?.ways[0]?.conversion;
  const mapped = conversion?.kind === 'map' ? conversion.table.get(String(native)) : undefined;
  return isPresent(mapped) ? mapped : native;
}
