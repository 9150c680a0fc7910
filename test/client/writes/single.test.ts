import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { NewOpportunityInput, OpportunityInput } from '../../../src/model/opportunity-input.ts';
import { paperOpportunities } from '../../support/paper/paper-connection.ts';
import { paperDeal, paperRefusal, paperVendor, type PaperVendor } from '../../support/paper/paper-vendor.ts';
import { paperWrites } from '../../support/paper/paper-writes.ts';

function lines({ writes }: PaperVendor): string[] {
  return writes.map(({ method, path }) => `${method} ${path}`);
}

const loose = (input: object): NewOpportunityInput => input as NewOpportunityInput;

describe('create', () => {
  test('sends exactly the planned requests in their order, with the new id', async () => {
    const vendor = paperVendor();
    const opportunities = paperOpportunities(vendor);
    const input = { title: 'New', contactIds: ['c1', 'c2'] };

    const plan = await opportunities.create(input, { dryRun: true });
    expect(vendor.writes).toEqual([]);
    const result = await opportunities.create(input);

    expect(result).toMatchObject({ id: '101', outcome: 'created', plan: { call: 'create' } });
    expect(result.plan).toEqual(plan);
    expect(lines(vendor)).toEqual([
      'POST /deals',
      'PUT /deals/101/contacts/c1',
      'PUT /deals/101/contacts/c2',
    ]);
    expect(vendor.writes[0]?.body).toEqual({ title: 'New' });
    expect(vendor.deals.get('101')).toMatchObject({ title: 'New', contacts: ['c1', 'c2'] });
  });

  test('a plan is plain data', async () => {
    const plan = await paperOpportunities(paperVendor()).create({ title: 'New' }, { dryRun: true });

    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    expect(plan.changes).toEqual([{ field: 'title', after: 'New' }]);
  });

  test('nothing is sent where one field is wrong, and the error names every such field', async () => {
    const vendor = paperVendor();
    const opportunities = paperOpportunities(vendor);
    const input = { title: 'secret title', description: 'secret text', pipelineStageId: 's9' };

    const attempt = opportunities.create(input);

    await expect(attempt).rejects.toMatchObject({
      code: 'write-refused',
      plan: { requests: [], issues: [{ code: 'unsupported' }, { code: 'unknown-reference' }] },
    });
    const error: unknown = await attempt.catch((reason: unknown) => reason);
    expect(String(error)).toContain('description');
    expect(String(error)).toContain('pipelineStageId');
    expect(String(error) + JSON.stringify(error) + inspect(error, { depth: 10 })).not.toContain('secret');
    expect(vendor.writes).toEqual([]);
    expect(await opportunities.create(input, { dryRun: true })).toMatchObject({ requests: [] });
  });

  test('an unknown key is refused with what was probably meant', async () => {
    const opportunities = paperOpportunities(paperVendor());

    const { issues } = await opportunities.create(loose({ titel: 'New', amount: 3 }), { dryRun: true });

    expect(issues).toMatchObject([
      { field: 'titel', code: 'unknown-field', hint: 'did you mean "title"?' },
      { field: 'amount', code: 'unknown-field' },
    ]);
  });

  test('a key that is undefined is absent; what is no JSON is refused', async () => {
    const opportunities = paperOpportunities(paperVendor());

    const plan = await opportunities.create(
      loose({ title: 'New', tags: undefined, monetaryAmount: Number.NaN, closeDate: new Date(0) }),
      { dryRun: true },
    );

    expect(plan.fields.map(({ field }) => field)).toEqual(['title']);
    expect(plan.issues).toMatchObject([
      { field: 'monetaryAmount', code: 'wrong-type' },
      { field: 'closeDate', code: 'wrong-type' },
    ]);
  });

  test.each([null, 7, 'text', [], new Date(0)])('%j is no input', async (input) => {
    const attempt = paperOpportunities(paperVendor()).create(
      input as OpportunityInput as NewOpportunityInput,
    );

    await expect(attempt).rejects.toMatchObject({ code: 'bad-option' });
  });

  test('a misspelt option is refused before anything is read', async () => {
    const vendor = paperVendor();
    const options = { dryrun: true } as object;

    await expect(paperOpportunities(vendor).create({ title: 'New' }, options)).rejects.toMatchObject({
      code: 'bad-option',
    });
    expect(vendor.reads).toEqual([]);
  });

  test('null is no options, and no item of many', async () => {
    const nothing = JSON.parse('null');
    const opportunities = paperOpportunities(paperVendor());
    const calls = [
      () => opportunities.create({ title: 'New' }, nothing),
      () => opportunities.delete('1', nothing),
      () => opportunities.updateMany([nothing]),
    ];

    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'bad-option' });
  });

  test('a stage that somebody has just added is found, at one more reading of the tables', async () => {
    let nowMs = 0;
    const vendor = paperVendor();
    const opportunities = paperOpportunities(vendor, { now: () => nowMs });
    await opportunities.create({ title: 'x', pipelineStageId: 's1' }, { dryRun: true });
    vendor.stages.set('s3', 70);

    nowMs = 61_000;
    const { issues } = await opportunities.create({ title: 'x', pipelineStageId: 's3' }, { dryRun: true });
    await opportunities.create({ title: 'x', pipelineStageId: 's9' }, { dryRun: true });

    expect(issues).toEqual([]);
    expect(vendor.reads.filter(({ path }) => path === '/stages')).toHaveLength(2);
  });
});

