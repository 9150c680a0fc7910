import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandbox } from '../../../../connectors/copper/sandbox/index.ts';
import {
  clientOf,
  customValue,
  ids,
  searchAll,
  start,
  startSeconds,
  type SandboxClient,
  type Wire,
} from '../sandbox-client.ts';

type Filter = readonly [name: string, body: Wire, fits: (deal: Wire) => boolean];

const hasTag = (deal: Wire, tag: string): boolean =>
  Array.isArray(deal['tags']) && deal['tags'].includes(tag);
const between = (value: unknown, min: number, max: number): boolean =>
  typeof value === 'number' && value >= min && value <= max;
const daySeconds = (deal: Wire): number => {
  const [month, day, year] = String(deal['close_date']).split('/').map(Number);
  return Date.UTC(year ?? 0, (month ?? 0) - 1, day) / 1000;
};

const filters: readonly Filter[] = [
  [
    'status_ids',
    { status_ids: [1, 3] },
    (deal) => deal['status'] === 'Won' || deal['status'] === 'Abandoned',
  ],
  ['pipeline_ids', { pipeline_ids: [213_018] }, (deal) => deal['pipeline_id'] === 213_018],
  ['pipeline_stage_ids', { pipeline_stage_ids: ['987004'] }, (deal) => deal['pipeline_stage_id'] === 987_004],
  ['assignee_ids', { assignee_ids: [810_001] }, (deal) => deal['assignee_id'] === 810_001],
  ['assignee_ids of nobody', { assignee_ids: [-2] }, (deal) => deal['assignee_id'] === null],
  ['company_ids of none', { company_ids: [-2] }, (deal) => deal['company_id'] === null],
  [
    'customer_source_ids',
    { customer_source_ids: [331_240] },
    (deal) => deal['customer_source_id'] === 331_240,
  ],
  [
    'customer_source_ids of none',
    { customer_source_ids: [-2] },
    (deal) => deal['customer_source_id'] === null,
  ],
  ['loss_reason_ids', { loss_reason_ids: [970_011] }, (deal) => deal['loss_reason_id'] === 970_011],
  ['loss_reason_ids of none', { loss_reason_ids: [-2] }, (deal) => deal['loss_reason_id'] === null],
  [
    'primary_contact_ids of none',
    { primary_contact_ids: [-2] },
    (deal) => deal['primary_contact_id'] === null,
  ],
  ['priority_ids', { priority_ids: [3] }, (deal) => deal['priority'] === 'High'],
  ['tags as a list', { tags: ['Hot', 'dach'] }, (deal) => hasTag(deal, 'hot') || hasTag(deal, 'dach')],
  [
    'any tag',
    { tags: { option: 'ANY', value: ['hot', 'dach'] } },
    (deal) => hasTag(deal, 'hot') || hasTag(deal, 'dach'),
  ],
  [
    'all tags',
    { tags: { option: 'ALL', value: ['hot', 'tender'] } },
    (deal) => hasTag(deal, 'hot') && hasTag(deal, 'tender'),
  ],
  [
    'no tag',
    { tags: { option: 'NONE', value: ['hot', 'dach'] } },
    (deal) => !hasTag(deal, 'hot') && !hasTag(deal, 'dach'),
  ],
  ['name', { name: 'RENEWAL' }, (deal) => String(deal['name']).toLowerCase().includes('renewal')],
  [
    'monetary_value',
    { minimum_monetary_value: 1000, maximum_monetary_value: '20000' },
    (deal) => between(deal['monetary_value'], 1000, 20_000),
  ],
  [
    'interaction_count',
    { minimum_interaction_count: 3, maximum_interaction_count: 9 },
    (deal) => between(deal['interaction_count'], 3, 9),
  ],
  [
    'interaction_date',
    { minimum_interaction_date: startSeconds - 20_000_000 },
    (deal) => between(deal['date_last_contacted'], startSeconds - 20_000_000, Infinity),
  ],
  [
    'created_date',
    {
      minimum_created_date: startSeconds - 30_000_000,
      maximum_created_date: String(startSeconds - 9_000_000),
    },
    (deal) => between(deal['date_created'], startSeconds - 30_000_000, startSeconds - 9_000_000),
  ],
  [
    'modified_date',
    { minimum_modified_date: String(startSeconds - 9_000_000) },
    (deal) => between(deal['date_modified'], startSeconds - 9_000_000, Infinity),
  ],
  [
    'close_date, in seconds although the field is a day',
    { minimum_close_date: startSeconds - 9_000_000, maximum_close_date: startSeconds },
    (deal) =>
      deal['close_date'] !== null && between(daySeconds(deal), startSeconds - 9_000_000, startSeconds),
  ],
  [
    'a Dropdown',
    { custom_fields: [{ custom_field_definition_id: 380_004, value: 640_002 }] },
    (deal) => customValue(deal, 380_004) === 640_002,
  ],
  [
    'a MultiSelect that holds all',
    { custom_fields: [{ custom_field_definition_id: 380_005, value: [640_011, 640_012], option: 'ALL' }] },
    (deal) => {
      const held = customValue(deal, 380_005);
      return Array.isArray(held) && held.includes(640_011) && held.includes(640_012);
    },
  ],
  [
    'a Percentage between two values or empty',
    {
      custom_fields: [
        { custom_field_definition_id: 380_007, minimum_value: 20, maximum_value: 60, allow_empty: true },
      ],
    },
    (deal) => (customValue(deal, 380_007) ?? null) === null || between(customValue(deal, 380_007), 20, 60),
  ],
  [
    'a Checkbox',
    { custom_fields: [{ custom_field_definition_id: 380_001, value: true }] },
    (deal) => customValue(deal, 380_001) === true,
  ],
];

