import { expect, expectTypeOf, it } from 'vitest';
import {
  bundledConnector,
  connect,
  type ConnectOptions,
  type Crm,
  type Opportunity,
  type OpportunityInput,
  type OpportunityList,
  type RawOpportunity,
  type WritePlan,
  type WriteResult,
} from '../../src/index.ts';
import { fakeConnector } from '../support/fake-connector.ts';

type Credentials<C extends Parameters<typeof connect>[0]['connector']> = ConnectOptions<C>['credentials'];

it('the connector decides the type of the credentials', () => {
  expectTypeOf<{ accessToken: string }>().toExtend<Credentials<'hubspot'>>();
  expectTypeOf<{ apiToken: string }>().toExtend<Credentials<'pipedrive'>>();
  expectTypeOf<{ apiToken: string }>().not.toExtend<Credentials<'hubspot'>>();
  expectTypeOf<{ apiToken: number }>().not.toExtend<Credentials<'pipedrive'>>();
  expectTypeOf<Credentials<typeof fakeConnector>>().toEqualTypeOf<{ token: string }>();
  expectTypeOf<'salesforce'>().not.toExtend<ConnectOptions<'hubspot'>['connector']>();
});

it('what list, get and explain give depends on what is asked', () => {
  type Opportunities = Crm['opportunities'];
  const typesOf = (opportunities: Opportunities) => ({
    plain: opportunities.list(),
    since: opportunities.list({ updatedSince: '2026-01-01T00:00:00Z' }),
    raw: opportunities.list({ raw: true }),
    one: opportunities.get('1'),
    rawOne: opportunities.get('1', { raw: true }),
  });
  type Answers = ReturnType<typeof typesOf>;

  expectTypeOf<Answers['plain']>().toEqualTypeOf<OpportunityList<Opportunity>>();
  expectTypeOf<Answers['since']>().toEqualTypeOf<OpportunityList<Opportunity>>();
  expectTypeOf<Answers['raw']>().toEqualTypeOf<OpportunityList<RawOpportunity>>();
  expectTypeOf<Answers['one']>().toEqualTypeOf<Promise<Opportunity | undefined>>();
  expectTypeOf<Answers['rawOne']>().toEqualTypeOf<Promise<RawOpportunity | undefined>>();
  expectTypeOf<Parameters<Opportunities['explain']>[1]>().not.toEqualTypeOf<string>();
});

it('a new opportunity has a title, a change of one need not', () => {
  type Writes = Crm['opportunities'];

  expectTypeOf<{ title: string; monetaryAmount: number }>().toExtend<Parameters<Writes['create']>[0]>();
  expectTypeOf<object>().not.toExtend<Parameters<Writes['create']>[0]>();
  expectTypeOf<{ monetaryAmount: number }>().not.toExtend<Parameters<Writes['create']>[0]>();
  expectTypeOf<{ monetaryAmount: number }[]>().not.toExtend<Parameters<Writes['createMany']>[0]>();
  expectTypeOf<{ monetaryAmount: number }>().toExtend<Parameters<Writes['update']>[1]>();
  expectTypeOf<{ monetaryAmount: number }>().toExtend<Parameters<Writes['upsert']>[0]>();
});

it('an id that no bundled connector has is refused with those there are', () => {
  expect(bundledConnector('hubspot').id).toBe('hubspot');
  expect(() => bundledConnector('toString')).toThrow(
    expect.objectContaining({
      code: 'unknown-connector',
      hint: expect.stringContaining('copper, hubspot, pipedrive'),
    }),
  );
});

it('credentials that do not fit are refused before anything is sent, without their values', async () => {
  const attempt = connect({
    connector: fakeConnector,
    // @ts-expect-error a number is no token
    credentials: { token: 4711 },
  });

  await expect(attempt).rejects.toMatchObject({ code: 'session-options' });
  await expect(attempt).rejects.not.toThrow(/4711/);
});

it('what a write gives depends on dryRun, and only what may be written is an input', () => {
  type Opportunities = Crm['opportunities'];
  const typesOf = ({ create, update, upsert }: Opportunities, dryRun: boolean) => ({
    planned: create({ title: 'x' }, { dryRun: true }),
    created: create({ title: 'x' }),
    updated: update('1', { status: 'Won' }, { verify: true }),
    upserted: upsert({}, { key: { field: 'ref', value: '1' } }),
    either: update('1', {}, { dryRun }),
  });
  type Answers = ReturnType<typeof typesOf>;

  expectTypeOf<Answers['planned']>().toEqualTypeOf<Promise<WritePlan>>();
  expectTypeOf<Answers['created']>().toEqualTypeOf<Promise<WriteResult>>();
  expectTypeOf<Answers['updated']>().toEqualTypeOf<Promise<WriteResult>>();
  expectTypeOf<Answers['upserted']>().toEqualTypeOf<Promise<WriteResult>>();
  expectTypeOf<Answers['either']>().toEqualTypeOf<Promise<WritePlan | WriteResult>>();
  expectTypeOf<OpportunityInput>().not.toHaveProperty('createdAt');
  expectTypeOf<{ status: 'won' }>().not.toExtend<OpportunityInput>();
});

it('a key that is misspelt or only read, a value of another form and an unknown option do not compile', () => {
  type Opportunities = Crm['opportunities'];
  const mistakes = ({ create, update, upsert, createMany, updateMany }: Opportunities) => [
    // @ts-expect-error misspelt
    create({ titel: 'x' }),
    // @ts-expect-error misspelt
    update('1', { titel: 'x' }),
    // @ts-expect-error misspelt
    upsert({ titel: 'x' }, { key: { field: 'ref', value: '1' } }),
    // @ts-expect-error misspelt
    createMany([{ titel: 'x' }]),
    // @ts-expect-error misspelt
    updateMany([{ id: '1', changes: { titel: 'x' } }]),
    // @ts-expect-error only read
    create({ title: 'x', createdAt: '2026-01-01T00:00:00.000Z' }),
    // @ts-expect-error only read
    update('1', { deleted: true }),
    // @ts-expect-error cannot be empty
    update('1', { title: null }),
    // @ts-expect-error a date is text
    update('1', { closeDate: new Date(0) }),
    // @ts-expect-error a custom field has a value
    update('1', { customFields: [{ id: 'ref' }] }),
    // @ts-expect-error misspelt: it would write
    update('1', { title: 'x' }, { dryrun: true }),
  ];

  expectTypeOf(mistakes).parameters.toEqualTypeOf<[Opportunities]>();
});
