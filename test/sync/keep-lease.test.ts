import { expect, it } from 'vitest';
import type { Destination, RunTicket } from '../../src/store/destination.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { keepLease } from '../../src/sync/keep-lease.ts';
import { start } from '../store/page-of.ts';
import { memoryStore } from './sync-of.ts';

const ticket: RunTicket = { ...start, leaseMs: 3, run: 1, fence: 1, holder: 'me' };
const busy = new StoreError('store-busy', 'Somebody else has it.');

/** A destination whose lease is renewed as this says, and that a test can wait for. */
async function renewedBy(answer: (call: number) => StoreError | undefined, enough: number) {
  const { promise: asked, resolve } = Promise.withResolvers<undefined>();
  let calls = 0;
  const destination: Destination = {
    ...(await memoryStore()),
    async renew() {
      calls += 1;
      if (calls === enough) resolve(undefined);
      const error = answer(calls);
      if (error !== undefined) throw error;
    },
  };
  return { lease: keepLease(destination, ticket), asked };
}

it('a lease outlives a store that is busy for a moment', async () => {
  const { lease, asked } = await renewedBy((call) => (call % 3 === 0 ? undefined : busy), 7);

  await asked;

  expect(lease.lost.aborted).toBe(false);
  lease.stop();
});

it.each([
  ['when it could not be renewed until its end', busy, 3],
  ['as soon as another run has it', new StoreError('taken-over', 'Another run.'), 1],
])('a lease is lost %s', async (_, error, after) => {
  const { promise: lost, resolve } = Promise.withResolvers<undefined>();
  let calls = 0;
  const { lease } = await renewedBy(() => {
    calls += 1;
    return error;
  }, 1);
  lease.lost.addEventListener('abort', () => resolve(undefined));

  await lost;

  expect([lease.lost.reason, calls]).toEqual([error, after]);
  lease.stop();
});
