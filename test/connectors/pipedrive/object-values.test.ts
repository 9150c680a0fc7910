import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/model/json.ts';
import type { WriteIssue } from '../../../src/mapping/write-types.ts';
import { openWriteAccount } from './write-account.ts';

/** By the names of the emulated company's fields. */
const good: readonly (readonly [label: string, given: JsonValue, shown: JsonValue])[] = [
  ['Setup fee', { value: 5.5, currency: 'EUR' }, { value: 5.5, currency: 'EUR' }],
  ['Setup fee', { value: 5.5 }, { value: 5.5, currency: null }],
  [
    'Service period',
    { value: '2026-10-01', until: '2026-12-31' },
    { value: '2026-10-01', until: '2026-12-31' },
  ],
  [
    'Daily call',
    { value: '09:30', timezone_name: 'Asia/Tokyo' },
    { value: '09:30:00', timezone_name: 'Asia/Tokyo', timezone_id: expect.any(Number) },
  ],
  [
    'Daily call',
    { value: '09:30:15' },
    { value: '09:30:15', timezone_name: expect.any(String), timezone_id: expect.any(Number) },
  ],
  [
    'Delivery window',
    { value: '09:30', until: '11:00', timezone_name: 'Europe/Tallinn' },
    {
      value: '09:30:00',
      until: '11:00:00',
      timezone_name: 'Europe/Tallinn',
      timezone_id: expect.any(Number),
    },
  ],
  ['Site', { value: 'Pikk 7, Tartu' }, expect.objectContaining({ value: 'Pikk 7, Tartu', route: null })],
  [
    'Site',
    { value: 'Pikk 7, Tartu', locality: 'Tartu', route: null },
    expect.objectContaining({ locality: 'Tartu' }),
  ],
  ['Support phone', '+372 555 0100', '+372 555 0100'],
];

const bad: readonly (readonly [label: string, given: JsonValue, message: string, hint: string])[] = [
  ['Setup fee', 5, '5 is a number, not an object', '{ value: a number, currency?: a currency code'],
  ['Setup fee', '5 EUR', '"5 EUR" is text, not an object', '{ value: a number'],
  ['Setup fee', { amount: 5 }, 'has a member "amount"', 'allowed: value, currency'],
  ['Setup fee', { value: '5' }, 'its member "value" is "5", which is not a number', '{ value: a number'],
  [
    'Setup fee',
    { value: 5, currency: 'eur' },
    'its member "currency" is "eur"',
    'a currency code in capitals',
  ],
  ['Service period', { value: '2026-10-01' }, 'its member "until" is missing', 'until: a day as YYYY-MM-DD'],
  ['Service period', { value: '1/10/2026', until: '2026-10-01' }, 'its member "value" is "1/10/2026"', ''],
  ['Service period', ['2026-10-01', '2026-10-02'], 'is a list, not an object', '{ value: a day'],
  ['Daily call', { value: '9 am' }, 'its member "value" is "9 am", which is not a time of day', 'HH:MM:SS'],
  [
    'Daily call',
    { value: '09:00', timezone_name: 'Mars/Base' },
    '"timezone_name" is "Mars/Base"',
    'time zone',
  ],
  [
    'Daily call',
    { value: '09:00', timezone_id: 318 },
    '"timezone_id" is the vendor',
    'write "timezone_name"',
  ],
  ['Delivery window', { value: '09:00' }, 'its member "until" is missing', 'until: a time of day'],
  ['Site', 'Pikk 7', '"Pikk 7" is text, not an object', '{ value: text'],
  ['Site', { country: 'Estonia' }, 'its member "value" is missing', '{ value: text'],
  ['Site', { value: 'x'.repeat(256) }, 'has 256 characters, and the vendor keeps 255', ''],
  ['Support phone', { value: '+372' }, 'is not text', 'write text'],
];

describe('custom fields whose values are objects', () => {
  test('are read back as they were written, and written back without a change', async () => {
    const account = await openWriteAccount({ deals: 0 });
    const { opportunities } = account.crm;
    const { id } = await opportunities.create({ title: 'With objects' });

    for (const [name, value, shown] of good) {
      const customFields = [{ name, value }];
      expect(await opportunities.update(id, { customFields }, { verify: true })).toMatchObject({
        differences: [],
      });
      const { opportunity } = await account.read(id);
      const found = opportunity.customFields?.find((field) => field.name === name);
      expect(found?.value).toEqual(shown);
      for (const again of [value, found?.value ?? null])
        expect(
          await opportunities.update(id, { customFields: [{ name, value: again }] }, { dryRun: true }),
        ).toMatchObject({ requests: [], issues: [] });
    }
  });

  test('are refused before anything is sent where they have another form, with the form that they should have', async () => {
    const account = await openWriteAccount({ deals: 0 });
    const key = (label: string) => account.catalogue.find((field) => field.label === label)?.key;

    const issues: (WriteIssue | undefined)[] = [];
    for (const [name, value] of bad) {
      const input = { title: 'x', customFields: [{ name, value }] };
      issues.push((await account.crm.opportunities.create(input, { dryRun: true })).issues[0]);
    }

    expect(issues).toEqual(
      bad.map(([label, , message, hint]) =>
        expect.objectContaining({
          field: `customFields[${key(label)}]`,
          severity: 'error',
          message: expect.stringContaining(message),
          hint: expect.stringContaining(hint),
        }),
      ),
    );
    expect(await account.sandbox.control.ids()).toEqual([]);
  });
});
