import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewOpportunityInput, OpportunityInput } from '../../../../src/model/opportunity-input.ts';
import { paperOpportunities } from '../../../support/paper/paper-connection.ts';
import { paperDeal, paperVendor } from '../../../support/paper/paper-vendor.ts';
import { paperWrites } from '../../../support/paper/paper-writes.ts';

type Entry = NonNullable<OpportunityInput['passThrough']>[number];

const opportunities = paperOpportunities(paperVendor(paperDeal('1')));

function planOfCreate(...passThrough: readonly Entry[]) {
  const input = { title: 'New', monetaryAmount: 5, contactIds: ['c1', 'c2'], passThrough: [...passThrough] };
  return opportunities.create(input, { dryRun: true });
}

function planOfUpdate(changes: OpportunityInput, ...passThrough: readonly Entry[]) {
  return opportunities.update('1', { ...changes, passThrough: [...passThrough] }, { dryRun: true });
}

const serviceId = 'paper';

describe('passThrough', () => {
  test('goes into the main request, objects first, then paths', async () => {
    const { requests, issues } = await planOfCreate({
      serviceId,
      extendObject: { color: 'red', meta: { a: 1 } },
      extendPaths: [
        { path: '$.meta.b', value: [2] },
        { path: `$['meta']["a"]`, value: 3 },
      ],
    });

    expect(requests.map(({ body }) => body)).toEqual([
      { title: 'New', amount: 5, color: 'red', meta: { a: 3, b: [2] } },
      undefined,
      undefined,
    ]);
    expect(issues).toEqual([]);
  });

  test('for another service is left out; a slip in our own name is said', async () => {
    const { requests, issues } = await planOfCreate(
      { serviceId: 'other', operationId: 'x', extendObject: { color: 'red' } },
      { serviceId: 'papr', extendObject: { color: 'red' } },
    );

    expect(requests[0]?.body).toEqual({ title: 'New', amount: 5 });
    expect(issues).toEqual([
      expect.objectContaining({
        field: 'passThrough[1]',
        code: 'unused-pass-through',
        severity: 'warning',
        hint: 'did you mean "paper"?',
      }),
    ]);
  });

  test('that names a request for many is refused, with the requests that take it', async () => {
    const entry = { serviceId, operationId: 'deals.batch', extendObject: { color: 'red' } };
    const vendor = paperVendor();

    const { requests, issues } = await planOfCreate(entry);
    const results = await paperOpportunities(vendor).createMany([
      { title: 'a', passThrough: [entry] },
      { title: 'b' },
    ]);

    expect(requests).toEqual([]);
    expect(issues).toMatchObject([
      {
        field: 'passThrough[0]',
        code: 'bad-pass-through',
        severity: 'error',
        hint: 'name one of deals.create, deals.link, deals.upsert, or none for deals.create',
      },
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['refused', 'created']);
    expect(vendor.deals.size).toBe(1);
  });

  test('names one kind of request, and goes into each of it', async () => {
    const { requests } = await planOfCreate({
      serviceId,
      operationId: 'deals.link',
      extendObject: { role: 'buyer' },
    });

    expect(requests.map(({ operationId, body }) => [operationId, body])).toEqual([
      ['deals.create', { title: 'New', amount: 5 }],
      ['deals.link', { role: 'buyer' }],
      ['deals.link', { role: 'buyer' }],
    ]);
  });

  test('that names an unknown request is refused with what was probably meant', async () => {
    const plan = await planOfCreate({ serviceId, operationId: 'deals.creat' });

    expect(plan.issues).toEqual([
      expect.objectContaining({
        code: 'bad-pass-through',
        severity: 'error',
        hint: 'did you mean "deals.create"?',
      }),
    ]);
    expect(plan.requests).toEqual([]);
  });

  test('that names a request which this call does not send is a warning', async () => {
    const { requests, issues } = await planOfCreate({
      serviceId,
      operationId: 'deals.unlink',
      extendObject: { why: 1 },
    });

    expect(requests).toHaveLength(3);
    expect(issues).toEqual([expect.objectContaining({ code: 'unused-pass-through', severity: 'warning' })]);
  });

  test('alone is reason enough for an update to be sent', async () => {
    const unchanged = { title: 'Deal 1' };
    const { requests, changes } = await planOfUpdate(unchanged, {
      serviceId,
      extendObject: { color: 'red' },
    });

    expect(requests).toEqual([
      expect.objectContaining({ operationId: 'deals.update', path: '/deals/1', body: { color: 'red' } }),
    ]);
    expect(changes).toEqual([]);
  });

  test('goes into the main request also where only others were needed', async () => {
    const { requests } = await planOfUpdate(
      { contactIds: ['c1', 'c9'] },
      { serviceId, extendObject: { color: 'red' } },
    );

    expect(requests.map(({ operationId, body }) => [operationId, body])).toEqual([
      ['deals.update', { color: 'red' }],
      ['deals.link', undefined],
    ]);
  });

  test('that adds nothing sends nothing', async () => {
    expect((await planOfUpdate({}, { serviceId, extendObject: {} })).requests).toEqual([]);
  });

  test('that cannot be sent alone is refused, not dropped', async () => {
    const { bareUpdate: _none, ...writes } = paperWrites;
    const limited = paperOpportunities(paperVendor(paperDeal('1')), { writes });
    const plan = await limited.update(
      '1',
      { passThrough: [{ serviceId, extendObject: { color: 'red' } }] },
      { dryRun: true },
    );

    expect(plan.issues).toEqual([expect.objectContaining({ code: 'bad-pass-through', severity: 'error' })]);
  });

  test('into a request without a body is refused', async () => {
    const plan = await planOfUpdate(
      { contactIds: [] },
      { serviceId, operationId: 'deals.unlink', extendObject: { a: 1 } },
    );

    expect(plan.issues).toEqual([
      expect.objectContaining({ field: 'passThrough[0]', code: 'bad-pass-through' }),
    ]);
  });

  test.each<[string, Entry]>([
    ['replaced by an object', { serviceId, extendObject: { amount: 7 } }],
    ['set by a path', { serviceId, extendPaths: [{ path: '$.amount', value: 7 }] }],
  ])('a mapped value %s is named', async (_how, entry) => {
    const { requests, issues } = await planOfCreate(entry);

    expect(requests[0]?.body).toMatchObject({ amount: 7 });
    expect(issues).toEqual([
      expect.objectContaining({ field: 'monetaryAmount', code: 'overridden', severity: 'warning' }),
    ]);
  });

  test('the same value as the mapping’s is no replacement, and what another entry set is not the mapping’s', async () => {
    const { issues } = await planOfCreate(
      { serviceId, extendObject: { amount: 5, color: 'red' } },
      { serviceId, extendObject: { color: 'blue' } },
    );

    expect(issues).toEqual([]);
  });

  test('a custom field is named by its id', async () => {
    const { issues } = await planOfUpdate(
      { customFields: [{ id: 'tier', value: 'silver' }] },
      { serviceId, extendPaths: [{ path: '$.fields.tier', value: 'lead' }] },
    );

    expect(issues).toEqual([expect.objectContaining({ field: 'customFields[tier]', code: 'overridden' })]);
  });

  test.each([
    ['$.a.__proto__.b', 'extendPaths'],
    [`$['constructor'].x`, 'extendPaths'],
    ['$.prototype', 'extendPaths'],
  ])('%s is refused', async (path) => {
    const { issues, requests } = await planOfCreate({ serviceId, extendPaths: [{ path, value: 1 }] });

    expect(issues).toEqual([expect.objectContaining({ code: 'bad-pass-through' })]);
    expect(requests).toEqual([]);
  });

  test('keys of prototypes are refused at any depth, and never sent or set', async () => {
    const forbidden = fc.constantFrom('__proto__', 'prototype', 'constructor');
    const depth = fc.array(fc.constantFrom('a', '0', 'list'), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(forbidden, depth, fc.boolean(), async (key, around, inPath) => {
        const inner: unknown = JSON.parse(`{${JSON.stringify(key)}:{"polluted":1}}`);
        const value = around.reduce<unknown>(
          (within, name) => (name === 'list' ? [within] : { [name]: within }),
          inner,
        );
        // Typed callers cannot write some of these; programs that read JSON can.
        const entry = inPath ? { extendPaths: [{ path: '$.x', value }] } : { extendObject: { x: value } };
        const plan = await planOfCreate({ serviceId, ...entry } as Entry);

        expect(plan.issues.map(({ code }) => code)).toEqual(['bad-pass-through']);
        expect(plan.requests).toEqual([]);
        expect(Reflect.get({}, 'polluted')).toBeUndefined();
      }),
    );
  });

  test('of any form is a plan or a refusal, never an exception', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.anything({ maxDepth: 3 })), async (passThrough) => {
        const input = {
          title: 'x',
          passThrough: passThrough.map((entry) => Object.assign({ serviceId }, entry)),
        };
        const plan = await opportunities.create(input as NewOpportunityInput, { dryRun: true });
        expect(plan.call).toBe('create');
      }),
    );
  });

  test.each([
    { extendObjct: {} },
    { extendObject: [] },
    { extendPaths: [{ path: '$.a' }] },
    { operationId: 7 },
  ])('an entry of another form is refused: %j', async (entry) => {
    const plan = await planOfCreate({ serviceId, ...entry } as Entry);

    expect(plan.issues).toEqual([expect.objectContaining({ code: 'bad-pass-through', severity: 'error' })]);
  });
});
