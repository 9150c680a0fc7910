import type { NativeType } from '../../connector-kit/resource.ts';
import { parseDecimal } from '../../model/decimal.ts';
import { suggest } from '../did-you-mean.ts';
import { descriptorPath, type NativePath, type PathStep } from '../native/native-path.ts';
import type { Place } from '../yaml/place.ts';
import { checkNativeValue } from './check-native-value.ts';
import type { CheckScope } from './check-scope.ts';
import { guardValue } from './guard-value.ts';

type Mark = Extract<PathStep, { kind: 'where' }>;

/**
 * `[key=value]` compares a declared field of the items with a value that it can have. Gives the path with each value
 * as the field's type reads it; undefined, with a finding, where one cannot be.
 */
export function checkMarks(path: NativePath, at: Place, scope: CheckScope): NativePath | undefined {
  const steps = path.map((step, index) =>
    step.kind === 'where' ? checkMark(step, descriptorPath(path.slice(0, index)), at, scope) : step,
  );
  return steps.every((step) => step !== undefined) ? steps : undefined;
}

function checkMark(mark: Mark, list: string, at: Place, scope: CheckScope): Mark | undefined {
  const { descriptor, sink } = scope;
  const sibling = `${list}[].${mark.key}`;
  const field = descriptor.fields.get(sibling);
  if (field === undefined) {
    const hint = suggest(sibling, descriptor.fields.keys());
    sink.add('E113', at, `${descriptor.native} has no field "${sibling}"`, hint);
    return undefined;
  }
  const given = String(mark.value);
  const value = valueOf(given, field.type);
  if (value === undefined) {
    const message = `${sibling} is of type ${field.type}, which cannot mark an item`;
    sink.add('E134', at, message, 'text, ids, numbers and flags can');
    return undefined;
  }
  if (!checkNativeValue(given, field, at, scope)) return undefined;
  const found = guardValue(value, field.type);
  if (!('wanted' in found)) return { ...mark, value };
  const message = `${sibling} is of type ${field.type}: it is never "${given}"`;
  sink.add('E134', at, message, `compare it with ${found.wanted}`);
  return undefined;
}

/** Undefined for types whose values have several forms. */
function valueOf(text: string, type: NativeType): Mark['value'] | undefined {
  switch (type) {
    case 'bool':
    case 'bool-text':
      return text === 'true' || text === 'false' ? text === 'true' : text;
    case 'int':
    case 'int-text':
    case 'number':
    case 'decimal':
    case 'percent':
    case 'ratio':
    case 'ratio-text':
      return parseDecimal(text) ?? text;
    case 'text':
    case 'id':
    case 'choice':
    case 'json':
      return text;
    default:
      return undefined;
  }
}
