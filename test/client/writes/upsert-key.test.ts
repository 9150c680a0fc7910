import { expect, test } from 'vitest';
import { resolveKey } from '../../../src/client/writes/upsert-key.ts';
import type { CustomFieldDefinition } from '../../../src/connector-kit/index.ts';

const field = (type: CustomFieldDefinition['type']): CustomFieldDefinition => ({
  key: 'f1',
  label: 'Kind',
  type,
  wire: 'text',
});

test('a field whose values go over the wire in another form is no key: its record would not be found', () => {
  for (const type of [
    'option',
    'options',
    'date',
    'datetime',
    'boolean',
    'money',
    'percent',
    'unknown',
  ] as const) {
    expect(() => resolveKey({ field: 'Kind', value: 'x' }, [field(type)])).toThrow(
      `"Kind" cannot be the key: it is a field of the type ${type}.`,
    );
  }
});

test('text, numbers and ids are, by the field’s id or label', () => {
  for (const type of ['text', 'url', 'number', 'reference'] as const) {
    const definition = field(type);
    const resolved = { key: { field: 'f1', value: '7' }, definition };
    expect(resolveKey({ field: 'f1', value: '7' }, [definition])).toEqual(resolved);
    expect(resolveKey({ field: 'Kind', value: '7' }, [definition])).toEqual(resolved);
  }
});
