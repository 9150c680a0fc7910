import type { JsonValue } from '../../model/json.ts';
import type { Quick } from '../codecs/codec.ts';
import { readQuickly } from '../codecs/quick.ts';
import { allHold, type Guard } from './compile-guard.ts';
import type { Reader } from './reader.ts';
import type { Run } from './run.ts';

/**
 * A reader laid open: what is common is done by looking at the step's own fields, so that only uncommon rules take a
 * call to a function of their own. All steps have the same keys, which keeps looking at them cheap.
 */
export interface Step {
  readonly guards: readonly Guard[] | undefined;
  readonly constant: JsonValue | undefined;
  readonly slot: number | undefined;
  readonly quick: Quick;
  /** The rule without its guards. */
  readonly read: Reader['read'];
}

export function stepOf(reader: Reader): Step {
  const { guards, reader: inner } = reader.guarded ?? { guards: undefined, reader };
  const { plain, constant, read } = inner;
  return { guards, constant, slot: plain?.slot, quick: plain?.quick ?? 'text', read };
}

/** The value of a step; undefined where its guards are not met. */
export function takeStep({ guards, constant, slot, quick, read }: Step, run: Run): JsonValue | undefined {
  if (guards !== undefined && !allHold(guards, run)) return undefined;
  if (constant !== undefined) return constant;
  if (slot === undefined) return read(run);
  const raw = run.values[slot];
  if (raw === undefined || raw === null || raw === '') return null;
  return readQuickly(quick, raw) ?? read(run);
}
