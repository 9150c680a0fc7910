import { describe, expect, test } from 'vitest';
import type { LookupRow, VendorSession } from '../../../src/connector-kit/index.ts';
import { api, inputIds, open, opportunity } from './hubspot-api.ts';
import { interceptRequests } from '../../support/intercept-requests.ts';

interceptRequests();

const properties = '/crm/properties/2026-09/deals';
const date = { date: 'Sun, 22 Nov 2026 10:00:00 GMT' };

async function rows(
  name: string,
  { keys, session = open() }: { readonly keys?: readonly string[]; readonly session?: VendorSession } = {},
): Promise<readonly LookupRow[]> {
  const source = opportunity.lookups[name];
  if (source === undefined) throw new Error(`no lookup ${name}`);
  return source.load === 'all' ? source.rows(session) : source.rows(session, keys ?? []);
}

function option(value: string, label: string): Record<string, unknown> {
  return { value, label, displayOrder: 0, hidden: false };
}

function stage(id: string, isClosed: string | undefined, probability: string): Record<string, unknown> {
  const metadata = isClosed === undefined ? { probability } : { isClosed, probability };
  return { id, label: `Label of ${id}`, metadata };
}

describe('stages and pipelines', () => {
  test('an outcome is what the stage is declared to be, not what it is called', async () => {
    api()
      .get('/crm/pipelines/2026-09/deals')
      .reply(200, {
        results: [
          {
            id: 'default',
            label: 'Sales',
            stages: [stage('closedwon', 'false', '0.9'), stage('s2', 'true', '1.0')],
          },
          {
            id: '771',
            label: 'Renewals',
            stages: [stage('s3', 'true', '0.0'), stage('s4', 'true', '0.5'), stage('s5', undefined, '1.0')],
          },
        ],
      });

    expect(
      (await rows('stages')).map(({ key, columns }) => [
        key,
        columns['probability'],
        columns['outcome'],
        columns['pipeline'],
      ]),
    ).toEqual([
      ['closedwon', 0.9, 'Open', 'default'],
      ['s2', 1, 'Won', 'default'],
      ['s3', 0, 'Lost', '771'],
      ['s4', 0.5, null, '771'],
      ['s5', 1, null, '771'],
    ]);
  });

  test('both tables come from one request', async () => {
    api()
      .get('/crm/pipelines/2026-09/deals')
      .once()
      .reply(
        200,
        { results: [{ id: 'default', label: 'Sales', stages: [stage('s1', 'false', '0.2')] }] },
        date,
      );
    const session = open();

    expect(await rows('stages', { session })).toHaveLength(1);
    expect(await rows('pipelines', { session })).toEqual([
      { key: 'default', columns: { id: 'default', label: 'Sales' } },
    ]);
  });
});

function definition(name: string, type: string, options: unknown[] = []): Record<string, unknown> {
  return { name, label: name, type, fieldType: 'select', hubspotDefined: true, options };
}

describe('labels from property definitions', () => {
  test('one request serves every table made from them', async () => {
    api()
      .get(properties)
      .once()
      .reply(
        200,
        {
          results: [
            definition('hs_analytics_source', 'enumeration', [option('OFFLINE', 'Offline Sources')]),
            definition('dealtype', 'enumeration', [option('newbusiness', 'New Business')]),
            definition('hs_priority', 'enumeration', [option('low', 'Low')]),
            definition('hs_tag_ids', 'enumeration', [option('501', 'Large deal')]),
          ],
        },
        date,
      );
    const session = open();
    const label = async (name: string): Promise<unknown> =>
      (await rows(name, { session }))[0]?.columns['label'];

    expect(await label('sources')).toBe('Offline Sources');
    expect(await label('dealTypes')).toBe('New Business');
    expect(await label('priorities')).toBe('Low');
    expect(await label('tags')).toBe('Large deal');
  });

  test('definitions are read again when a table is', async () => {
    api().get(properties).reply(200, { results: [] }, date);
    api()
      .get(properties)
      .reply(200, { results: [definition('dealtype', 'enumeration', [option('a', 'A')])] }, date);
    let nowMs = 0;
    const session = { ...open(), now: () => nowMs };

    expect(await rows('dealTypes', { session })).toEqual([]);
    // Nobody has asked anything meanwhile, so that the vendor's clock stands where it stood.
    nowMs += 61_000;
    expect(await rows('dealTypes', { session })).toHaveLength(1);
  });

  test('a failed request is not remembered', async () => {
    api().get(properties).reply(400, { message: 'no' });
    api().get(properties).reply(200, { results: [] }, date);
    const session = open();

    await expect(rows('sources', { session })).rejects.toMatchObject({ code: 'invalid-request' });
    expect(await rows('sources', { session })).toEqual([]);
  });

  test('reasons have ids only where the account made them a list of options', async () => {
    api()
      .persist()
      .get(properties)
      .reply(200, {
        results: [
          definition('closed_lost_reason', 'enumeration', [option('nobudget', 'No budget')]),
          { ...definition('closed_won_reason', 'string', [option('x', 'stale')]), fieldType: 'textarea' },
        ],
      });

    expect(await rows('lossReasons')).toEqual([
      { key: 'nobudget', columns: { id: 'nobudget', label: 'No budget' } },
    ]);
    expect(await rows('wonReasons')).toEqual([]);
  });

  test('tags without options come from the object tags, where the account has them', async () => {
    api().persist().get(properties).reply(200, { results: [] });
    api()
      .get('/crm/object-tags/2026-09/0-3')
      .reply(200, { results: [{ id: 77, name: 'Hot' }] });
    api().get('/crm/object-tags/2026-09/0-3').reply(404, { message: 'no such thing' });
    api().get('/crm/object-tags/2026-09/0-3').reply(403, { category: 'MISSING_SCOPES' });

    expect(await rows('tags')).toEqual([{ key: '77', columns: { id: '77', label: 'Hot' } }]);
    expect(await rows('tags')).toEqual([]);
    expect(await rows('tags')).toEqual([]);
  });
});

