import { parseInstant } from '../../model/instant.ts';
import { parseDecimal } from '../../model/decimal.ts';
import type { JsonValue } from '../../model/json.ts';
import { compileReference, type CompileContext, type ReadField } from './compile-rule.ts';
import type { Rule, Source } from './rule.ts';
import { cut, type Run } from './run.ts';

type Combine = Extract<Source, { kind: 'combine' }>;

/** A value made from several others. A product or sum with a part missing is empty; a latest instant ignores gaps. */
export function compileCombine(rule: Rule, source: Combine, context: CompileContext): ReadField {
  const parts = source.of.map((reference) => ({
    text: reference.text,
    raw: compileReference(reference, rule, context).raw,
  }));
  const combine =
    source.operation === 'product' || source.operation === 'sum' ? numbers(source) : instants(source);
  return (native, run) => {
    const found = parts.map(({ raw }) => raw(native, run));
    const value = combine(found, rule, run);
    for (const [index, { text }] of parts.entries()) {
      run.trace?.steps.push({
        path: text,
        native: cut(found[index]),
        steps: [source.operation],
        value,
        used: value !== null,
      });
    }
    return value;
  };
}

type Combined = (values: readonly unknown[], rule: Rule, run: Run) => JsonValue;

function numbers({ operation, scale }: Combine): Combined {
  // Dividing by 100 is exact where multiplying by 0.01 is not.
  const divisor = Math.round(1 / scale);
  const scaled = (value: number): number => (1 / divisor === scale ? value / divisor : value * scale);
  return (values, rule, run) => {
    let result = operation === 'product' ? 1 : 0;
    for (const value of values) {
      if (value === undefined) return null;
      const read = typeof value === 'string' ? parseDecimal(value) : value;
      if (typeof read !== 'number' || !Number.isFinite(read)) {
        run.issue(rule, 'not-a-number', value);
        return null;
      }
      result = operation === 'product' ? result * read : result + read;
    }
    return Number.isFinite(result) ? scaled(result) : null;
  };
}

function instants({ operation }: Combine): Combined {
  return (values, rule, run) => {
    let best: string | null = null;
    for (const value of values) {
      if (value === undefined) continue;
      const read = typeof value === 'string' ? parseInstant(value) : undefined;
      if (read === undefined) run.issue(rule, 'not-a-datetime', value);
      else if (best === null || (operation === 'latest' ? read > best : read < best)) best = read;
    }
    return best;
  };
}