describe('filters', () => {
  // Nothing here changes the account, so one is enough.
  let account: SandboxClient;
  let all: readonly Wire[] = [];

  beforeAll(async () => {
    account = clientOf(await sandbox.start({ deals: 250, now: start, limits: 'off' }));
    all = await searchAll(account);
  });
  afterAll(() => account.sandbox.close());

  test.each(filters)('%s', async (_, body, fits) => {
    const expected = all.filter(fits);
    const byName = await searchAll(account, body);
    const byDate = await searchAll(account, { ...body, sort_by: 'date_modified' });

    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(all.length);
    expect(ids(byName).toSorted()).toEqual(ids(expected).toSorted());
    expect(ids(byDate).toSorted()).toEqual(ids(expected).toSorted());
  });

  test('by ids returns those that exist and leaves out the others', async () => {
    const [first, second] = await account.sandbox.control.ids();

    const found = await account.search({ ids: [Number(first), String(second), 1] });

    expect(ids(found.rows).map(String).toSorted()).toEqual([first, second].toSorted());
  });

  test('by an empty list of options that allow empty values find what nobody set', async () => {
    const filter = { custom_field_definition_id: 380_005, value: [], allow_empty: true };

    const found = await searchAll(account, { custom_fields: [filter] });

    expect(ids(found).toSorted()).toEqual(
      ids(
        all.filter((deal) => {
          const held = customValue(deal, 380_005);
          return !Array.isArray(held) || held.length === 0;
        }),
      ).toSorted(),
    );
  });

  test('by followed split the account in two', async () => {
    const followed = await searchAll(account, { followed: 1 });
    const others = await searchAll(account, { followed: '2' });

    expect(followed.length).toBeGreaterThan(0);
    expect([...ids(followed), ...ids(others)].toSorted()).toEqual(ids(await searchAll(account)).toSorted());
  });

  test('all have to hold', async () => {
    const found = await searchAll(account, { status_ids: [2], pipeline_ids: [213_001] });

    expect(found.length).toBeGreaterThan(0);
    expect(found.every((deal) => deal['status'] === 'Lost' && deal['pipeline_id'] === 213_001)).toBe(true);
  });

  test.each(['created', 'modified', 'close', 'interaction', 'stage_change'])(
    'by %s date accept seconds, and refuse milliseconds and ISO text',
    async (name) => {
      const search = async (value: unknown): Promise<number> =>
        (await account.search({ [`minimum_${name}_date`]: value })).status;

      expect(await search(startSeconds)).toBe(200);
      expect(await search(startSeconds * 1000)).toBe(422);
      expect(await search('2026-11-22')).toBe(422);
    },
  );

  test('by change time include the second they name', async () => {
    const { rows } = await account.search({ sort_by: 'date_modified', page_size: 1, page_number: 30 });
    const second = rows[0]?.['date_modified'];

    const found = await searchAll(account, { minimum_modified_date: second, maximum_modified_date: second });

    expect(ids(found)).toContain(rows[0]?.['id']);
  });

  test('that allow empty values and ask for nothing else end in a 500', async () => {
    const body = { custom_fields: [{ custom_field_definition_id: 380_004, allow_empty: true }] };

    expect((await account.search(body)).status).toBe(500);
  });
});
