import type { NativeType } from '../../connector-kit/resource.ts';
import { emptyTest } from './compile-rule.ts';
import type { Descriptor } from './descriptor.ts';
import { accessor } from './native-path.ts';
import type { Guard } from './rule.ts';
import { cut, type Run } from './run.ts';

type Holds = (native: unknown, run: Run) => boolean;

/** True where every guard holds. Values are compared as what they mean: the text "true" is true. */
export function compileGuards(guards: readonly Guard[], descriptor: Descriptor): Holds {
  const tests = guards.map((guard) => compileGuard(guard, descriptor));
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  return (native, run) => tests.every((test) => test(native, run));
}

function compileGuard({ path, expect }: Guard, descriptor: Descriptor): Holds {
  const field = descriptor.fields.get(path.declared);
  const read = accessor(path);
  const empty = emptyTest(descriptor, field);
  const test = testOf(expect, field?.type ?? 'text');
  const wording = typeof expect === 'string' ? expect : expect.join(' or ');
  return (native, run) => {
    const value = empty(read(native));
    const holds = test(value);
    run.trace?.steps.push({
      path: path.text,
      native: cut(value),
      steps: [`when ${wording}: ${holds ? 'met' : 'not met'}`],
      value: holds,
      used: holds,
    });
    return holds;
  };
}

function testOf(expect: Guard['expect'], type: NativeType): (value: unknown) => boolean {
  if (expect === 'present') return (value) => value !== undefined;
  if (expect === 'absent') return (value) => value === undefined;
  const wanted = new Set(expect.map(String));
  if (type === 'bool' || type === 'bool-text')
    return (value) =>
      (value === true || value === false || value === 'true' || value === 'false') &&
      wanted.has(String(value));
  return (value) => typeof value !== 'object' && value !== undefined && wanted.has(String(value));
}