function person(id: string, more: object): Record<string, unknown> {
  return { id, type: 'PERSON', ...more };
}

describe('records behind ids', () => {
  test('companies are read by hundreds, each once, unknown ones left out', async () => {
    const batches: number[] = [];
    api()
      .persist()
      .post('/crm/objects/2026-09/companies/batch/read')
      .reply(207, async (request: Request) => {
        const body: unknown = await request.json();
        const ids = inputIds(body);
        batches.push(ids.length);
        return {
          results: ids
            .filter((id) => id !== '7')
            .map((id) => ({ id, properties: { name: id === '8' ? null : `Company ${id}` } })),
          errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['7'] } }],
        };
      });
    const keys = Array.from({ length: 120 }, (_, index) => String(index + 1));

    const found = await rows('companies', { keys: [...keys, '5', 'not an id'] });

    expect(batches.toSorted()).toEqual([100, 20].toSorted());
    expect(found).toHaveLength(119);
    expect(found.find(({ key }) => key === '5')?.columns).toEqual({ id: '5', name: 'Company 5' });
    expect(found.find(({ key }) => key === '8')?.columns).toEqual({ id: '8', name: null });
  });

  test('leads tell when they were created', async () => {
    api()
      .post('/crm/objects/2026-09/leads/batch/read')
      .reply(200, { results: [{ id: '61', properties: { hs_createdate: '2026-08-30T11:12:13Z' } }] });

    expect(await rows('leads', { keys: ['61'] })).toEqual([
      { key: '61', columns: { id: '61', createdAt: '2026-08-30T11:12:13Z' } },
    ]);
  });

  test.each([
    ['companies', 403, { category: 'MISSING_SCOPES' }],
    ['leads', 400, { message: 'Unable to infer object type from: leads' }],
  ])('%s that may not be seen are forbidden, not empty', async (name, status, body) => {
    api().post(`/crm/objects/2026-09/${name}/batch/read`).reply(status, body);

    await expect(rows(name, { keys: ['1'] })).rejects.toMatchObject({ code: 'permission' });
  });

  test('no key asks for nothing', async () => {
    expect(await rows('companies', { keys: [] })).toEqual([]);
  });

  test('owners who left are listed too, on every page', async () => {
    api()
      .get('/crm/owners/2026-09')
      .query({ limit: '100', archived: 'false' })
      .reply(200, {
        results: [person('1', { firstName: 'Ada', lastName: 'L', email: 'a@x.test', userId: 11 })],
        paging: { next: { after: 'n' } },
      });
    api()
      .get('/crm/owners/2026-09')
      .query({ limit: '100', after: 'n', archived: 'false' })
      .reply(200, { results: [person('2', { email: 'b@x.test' })] });
    api()
      .get('/crm/owners/2026-09')
      .query({ limit: '100', archived: 'true' })
      .reply(200, { results: [person('3', { userId: null, userIdIncludingInactive: 33 })] });

    const found = await rows('owners');

    expect(Object.fromEntries(found.map(({ key, columns }) => [key, columns]))).toEqual({
      1: { id: '1', label: 'Ada L', email: 'a@x.test', userId: '11', archived: false },
      2: { id: '2', label: 'b@x.test', email: 'b@x.test', userId: null, archived: false },
      3: { id: '3', label: '3', email: null, userId: '33', archived: true },
    });
  });
});

test('every table of the native descriptor can be loaded', async () => {
  const { readFile } = await import('node:fs/promises');
  const descriptor = await readFile(opportunity.descriptor, 'utf8');
  const declared = descriptor.slice(descriptor.indexOf('\nlookups:')).matchAll(/^ {2}(\w+):/gm);

  expect([...declared].map(([, name]) => name).toSorted()).toEqual(
    Object.keys(opportunity.lookups).toSorted(),
  );
});
