import { describe, expect, test } from 'vitest';
import { paperOpportunities } from '../../support/paper/paper-connection.ts';
import { paperDeal, paperRefusal, paperVendor, type PaperVendor } from '../../support/paper/paper-vendor.ts';

describe('verify', () => {
  test('of a write that the vendor took as it is finds nothing', async () => {
    const vendor = paperVendor(paperDeal('1'));
    const changes = { title: 'x', contactIds: ['c2'], customFields: [{ id: 'tier', value: 'silver' }] };

    const result = await paperOpportunities(vendor).update('1', changes, { verify: true });

    expect(result).toMatchObject({ outcome: 'updated', differences: [], sideEffects: [] });
    expect(result.opportunity?.title).toBe('x');
    expect(result.native?.body['title']).toBe('x');
  });

  test('knows an option by whatever it was called', async () => {
    const vendor = paperVendor(paperDeal('1'));
    const changes = { customFields: [{ id: 'tier', value: 'SILVER' }] };

    const result = await paperOpportunities(vendor).update('1', changes, { verify: true });

    expect(vendor.deals.get('1')?.fields['tier']).toBe('silver');
    expect(result.differences).toEqual([]);
  });

  test('names each written field that the vendor changed or ignored', async () => {
    const vendor = paperVendor(paperDeal('1'));
    vendor.adjust = (deal) => ({ ...deal, title: deal.title.trim(), amount: 10, fields: {} });
    const changes = { title: ' x ', monetaryAmount: 99, customFields: [{ id: 'tier', value: 'silver' }] };

    const { differences } = await paperOpportunities(vendor).update('1', changes, { verify: true });

    expect(differences).toEqual([
      { field: 'title', wanted: ' x ', found: 'x' },
      { field: 'monetaryAmount', wanted: 99, found: 10 },
      { field: 'customFields[tier]', wanted: 'silver' },
    ]);
  });

  test('names what changed besides, but not when it changed: with the reason where the plan had said so', async () => {
    const vendor = paperVendor(paperDeal('1'));
    vendor.adjust = (deal) => ({ ...deal, title: `${deal.title}!` });

    const result = await paperOpportunities(vendor).update('1', { pipelineStageId: 's2' }, { verify: true });

    expect(result.differences).toEqual([]);
    expect(result.sideEffects).toEqual([
      { field: 'title', before: 'Deal 1', after: 'Deal 1!' },
      { field: 'winProbability', before: 10, after: 60, because: 'a stage has a chance' },
    ]);
    expect(result.plan.alsoChanges).toEqual([
      {
        field: 'winProbability',
        with: 'pipelineStageId',
        because: 'a stage has a chance',
        at: 'paper.yaml:1:1',
      },
    ]);
  });

  test('a plan that is refused announces nothing', async () => {
    const changes = { pipelineStageId: 's2', companyId: 'c' };
    const plan = await paperOpportunities(paperVendor(paperDeal('1'))).update('1', changes, { dryRun: true });

    expect(plan).toMatchObject({ requests: [], alsoChanges: [] });
  });

  test('of a create names what the vendor filled in', async () => {
    const { sideEffects } = await paperOpportunities(paperVendor()).create(
      { title: 'New' },
      { verify: true },
    );

    expect(sideEffects).toEqual([
      { field: 'winProbability', after: 10 },
      { field: 'pipelineStageId', after: 's1' },
    ]);
  });

  test('of a delete says whether it is gone', async () => {
    const vendor = paperVendor(paperDeal('1'), paperDeal('2'));
    const opportunities = paperOpportunities(vendor);
    expect(await opportunities.delete('1', { verify: true })).toMatchObject({ differences: [] });

    vendor.after = ({ method }) => {
      if (method === 'DELETE') vendor.deals.set('2', paperDeal('2'));
    };
    expect(await opportunities.delete('2', { verify: true })).toMatchObject({
      outcome: 'deleted',
      differences: [{ field: 'deleted', wanted: true, found: false }],
    });
  });

  test('that fails is no failure of the write', async () => {
    const vendor = paperVendor(paperDeal('1'));
    vendor.before = ({ method }) => {
      if (method === 'GET' && vendor.writes.length > 0) throw paperRefusal('vendor-unavailable');
    };

    const result = await paperOpportunities(vendor).update('1', { title: 'x' }, { verify: true });

    expect(result).toMatchObject({ outcome: 'updated', unverified: { code: 'vendor-unavailable' } });
    expect(result.differences).toBeUndefined();
  });

  test('that the connection’s own signal ends hides no write', async () => {
    const vendor = paperVendor(paperDeal('1'), paperDeal('2'));
    const updates = ['1', '2'].map((id) => ({ id, changes: { title: 'many' } }));

    const single = await paperOpportunities(vendor, endingAfter(vendor)).update(
      '1',
      { title: 'x' },
      byReading,
    );
    const many = await paperOpportunities(vendor, endingAfter(vendor)).updateMany(updates, byReading);

    const unverified = { code: 'session-closed' };
    expect(single).toMatchObject({ outcome: 'updated', unverified });
    expect(many).toMatchObject(updates.map(() => ({ outcome: 'updated', unverified })));
    expect([...vendor.deals.values()].map(({ title }) => title)).toEqual(['many', 'many']);
  });
});

const byReading = { verify: true } as const;

/** A connection whose signal aborts once the next write is done. */
function endingAfter(vendor: PaperVendor): { readonly signal: AbortSignal } {
  const stop = new AbortController();
  vendor.after = ({ method }) => {
    if (method !== 'GET') stop.abort(new RangeError('enough'));
  };
  return { signal: stop.signal };
}
