import type { JsonValue } from '../../model/json.ts';
import type { NativeDescriptor } from '../native/native-descriptor.ts';
import { inputList, inputValue } from './input-value.ts';
import type { Refusal } from './issues.ts';
import type { FieldWriter } from './writers.ts';

export type UnifiedInput = { readonly value: JsonValue } | { readonly refusal: Refusal };

/** The value of a field in its one form; null where it means "nothing", `[]` where the field is a list. */
export function unifiedInput(
  value: JsonValue,
  { plan: { target, rule }, ways: [way] }: FieldWriter,
  { empty }: NativeDescriptor,
): UnifiedInput {
  if (value === null && target.list) return { value: [] };
  if (value === null) return target.nullable ? { value } : { refusal: cannotClear };
  if (target.list) return inputList(value, target.type);
  const read = inputValue(value, target.type, target.values);
  if ('refusal' in read || typeof read.value !== 'string') return read;
  const isTrimmed = way?.path.field.trim === true;
  const text = isTrimmed ? read.value.trim() : read.value;
  if (!empty.includes(text) && !(isTrimmed && text === '')) return { value: text };
  // Blank text is no value to this vendor: it would be read as nothing, or as the default.
  return rule.default?.value === text || !target.nullable ? { value: text } : { value: null };
}

/** With the author's words, where there are some. */
export function cannotClearFor(because: string | undefined): Refusal {
  return because === undefined
    ? cannotClear
    : { ...cannotClear, message: `${cannotClear.message}: ${because}` };
}

export const cannotClear = {
  code: 'cannot-clear',
  message: 'it cannot be empty',
  hint: 'write a value, or leave it out',
} as const satisfies Refusal;
