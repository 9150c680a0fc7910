import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AmbiguousWriteError } from '../../../src/client/writes/write-errors.ts';
import { paperOpportunities } from '../../support/paper/paper-connection.ts';
import {
  lostAnswer,
  paperDeal,
  paperRefusal,
  paperVendor,
  type PaperVendor,
} from '../../support/paper/paper-vendor.ts';

/** Loses the request with this number, before or after it is carried out. */
function losing(vendor: PaperVendor, number: number, when: 'before' | 'after'): PaperVendor {
  vendor[when] = ({ method }) => {
    if (method !== 'GET' && vendor.writes.length === number) throw lostAnswer();
  };
  return vendor;
}

describe('an answer that is lost', () => {
  test('of a create leaves it open, and it is never sent again', async () => {
    for (const when of ['before', 'after'] as const) {
      const vendor = losing(paperVendor(), 1, when);

      await expect(paperOpportunities(vendor).create({ title: 'New' })).rejects.toMatchObject({
        code: 'write-ambiguous',
        observed: 'unread',
        progress: { done: [], failed: { operationId: 'deals.create' } },
        hint: expect.stringContaining('Look for the record'),
      });
      expect(vendor.writes).toHaveLength(1);
    }
  });

  test('of an update is found out by reading', async () => {
    const done = losing(paperVendor(paperDeal('1')), 1, 'after');
    expect(await paperOpportunities(done).update('1', { title: 'x' })).toMatchObject({
      outcome: 'updated',
      confirmedBy: 'reading',
    });

    const undone = losing(paperVendor(paperDeal('1')), 1, 'before');
    await expect(paperOpportunities(undone).update('1', { title: 'x' })).rejects.toMatchObject({
      code: 'write-ambiguous',
      observed: 'unchanged',
      message: expect.stringContaining('the vendor may still carry it out'),
    });
    expect(undone.writes).toHaveLength(1);
  });

  test('in the middle of an update, what comes after is still sent', async () => {
    const vendor = losing(paperVendor(paperDeal('1')), 1, 'after');

    const result = await paperOpportunities(vendor).update('1', { title: 'x', contactIds: ['c2'] });

    expect(result).toMatchObject({ outcome: 'updated', confirmedBy: 'reading' });
    expect(vendor.deals.get('1')).toMatchObject({ title: 'x', contacts: ['c2'] });
    expect(vendor.writes).toHaveLength(3);
  });

  test('of a delete is found out by reading', async () => {
    const done = losing(paperVendor(paperDeal('1')), 1, 'after');
    expect(await paperOpportunities(done).delete('1')).toMatchObject({
      outcome: 'deleted',
      confirmedBy: 'reading',
    });

    const undone = losing(paperVendor(paperDeal('1')), 1, 'before');
    await expect(paperOpportunities(undone).delete('1')).rejects.toMatchObject({ observed: 'unchanged' });
  });

  test('stays open where passThrough was sent, or nothing can be read', async () => {
    const passThrough = [{ serviceId: 'paper', extendObject: { color: 'red' } }];
    const extended = losing(paperVendor(paperDeal('1')), 1, 'after');
    await expect(paperOpportunities(extended).update('1', { title: 'x', passThrough })).rejects.toMatchObject(
      {
        code: 'write-ambiguous',
        observed: 'unread',
      },
    );

    const dark = losing(paperVendor(paperDeal('1')), 1, 'after');
    dark.before = ({ method }) => {
      if (method === 'GET' && dark.writes.length > 0) throw paperRefusal('network');
    };
    await expect(paperOpportunities(dark).update('1', { title: 'x' })).rejects.toMatchObject({
      code: 'write-ambiguous',
      observed: 'unread',
    });
  });

  test('stays open where the same input would be refused by now', async () => {
    const vendor = paperVendor(paperDeal('1'));
    vendor.before = ({ method }) => {
      if (method === 'GET') return;
      vendor.deals.set('1', paperDeal('1', { title: 'locked' }));
      throw lostAnswer();
    };

    await expect(paperOpportunities(vendor).update('1', { monetaryAmount: 99 })).rejects.toMatchObject({
      code: 'write-ambiguous',
    });
  });

  test('of a request that may be repeated, and was in vain, is in doubt as well', async () => {
    const vendor = paperVendor(paperDeal('1'));
    vendor.before = ({ method }) => {
      // The session does not call a repeatable request ambiguous.
      if (method === 'PUT') throw paperRefusal('network');
    };

    const attempt = paperOpportunities(vendor).update('1', { contactIds: ['c1', 'c2'] });

    await expect(attempt).rejects.toMatchObject({ code: 'write-ambiguous', observed: 'unchanged' });
  });

  test('of a try before a refusal: the record tells whether the refusal holds', async () => {
    const refusal = { status: 400, ambiguous: true };
    const undone = paperVendor(paperDeal('1'));
    undone.before = ({ method }) => {
      if (method === 'PATCH') throw paperRefusal('invalid-request', refusal);
    };
    await expect(paperOpportunities(undone).update('1', { title: 'x' })).rejects.toMatchObject({
      code: 'write-failed',
      cause: { code: 'invalid-request' },
    });

    const done = paperVendor(paperDeal('1'));
    done.after = ({ method }) => {
      if (method === 'PATCH') throw paperRefusal('conflict', { ...refusal, status: 409 });
    };
    expect(await paperOpportunities(done).update('1', { title: 'x' })).toMatchObject({
      outcome: 'updated',
      confirmedBy: 'reading',
    });

    const waiting = paperVendor(paperDeal('1'));
    waiting.before = ({ method }) => {
      if (method === 'PATCH') throw paperRefusal('rate-limited', { ...refusal, status: 429 });
    };
    await expect(paperOpportunities(waiting).update('1', { title: 'x' })).rejects.toMatchObject({
      code: 'write-ambiguous',
      observed: 'unchanged',
    });
  });

  test('an answer to a create that names no id leaves it open', async () => {
    const vendor = paperVendor();
    const send = vendor.send;
    vendor.send = (request) => (request.method === 'POST' ? (send(request), {}) : send(request));

    await expect(paperOpportunities(vendor).create({ title: 'New' })).rejects.toMatchObject({
      code: 'write-ambiguous',
      message: expect.stringContaining('another form'),
    });
    expect(vendor.writes).toHaveLength(1);
  });

  test('the outcome reported is the truth at the vendor, whichever step is hit', async () => {
    const contacts = fc.subarray(['c1', 'c2', 'c3', 'c4']);
    const when = fc.constantFrom('before' as const, 'after' as const);
    await fc.assert(
      fc.asyncProperty(contacts, contacts, fc.nat(6), when, async (before, after, number, phase) => {
        const vendor = losing(paperVendor(paperDeal('1', { contacts: before })), number, phase);
        const input = { title: 'x', contactIds: after };
        const outcome = await paperOpportunities(vendor)
          .update('1', input)
          .catch((error: unknown) => error);

        const sent = new Set(vendor.writes.map((request) => JSON.stringify(request)));
        expect(sent.size).toBe(vendor.writes.length);
        const deal = vendor.deals.get('1');
        const reached = deal?.title === 'x' && [...deal.contacts].toSorted().join() === after.join();
        if (outcome instanceof AmbiguousWriteError) {
          expect(outcome.observed).not.toBe('unread');
          const { done, notTried } = outcome.progress;
          expect(done.length + 1 + notTried.length).toBe(outcome.progress.plan.requests.length);
          expect(vendor.writes).toHaveLength(done.length + 1);
        } else {
          expect(outcome).toMatchObject({ outcome: 'updated' });
          expect(reached).toBe(true);
        }
      }),
    );
  });
});
