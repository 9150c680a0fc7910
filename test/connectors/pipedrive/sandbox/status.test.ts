import { describe, expect, test } from 'vitest';
import {
  createDeal,
  data,
  openAccount,
  type Reply,
  type SandboxClient,
  type Wire,
} from '../sandbox-client.ts';

const deals = '/api/v2/deals';
const statuses = ['open', 'won', 'lost'] as const;
type Status = (typeof statuses)[number];

const told = '2026-03-04T05:06:07Z';

interface Opened {
  readonly account: SandboxClient;
  readonly path: string;
  readonly patch: (body: Wire) => Promise<Reply>;
}

async function openWith(status: Status): Promise<Opened> {
  const account = await openAccount({ deals: 0 });
  const path = `${deals}/${String((await createDeal(account, { status }))['id'])}`;
  await account.sandbox.control.advanceClock(10_000);
  return { account, path, patch: (body) => account.send('PATCH', path, body) };
}

/** What belongs together, whatever was written. */
function expectWhole(deal: Wire): void {
  const { status, close_time, won_time, lost_time, lost_reason } = deal;
  expect([status, close_time !== null]).toEqual([status, status !== 'open']);
  expect([status, won_time]).toEqual([status, status === 'won' ? close_time : null]);
  expect([status, lost_time]).toEqual([status, status === 'lost' ? close_time : null]);
  if (status !== 'lost') expect(lost_reason).toBeNull();
}

describe.each(statuses)('a deal that is %s', (before) => {
  test.each(statuses)('becomes %s with the times of that, and no others', async (after) => {
    const { patch } = await openWith(before);

    const deal = data(await patch({ status: after }));

    expect(deal['status']).toBe(after);
    expectWhole(deal);
    const wasClosed = before === after ? '2026-11-22T10:00:00Z' : '2026-11-22T10:00:10Z';
    expect(deal['close_time']).toBe(after === 'open' ? null : wasClosed);
  });

  test.each([undefined, ...statuses])('takes companions of the status it then has: %s', async (given) => {
    const after = given ?? before;
    const fits: Readonly<Record<string, boolean>> = {
      lost_reason: after === 'lost',
      lost_time: after === 'lost',
      won_time: after === 'won',
      close_time: after !== 'open',
    };
    const { patch } = await openWith(before);

    for (const [name, isTaken] of Object.entries(fits)) {
      const value = name === 'lost_reason' ? 'Price too high' : told;
      const reply = await patch({ ...(given === undefined ? {} : { status: given }), [name]: value });
      expect([name, reply.status]).toEqual([name, isTaken ? 200 : 400]);
      if (!isTaken) expect(reply.body['error']).toMatch(new RegExp(`^Validation failed: ${name}: `));
      else {
        expect(data(reply)[name]).toBe(value);
        expectWhole(data(reply));
      }
    }
  });
});

describe('the reason a deal was lost', () => {
  test('can be changed and cleared while it is lost, and its time stays', async () => {
    const { patch } = await openWith('lost');
    await patch({ lost_reason: 'Price too high' });

    const changed = data(await patch({ lost_reason: 'Something of our own' }));
    const cleared = data(await patch({ lost_reason: null }));

    expect(changed).toMatchObject({ lost_reason: 'Something of our own', lost_time: '2026-11-22T10:00:00Z' });
    expect(cleared).toMatchObject({ lost_reason: null, status: 'lost', lost_time: '2026-11-22T10:00:00Z' });
  });

  test('can come with the creation', async () => {
    const account = await openAccount({ deals: 0 });
    const body = { status: 'lost', lost_reason: 'Price too high', lost_time: told };

    const deal = await createDeal(account, body);

    expect(deal).toMatchObject({ ...body, close_time: told, update_time: null });
  });
});

describe('what nobody can write', () => {
  test.each([
    { status: 'deleted' },
    { status: 'Won' },
    { is_deleted: true },
    { status: 'open', won_time: told },
  ])('is refused: %j', async (body) => {
    const { account, path, patch } = await openWith('open');

    expect((await patch(body)).status).toBe(400);
    expect(data(await account.get(path))).toMatchObject({ status: 'open', is_deleted: false });
  });

  test('is a change of a deleted deal: it comes back as it was, or not at all', async () => {
    const { account, path, patch } = await openWith('won');
    await account.send('DELETE', path);

    expect((await patch({ status: 'open' })).status).toBe(400);
    expect(data(await patch({ is_deleted: false }))).toMatchObject({
      status: 'won',
      won_time: '2026-11-22T10:00:00Z',
      is_deleted: false,
      update_time: '2026-11-22T10:00:10Z',
    });
  });
});