describe('update', () => {
  test('sends what differs, and nothing of what is not given', async () => {
    const vendor = paperVendor(paperDeal('1'));

    const { plan, outcome } = await paperOpportunities(vendor).update('1', {
      title: 'Deal 1',
      monetaryAmount: null,
      customFields: [{ id: 'tier', value: 'silver' }],
    });

    expect(outcome).toBe('updated');
    expect(vendor.writes.map(({ body }) => body)).toEqual([{ amount: null, fields: { tier: 'silver' } }]);
    expect(plan.changes).toEqual([
      { field: 'monetaryAmount', before: 10, after: null },
      { field: 'customFields[tier]', before: 'gold', after: 'silver' },
    ]);
    expect(vendor.deals.get('1')).toMatchObject({
      title: 'Deal 1',
      fields: { tier: 'silver', ref: 'ref-1' },
    });
  });

  test('that changes nothing sends nothing', async () => {
    const vendor = paperVendor(paperDeal('1'));

    const result = await paperOpportunities(vendor).update('1', { title: 'Deal 1', contactIds: ['c1'] });

    expect(result).toMatchObject({ outcome: 'unchanged', id: '1', opportunity: { title: 'Deal 1' } });
    expect(vendor.writes).toEqual([]);
  });

  test('of a record that is not there says so', async () => {
    const vendor = paperVendor();

    await expect(paperOpportunities(vendor).update('7', { title: 'x' })).rejects.toMatchObject({
      code: 'no-such-record',
      id: '7',
    });
    expect(vendor.writes).toEqual([]);
  });

  test.each(['', '\uD800'])('%j is no id', async (id) => {
    const opportunities = paperOpportunities(paperVendor());
    const calls = [
      () => opportunities.update(id, {}),
      () => opportunities.delete(id),
      () => opportunities.updateMany([{ id, changes: {} }]),
      () => opportunities.deleteMany(['1', id]),
    ];

    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'bad-option' });
  });

  test('is refused where the record changed after the instant that was read', async () => {
    const vendor = paperVendor(paperDeal('1'));
    const opportunities = paperOpportunities(vendor);
    const update = (ifUnmodifiedSince: string) =>
      opportunities.update('1', { title: 'x' }, { ifUnmodifiedSince, dryRun: true });

    await expect(update('2026-02-28T23:59:59.999Z')).rejects.toMatchObject({
      code: 'precondition-failed',
      changedAt: '2026-03-01T00:00:00.000Z',
      ifUnmodifiedSince: '2026-02-28T23:59:59.999Z',
    });
    await expect(update('yesterday')).rejects.toMatchObject({ code: 'bad-option' });
    await expect(update(JSON.parse('null'))).rejects.toMatchObject({ code: 'bad-option' });
    expect(await update('2026-03-01T01:00:00+01:00')).toMatchObject({ requests: [{ method: 'PATCH' }] });
  });

  test('is not begun once the caller has aborted', async () => {
    const vendor = paperVendor(paperDeal('1'));
    const controller = new AbortController();
    vendor.after = () => controller.abort(new RangeError('enough'));

    const attempt = paperOpportunities(vendor).update('1', { title: 'x' }, { signal: controller.signal });

    await expect(attempt).rejects.toThrow('enough');
    expect(vendor.writes).toEqual([]);
  });

  test('that was begun is brought to its end', async () => {
    const vendor = paperVendor(paperDeal('1'));
    const controller = new AbortController();
    vendor.before = ({ method }) => {
      if (method !== 'GET') controller.abort();
    };

    const update = { title: 'x', contactIds: ['c2'] };
    const { outcome } = await paperOpportunities(vendor).update('1', update, { signal: controller.signal });

    expect(outcome).toBe('updated');
    expect(vendor.deals.get('1')).toMatchObject({ title: 'x', contacts: ['c2'] });
  });
});

