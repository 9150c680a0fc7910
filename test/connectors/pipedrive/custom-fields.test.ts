import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/connector-kit/index.ts';
import { deals, openPipedrive } from './pipedrive-session.ts';
import { answer, fixture, page } from './vendor.ts';
import { interceptRequests } from '../../support/intercept-requests.ts';

interceptRequests();

async function definitions(...pages: readonly JsonObject[]) {
  for (const [index, body] of pages.entries()) {
    answer('/api/v2/dealFields', index === 0 ? {} : { cursor: 'ZmllbGRzOjEx' }, body);
  }
  return (await deals.customFields?.(openPipedrive())) ?? [];
}

test('the account’s own fields are found on every page, built-in ones are left out', async () => {
  const found = await definitions(fixture('deal-fields-1'), fixture('deal-fields-2'));

  expect(found.map(({ label, type, wire }) => [label, type, wire])).toEqual([
    ['Order number', 'text', 'text'],
    ['City', 'text', 'text'],
    ['Story', 'text', 'text'],
    ['Weight', 'number', 'number'],
    ['Deposit', 'money', 'json'],
    ['Tier', 'option', 'id'],
    ['Regions', 'options', 'id'],
    ['Engineer', 'reference', 'id'],
    ['Partner', 'reference', 'id'],
    ['Site contact', 'reference', 'id'],
    ['Hotline', 'text', 'text'],
    ['Go-live', 'date', 'date'],
    ['Season', 'unknown', 'json'],
    ['Call at', 'unknown', 'json'],
    ['Visit between', 'unknown', 'json'],
    ['Site', 'unknown', 'json'],
  ]);
  expect(found.every(({ key }) => /^[0-9a-f]{40}$/.test(key))).toBe(true);
});

test('options are labels by id; a reference says what it points at; a description is kept', async () => {
  const found = await definitions(fixture('deal-fields-1'), fixture('deal-fields-2'));
  const byLabel = new Map(found.map((definition) => [definition.label, definition]));

  expect(byLabel.get('Regions')?.options).toEqual({ '41': 'EU', '42': 'APAC' });
  expect(byLabel.get('Partner')?.refName).toBe('org');
  expect(byLabel.get('Order number')?.description).toBe('As in the ERP');
  expect(byLabel.get('City')).not.toHaveProperty('options');
});

test('two fields of one name stay two', async () => {
  const field = { field_name: 'Region', field_type: 'varchar', is_custom_field: true };
  const found = await definitions(
    page([
      { ...field, field_code: 'a1' },
      { ...field, field_code: 'b2' },
    ]),
  );

  expect(found.map(({ key, label }) => [key, label])).toEqual([
    ['a1', 'Region'],
    ['b2', 'Region'],
  ]);
});

test('a type that nobody has heard of yet is unknown, not an error', async () => {
  const found = await definitions(
    page([
      { field_code: 'a1', field_name: 'New', field_type: 'hologram', is_custom_field: true },
      { field_code: 'b2', field_name: 'Odd', field_type: 'constructor', is_custom_field: true },
    ]),
  );

  expect(found.map(({ type, wire }) => [type, wire])).toEqual([
    ['unknown', 'json'],
    ['unknown', 'json'],
  ]);
});
