import type { JsonValue } from '../../model/json.ts';
import type { SourcePlan, ValuePlan } from '../check/plan.ts';
import type { Codec } from '../codecs/codec.ts';
import type { CompileScope, Slot } from './compile-scope.ts';
import { refused, type Blame } from './convert.ts';
import { isPlainEmpty } from './empty.ts';
import { slotOf } from './fetch.ts';
import type { Reader } from './reader.ts';

/**
 * The plain case, which is most of a mapping: one key of an object, one codec, in a single closure. Undefined where a
 * rule is anything more than that.
 */
export function fusedReader(
  { rule }: ValuePlan,
  { candidates, conversion }: Extract<SourcePlan, { kind: 'from' }>,
  blame: Blame,
  scope: CompileScope,
): Reader['read'] | undefined {
  const [only, other] = candidates;
  if (only?.codec === undefined || other !== undefined || conversion.kind !== 'codec') return undefined;
  if (rule.pick !== undefined || only.path.origin !== 'native') return undefined;
  if (!isPlainEmpty(scope.descriptor.empty, only.path.field)) return undefined;
  const slot = slotOf(only.path.path, scope);
  if (slot === undefined) return undefined;
  return only.codec.keepsText === true ? fuseText(slot, only.codec, blame) : fuse(slot, only.codec, blame);
}

function fuse({ object, slot }: Slot, { read }: Codec, blame: Blame): Reader['read'] {
  return (run) => {
    const raw = run.objects[object]?.at(slot);
    if (raw === undefined || raw === null || raw === '') return null;
    const value = read(raw, run);
    return run.refusal === undefined ? value : refused(value, raw, run, blame);
  };
}

function fuseText({ object, slot }: Slot, { read }: Codec, blame: Blame): Reader['read'] {
  const convert = (raw: JsonValue, run: Parameters<Reader['read']>[0]): JsonValue => {
    const value = read(raw, run);
    return run.refusal === undefined ? value : refused(value, raw, run, blame);
  };
  return (run) => {
    const raw = run.objects[object]?.at(slot);
    if (raw === undefined || raw === null || raw === '') return null;
    return typeof raw === 'string' ? raw : convert(raw, run);
  };
}
