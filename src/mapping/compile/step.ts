import type { JsonValue } from '../../model/json.ts';
import type { Quick } from '../codecs/codec.ts';
import { readQuickly } from '../codecs/quick.ts';
import { isList } from './accessor.ts';
import { allHold, type Guard } from './compile-guard.ts';
import { scrapSlot } from './compile-scope.ts';
import type { Convert } from './convert.ts';
import { misplacedList } from './list-facts.ts';
import type { Reader } from './reader.ts';
import type { Run } from './run.ts';

/**
 * A reader laid open: what is common is done by looking at the step's own fields, so that only uncommon rules take a
 * call to a function of their own. All steps have the same keys, which keeps looking at them cheap.
 */
export interface Step {
  readonly guards: readonly Guard[] | undefined;
  readonly constant: JsonValue | undefined;
  readonly first: readonly Step[] | undefined;
  readonly slots: readonly number[] | undefined;
  readonly quick: Quick | undefined;
  readonly convert: Convert | undefined;
  readonly fallback: JsonValue;
  /** The rule without its guards. */
  readonly read: Reader['read'];
}

export function stepOf(reader: Reader): Step {
  const { guards, reader: inner } = reader.guarded ?? { guards: undefined, reader };
  const { plain, constant, first, read } = inner;
  return {
    guards,
    constant,
    first,
    slots: plain?.slots,
    quick: plain?.quick,
    convert: plain?.convert,
    fallback: plain?.fallback ?? null,
    read,
  };
}

/** The value of a step; undefined where its guards are not met. */
export function takeStep(step: Step, run: Run): JsonValue | undefined {
  const { guards, slots } = step;
  if (guards !== undefined && !allHold(guards, run)) return undefined;
  if (slots !== undefined) return takePlain(step, slots, run);
  if (step.first !== undefined) return takeFirst(step.first, run);
  return step.constant === undefined ? step.read(run) : step.constant;
}

function takePlain(
  { quick, convert, fallback, read }: Step,
  slots: readonly number[],
  run: Run,
): JsonValue | undefined {
  const { values } = run;
  for (let index = 0; index < slots.length; index += 1) {
    const raw = values[slots[index] ?? scrapSlot];
    // Nearly all values are texts: comparing those with texts only is several times faster than with anything.
    if (typeof raw === 'string') {
      if (raw.length === 0) continue;
    } else if (raw === undefined || raw === null) continue;
    const value = quick === undefined ? undefined : readQuickly(quick, raw);
    if (value !== undefined) return value;
    return convert === undefined || raw === misplacedList ? read(run) : convert(raw, run);
  }
  return fallback;
}

/** The first alternative with a value; null where none has one. */
export function takeFirst(steps: readonly Step[], run: Run): JsonValue {
  for (let index = 0; index < steps.length; index += 1) {
    const step = steps[index];
    const value = step === undefined ? undefined : takeStep(step, run);
    if (value !== undefined && hasValue(value)) return value;
  }
  return null;
}

export function hasValue(value: JsonValue): boolean {
  return value !== null && !(isList(value) && value.length === 0);
}
