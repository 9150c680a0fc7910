import { describe, expect, test } from 'vitest';
import type { NativeChange, PlannedRequest, WriteOperations } from '../../../src/connector-kit/index.ts';
import { z } from 'zod';
import { paperOpportunities } from '../../support/paper/paper-connection.ts';
import { paperDeal, paperRefusal, paperVendor, type PaperVendor } from '../../support/paper/paper-vendor.ts';
import { paperWrites } from '../../support/paper/paper-writes.ts';

const Deal = z.object({ contacts: z.array(z.string()) });

/** Contacts leave by a number that only the vendor can tell. */
const writes: WriteOperations = {
  ...paperWrites,
  update: (id: string, change: NativeChange) =>
    (paperWrites.update?.(id, change) ?? []).map((request): PlannedRequest => {
      const contact = request.path.split('/')[4] ?? '';
      return request.method === 'DELETE'
        ? { ...request, path: `/deals/${id}/contacts/{link}`, resolve: { contact } }
        : request;
    }),
  async resolve(session, request) {
    const path = request.path.replace('/contacts/{link}', '');
    const { contacts } = await session.request({ method: 'GET', path }, Deal);
    const contact = request.resolve?.['contact'] ?? '';
    return contacts.includes(contact)
      ? { ...request, path: request.path.replace('{link}', contact) }
      : undefined;
  },
};

function lines({ writes: sent }: PaperVendor): string[] {
  return sent.map(({ method, path }) => `${method} ${path}`);
}

describe('a request that needs to know something first', () => {
  test('stands in the plan as it is known, and is completed right before it is sent', async () => {
    const vendor = paperVendor(paperDeal('1', { contacts: ['c1', 'c2'] }));
    const opportunities = paperOpportunities(vendor, { writes });

    const plan = await opportunities.update('1', { contactIds: ['c1'] }, { dryRun: true });
    expect(plan.requests).toMatchObject([{ path: '/deals/1/contacts/{link}', resolve: { contact: 'c2' } }]);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);

    await opportunities.update('1', { contactIds: ['c1'] });
    expect(lines(vendor)).toEqual(['DELETE /deals/1/contacts/c2']);
  });

  test('is not sent where the vendor has it so already', async () => {
    const vendor = paperVendor(paperDeal('1', { contacts: ['c1', 'c2'] }));
    vendor.after = ({ method }) => {
      if (method === 'PATCH') vendor.deals.set('1', paperDeal('1', { title: 'x', contacts: ['c1'] }));
    };

    const update = paperOpportunities(vendor, { writes }).update('1', { title: 'x', contactIds: ['c1'] });

    expect(await update).toMatchObject({ outcome: 'updated' });
    expect(lines(vendor)).toEqual(['PATCH /deals/1']);
  });

  test('leaves no doubt where the question fails: it was not sent', async () => {
    const vendor = paperVendor(paperDeal('1', { contacts: ['c1', 'c2'] }));
    vendor.after = ({ method }) => {
      if (method !== 'PATCH') return;
      vendor.before = () => {
        throw paperRefusal('network', { method: 'GET' });
      };
    };

    const update = paperOpportunities(vendor, { writes }).update('1', { title: 'x', contactIds: ['c1'] });

    await expect(update).rejects.toMatchObject({
      code: 'write-failed',
      progress: {
        done: [{ operationId: 'deals.update' }],
        failed: { operationId: 'deals.unlink', path: '/deals/1/contacts/{link}' },
      },
    });
  });
});
