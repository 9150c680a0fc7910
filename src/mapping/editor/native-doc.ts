import type { NativeField } from '../native/native-descriptor.ts';

/** What an editor shows beside a native path. */
export function nativeDoc(field: NativeField, use?: string): string {
  const facts = [`\`${field.type}\``];
  if (field.access === 'read') facts.push('read only');
  if (field.values !== undefined)
    facts.push(`${field.open ? 'among others' : 'one of'} ${field.values.join(', ')}`);
  if (field.attached !== undefined) facts.push('needs a request of its own');
  const lines = [facts.join(' · ')];
  if (field.note !== undefined) lines.push(field.note);
  if (use !== undefined) lines.push(use);
  return lines.join('\n\n');
}
