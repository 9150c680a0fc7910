import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDeal, data, objectIn, openAccount, rows, type Wire } from '../sandbox-client.ts';

const deals = '/api/v2/deals';

/** What each member may bring along when it is written. */
const brings: Readonly<Record<string, readonly string[]>> = {
  stage_id: ['pipeline_id', 'stage_change_time'],
  pipeline_id: ['stage_id', 'stage_change_time'],
  status: ['close_time', 'won_time', 'lost_time', 'lost_reason', 'local_close_date', 'local_won_date'],
};

const valid = fc.record(
  {
    title: fc.string({ minLength: 1, unit: 'grapheme' }),
    value: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null }),
    currency: fc.constantFrom('EUR', 'USD', 'JPY', 'PTS'),
    probability: fc.option(fc.integer({ min: 0, max: 100 }), { nil: null }),
    stage_id: fc.constantFrom(31, 32, 41, 42),
    pipeline_id: fc.constantFrom(5, 7),
    owner_id: fc.integer({ min: 70_011, max: 70_022 }),
    visible_to: fc.constantFrom(1, 3, 5, 7),
    label_ids: fc.subarray([11, 14, 17]),
    expected_close_date: fc.option(fc.constantFrom('2026-12-15', '2028-02-29'), { nil: null }),
    status: fc.constantFrom('open', 'won', 'lost'),
  },
  { requiredKeys: [] },
);

test('a body changes what it names and what that brings along, and reads back as written', async () => {
  const account = await openAccount({ deals: 0 });
  const fields = rows(await account.get('/api/v2/dealFields?limit=500'));
  const code = String(fields.find(({ field_name: name }) => name === 'PO number')?.['field_code']);
  const deal = await createDeal(account, { custom_fields: { [code]: 'PO-1' } });
  const path = `${deals}/${String(deal['id'])}`;

  await fc.assert(
    fc.asyncProperty(valid, async (body) => {
      const before = data(await account.get(path));

      const reply = await account.send('PATCH', path, body);

      expect(reply.status).toBe(200);
      const after = data(await account.get(path));
      expect(after).toEqual(data(reply));
      const named: Wire = body;
      const moved = Object.keys(named).flatMap((name) => [name, ...(brings[name] ?? [])]);
      const free = new Set(['update_time', 'local_lost_date', ...moved]);
      for (const [name, value] of Object.entries(after)) {
        if (!free.has(name)) expect([name, value]).toEqual([name, before[name]]);
        const isOverruled = name === 'pipeline_id' && named['stage_id'] !== undefined;
        if (named[name] !== undefined && !isOverruled)
          expect([name, value]).toEqual([name, written(named[name])]);
      }
    }),
    { numRuns: 60 },
  );
});

/** JSON knows no negative zero. */
function written(value: unknown): unknown {
  return Object.is(value, -0) ? 0 : value;
}

test('no body whatever breaks the sandbox, or gets further than the vendor lets it', async () => {
  const account = await openAccount({ deals: 0 });
  const path = `${deals}/${String((await createDeal(account))['id'])}`;
  const names = Object.keys(objectIn((await account.get(path)).body, 'data'));
  const anything = fc.dictionary(fc.constantFrom(...names, '__proto__', 'x'), fc.jsonValue({ maxDepth: 2 }));

  await fc.assert(
    fc.asyncProperty(anything, async (body) => {
      const reply = await account.send('PATCH', path, body);

      expect([200, 400]).toContain(reply.status);
      expect(reply.headers.get('x-sandbox-crash')).toBeNull();
      if (reply.status === 400)
        expect(reply.body).toMatchObject({
          success: false,
          error: expect.any(String),
          code: expect.any(String),
        });
      if (data(reply)['is_archived'] === true) await account.send('PATCH', path, { is_archived: false });
    }),
    { numRuns: 120 },
  );
});
