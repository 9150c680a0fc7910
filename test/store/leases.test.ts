import { hostname } from 'node:os';
import { expect, it } from 'vitest';
import { instantFromMs, msFromInstant } from '../../src/model/instant.ts';
import { commitOf, completed, now, row, start } from './page-of.ts';
import { allStores, lastingStores } from './stores.ts';
import { onEach } from './with-store.ts';

const leaseMs = 60_000;

function clock() {
  let ms = msFromInstant(now);
  return {
    now: () => instantFromMs(ms) ?? '',
    pass: (by: number) => {
      ms += by;
    },
  };
}

onEach('a lease', allStores, ({ open }) => {
  it('is refused while another run holds it, and given when that has ended', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);

    await expect(store.startRun(start)).rejects.toMatchObject({
      code: 'in-use',
      context: { connection: start.connection, holder: ticket.holder, until: '2026-06-01T00:01:00.000Z' },
    });
    await store.endRun(ticket, completed);
    const second = await store.startRun(start);

    expect(second.ticket.fence).toBeGreaterThan(ticket.fence);
    expect((await store.runs()).map(({ status }) => status)).toEqual(['running', 'completed']);
  });

  it('is of one connection', async () => {
    const store = await open();
    await store.startRun(start);

    await expect(store.startRun({ ...start, connection: 'other' })).resolves.toBeDefined();
  });

  it('ends by itself unless a commit or a renewal keeps it', async () => {
    const time = clock();
    const store = await open({ now: time.now });
    const { ticket } = await store.startRun({ ...start, leaseMs });
    time.pass(leaseMs - 1);
    await store.renew(ticket);
    time.pass(leaseMs - 1);
    await store.commit(ticket, commitOf({ rows: [row('1')] }));
    time.pass(leaseMs - 1);
    await expect(store.startRun(start)).rejects.toMatchObject({ code: 'in-use' });

    time.pass(1);
    const second = await store.startRun(start);

    await expect(store.renew(ticket)).rejects.toMatchObject({ code: 'taken-over' });
    await expect(store.commit(ticket, commitOf({ rows: [row('2')] }))).rejects.toMatchObject({
      code: 'taken-over',
    });
    expect((await store.records()).map(({ id }) => id)).toEqual(['1']);
    await store.endRun(ticket, completed);
    await store.renew(second.ticket);
    expect((await store.runs()).map(({ status }) => status)).toEqual(['running', 'interrupted']);
  });

  it('that has ended shows its run as interrupted, though no other has come to say so', async () => {
    const time = clock();
    const store = await open({ now: time.now });
    await store.startRun({ ...start, leaseMs });
    const shown = async () => (await store.status())[0]?.lastRun?.status;

    expect(await shown()).toBe('running');
    time.pass(leaseMs);

    expect(await shown()).toBe('interrupted');
  });

  it('is worth nothing once its run has ended', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    await store.endRun(ticket, completed);

    await expect(store.commit(ticket, commitOf({}))).rejects.toMatchObject({ code: 'taken-over' });
    await expect(store.renew(ticket)).rejects.toMatchObject({ code: 'taken-over' });
  });
});

onEach('a lease', lastingStores, ({ open, place }) => {
  it('ends with the store that it was taken through', async () => {
    const store = await open();
    await store.startRun(start);
    await store.close();

    const later = await open();
    expect((await later.status())[0]?.lastRun?.status).toBe('interrupted');
    await expect(later.startRun(start)).resolves.toBeDefined();
  });

  it.each([
    ['of a process that is gone is free', hostname(), 2 ** 22 + 1, 'resolved'],
    ['of a process that lives is not', hostname(), 1, 'in-use'],
    ['of another machine is not, whatever lives here', `${hostname()}2`, 2 ** 22 + 1, 'in-use'],
  ])('%s', async (_, host, pid, outcome) => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    const nonce = ticket.holder.split('/')[2];
    await place().execute(`UPDATE opportune_leases SET holder = '${host}/${pid}/${nonce}'`);

    const second = await store.startRun(start).then(
      () => 'resolved',
      ({ code }: { code: string }) => code,
    );

    expect(second).toBe(outcome);
  });

  it('of another container with the same name and number is not free', async () => {
    const store = await open();
    await store.startRun(start);
    await place().execute(
      `UPDATE opportune_leases SET holder = '${hostname()}/${process.pid}/0123456789ab-elsewhere'`,
    );

    await expect(store.startRun(start)).rejects.toMatchObject({ code: 'in-use' });
  });
});
