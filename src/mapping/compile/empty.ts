import type { JsonValue } from '../../model/json.ts';
import type { NativeField } from '../native/native-descriptor.ts';

/** A native value, or undefined where it means "no value". Untidy text is trimmed. */
export type Tidy = (raw: JsonValue | undefined) => JsonValue | undefined;

export function tidy(empty: readonly string[], field: Pick<NativeField, 'trim'>): Tidy {
  if (field.trim) return (raw) => trimmed(raw, empty);
  const [only, more] = empty;
  if (only === undefined) return (raw) => raw ?? undefined;
  if (more === undefined) return (raw) => (raw === null || raw === only ? undefined : raw);
  return (raw) => (raw === null || (typeof raw === 'string' && empty.includes(raw)) ? undefined : raw);
}

function trimmed(raw: JsonValue | undefined, empty: readonly string[]): JsonValue | undefined {
  if (raw === null) return undefined;
  if (typeof raw !== 'string') return raw;
  const text = raw.trim();
  return text === '' || empty.includes(text) ? undefined : text;
}

/** True where null and blank text are what means "no value". */
export function isPlainEmpty(empty: readonly string[], { trim }: Pick<NativeField, 'trim'>): boolean {
  return !trim && empty.length === 1 && empty[0] === '';
}
