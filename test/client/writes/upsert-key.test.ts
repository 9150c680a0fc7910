import { expect, test } from 'vitest';
import { resolveKeyField } from '../../../src/client/writes/upsert-key.ts';
import type { CustomFieldDefinition } from '../../../src/connector-kit/index.ts';

const field = (key: string, label: string): CustomFieldDefinition => ({
  key,
  label,
  type: 'text',
  wire: 'text',
});

test('a field is named by its id, or by a label that only it has', () => {
  const catalogue = [field('f1', 'Kind'), field('f2', 'Kind'), field('f3', 'Order')];

  expect(resolveKeyField('f1', catalogue).field).toBe('f1');
  expect(resolveKeyField('Order', catalogue).field).toBe('f3');
  expect(() => resolveKeyField('Kind', catalogue)).toThrow('Several custom fields are called "Kind".');
  expect(() => resolveKeyField('Ordre', catalogue)).toThrow('There is no custom field "Ordre".');
});
