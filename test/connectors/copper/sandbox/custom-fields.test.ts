import { describe, expect, test } from 'vitest';
import { customValue, openAccount, type Reply, type SandboxClient, type Wire } from '../sandbox-client.ts';

function field(definition: unknown, value: unknown): Wire {
  return { custom_field_definition_id: definition, value };
}

function create(account: SandboxClient, fields: readonly Wire[]): Promise<Reply> {
  return account.send('POST', '/opportunities', { name: 'Fleet', custom_fields: fields });
}

function update(account: SandboxClient, deal: Reply, fields: readonly Wire[]): Promise<Reply> {
  return account.send('PUT', `/opportunities/${String(deal.body['id'])}`, { custom_fields: fields });
}

describe('custom fields of a write', () => {
  const values: readonly (readonly [definition: number, written: unknown, stored: unknown])[] = [
    [380_001, true, true],
    [380_001, null, false],
    [380_002, 12.5, 12.5],
    [380_003, 1_789_455_600, 1_789_455_600],
    // Midnight UTC is still the day before in California.
    [380_003, 1_789_430_400, 1_789_369_200],
    [380_003, '09/15/2026', 1_789_455_600],
    [380_003, null, null],
    [380_004, 640_002, 640_002],
    [380_004, '640002', 640_002],
    [380_005, [640_013, 640_011], [640_013, 640_011]],
    [380_005, [], []],
    [380_006, 3, 3],
    [380_007, 95, 95],
    [380_008, 'PO-1', 'PO-1'],
    [380_009, 'two\nlines', 'two\nlines'],
    [380_010, 'www.example.com', 'www.example.com'],
  ];

  test.each(values)('%i keeps %o as %o, when created and when updated', async (definition, value, stored) => {
    const account = await openAccount();
    const other = field(380_013, 'stays');
    const made = await create(account, [other, field(definition, value)]);
    const later = await create(account, [other]);

    const changed = await update(account, later, [field(definition, value)]);

    expect([made.status, changed.status]).toEqual([200, 200]);
    expect(customValue(made.body, definition)).toEqual(stored);
    expect(customValue(changed.body, definition)).toEqual(stored);
    expect(customValue(changed.body, 380_013)).toBe('stays');
  });

  const cleared: readonly (readonly [definition: number, value: unknown, empty: unknown])[] = [
    [380_001, true, false],
    [380_002, 12.5, null],
    [380_003, 1_789_455_600, null],
    [380_004, 640_001, null],
    [380_005, [640_011], []],
    [380_006, 3.25, null],
    [380_007, 12, null],
    [380_008, 'PO-1', null],
    [380_009, 'Scope', null],
    [380_010, 'www.example.com', null],
  ];

  test.each(cleared)('%i with %o is emptied by null, and then shows %o', async (definition, value, empty) => {
    const account = await openAccount();
    const made = await create(account, [field(definition, value), field(380_013, 'stays')]);

    const changed = await update(account, made, [field(definition, null)]);

    expect(customValue(made.body, definition)).toEqual(value);
    expect(customValue(changed.body, definition)).toEqual(empty);
    expect(customValue(changed.body, 380_013)).toBe('stays');
  });

  const refused: readonly (readonly [definition: unknown, written: unknown])[] = [
    [380_001, 'yes'],
    [380_001, 1],
    [380_002, 'much'],
    [380_002, { amount: 5 }],
    [380_003, '2026-09-15'],
    [380_003, '13/1/2026'],
    [380_003, 1_789_455_600_000],
    [380_004, 640_077],
    [380_004, 'Silver'],
    [380_004, [640_001]],
    [380_005, [640_011, 1]],
    [380_005, 640_011],
    [380_005, ['Silver']],
    [380_006, true],
    [380_006, ''],
    [380_007, 9.5],
    [380_008, 'x'.repeat(256)],
    [380_008, 5],
    [380_009, ['x']],
    [380_010, 5],
    [380_011, [5]],
    [380_014, 44],
    [380_099, 'x'],
    ['plan', 'x'],
  ];

  test.each(refused)('%s refuses %o', async (definition, value) => {
    const account = await openAccount();

    const made = await create(account, []);
    const refusals = [
      await create(account, [field(definition, value)]),
      await update(account, made, [field(380_013, 'not kept'), field(definition, value)]),
    ];

    expect(refusals.map(({ status }) => status)).toEqual([422, 422]);
    expect((await account.get(`/opportunities/${String(made.body['id'])}`)).body).toEqual(made.body);
  });
});