describe('delete', () => {
  test('is one request, and says whether there was something to delete', async () => {
    const vendor = paperVendor(paperDeal('1'));
    const opportunities = paperOpportunities(vendor);

    expect(await opportunities.delete('1')).toMatchObject({ id: '1', outcome: 'deleted' });
    expect(await opportunities.delete('1')).toMatchObject({ id: '1', outcome: 'already-gone' });
    expect(vendor.reads).toEqual([]);
  });

  test('planned, it shows the record', async () => {
    const vendor = paperVendor(paperDeal('1'));
    const plan = await paperOpportunities(vendor).delete('1', { dryRun: true });

    expect(plan).toMatchObject({
      current: { id: '1', body: { title: 'Deal 1' } },
      changes: [{ field: 'deleted', before: false, after: true }],
      requests: [{ method: 'DELETE', path: '/deals/1' }],
    });
    expect(vendor.writes).toEqual([]);
  });

  test('keeps its precondition', async () => {
    const vendor = paperVendor(paperDeal('1'));
    const attempt = paperOpportunities(vendor).delete('1', { ifUnmodifiedSince: '2026-01-01T00:00:00Z' });

    await expect(attempt).rejects.toMatchObject({ code: 'precondition-failed' });
    expect(vendor.writes).toEqual([]);
  });

  test('with a precondition sends nothing where there is no record to compare', async () => {
    const vendor = paperVendor();
    const options = { ifUnmodifiedSince: '2026-01-01T00:00:00Z' };

    expect(await paperOpportunities(vendor).delete('1', options)).toMatchObject({ outcome: 'already-gone' });
    expect(vendor.writes).toEqual([]);
  });

  test('is not supported where the vendor has none', async () => {
    const { delete: _none, ...writes } = paperWrites;
    const vendor = paperVendor(paperDeal('1'));

    await expect(paperOpportunities(vendor, { writes }).delete('1')).rejects.toMatchObject({
      code: 'not-supported',
    });
  });
});

describe('a step that fails', () => {
  test('says what was done before it, what was not tried, and which record there is', async () => {
    const vendor = paperVendor();
    vendor.before = ({ path }) => {
      if (path.endsWith('/c2')) throw paperRefusal('invalid-request', { status: 400 });
    };

    const attempt = paperOpportunities(vendor).create({ title: 'Private', contactIds: ['c1', 'c2', 'c3'] });

    await expect(attempt).rejects.toMatchObject({
      code: 'write-failed',
      cause: { code: 'invalid-request' },
      progress: {
        id: '101',
        done: [{ operationId: 'deals.create' }, { operationId: 'deals.link' }],
        failed: { path: '/deals/101/contacts/c2' },
        notTried: [{ summary: 'adds contact c3' }],
      },
    });
    await expect(attempt).rejects.toThrow(
      /step 3 of 4 \(adds contact c2\).*The record is 101\. Not tried: adds contact c3\./,
    );
    const error: unknown = await attempt.catch((reason: unknown) => reason);
    expect(JSON.stringify(error) + inspect(error, { depth: 10 })).not.toContain('Private');
    expect(vendor.deals.get('101')?.contacts).toEqual(['c1']);
    expect(lines(vendor)).toEqual([
      'POST /deals',
      'PUT /deals/101/contacts/c1',
      'PUT /deals/101/contacts/c2',
    ]);
  });

  test.each([
    ['amount', 'monetaryAmount'],
    ['deal.amount', 'monetaryAmount'],
    ['fields.tier', 'customFields[tier]'],
    ['tier', 'customFields[tier]'],
    ['unheard_of', undefined],
  ])('the vendor’s complaint about %s is one about %s', async (native, field) => {
    const vendor = paperVendor();
    const fields = [{ field: native, message: 'not allowed' }];
    vendor.before = ({ method }) => {
      if (method === 'POST') throw paperRefusal('invalid-request', { status: 422, fields });
    };

    const input = { title: 'x', monetaryAmount: 5, customFields: [{ id: 'tier', value: 'x' }] };
    const attempt = paperOpportunities(vendor).create(input);

    const named = field === undefined ? {} : { field };
    await expect(attempt).rejects.toMatchObject({ fields: [{ ...named, native, message: 'not allowed' }] });
  });
});
