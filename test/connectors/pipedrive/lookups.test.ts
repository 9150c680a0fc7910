import { beforeEach, describe, expect, test } from 'vitest';
import type { LookupRow, VendorSession } from '../../../src/connector-kit/index.ts';
import { deals, openPipedrive } from './pipedrive-session.ts';
import { answer, fixture, page } from './vendor.ts';
import { interceptRequests } from '../../support/intercept-requests.ts';

interceptRequests({ allAsked: true });

let session: VendorSession;

beforeEach(() => {
  session = openPipedrive();
});

/** Every tenth organization is out of sight. */
function visible(ids: readonly string[]) {
  const seen = ids.filter((id) => Number(id) % 10 !== 0);
  return page(seen.map((id) => ({ id: Number(id), name: `Org ${id}`, address: null })));
}

async function load(table: string, keys?: readonly string[]): Promise<readonly LookupRow[]> {
  const source = deals.lookups[table];
  if (source === undefined) throw new Error(`there is no table ${table}`);
  return source.load === 'all' ? source.rows(session) : source.rows(session, keys ?? []);
}

function at(date: string) {
  return { headers: { date } };
}

function channelField(label: string) {
  return page([{ field_code: 'channel', options: [{ id: 44, label }] }]);
}

function answerDealFields() {
  answer('/api/v2/dealFields', { limit: '500' }, fixture('deal-fields-1'));
  answer('/api/v2/dealFields', { limit: '500', cursor: 'ZmllbGRzOjEx' }, fixture('deal-fields-2'));
}

describe('tables that are loaded whole', () => {
  test('stages carry name, pipeline and probability, over all pages', async () => {
    const stage = {
      order_nr: 1,
      is_deleted: false,
      is_deal_rot_enabled: false,
      days_to_rotten: null,
      update_time: null,
    };
    answer(
      '/api/v2/stages',
      { limit: '500' },
      page([{ ...stage, id: 21, name: 'Offer', pipeline_id: 3, deal_probability: 35 }], 's2'),
    );
    answer(
      '/api/v2/stages',
      { limit: '500', cursor: 's2' },
      page([{ ...stage, id: 22, name: 'Talks', pipeline_id: 3, deal_probability: 0 }]),
    );

    expect(await load('stages')).toEqual([
      { key: '21', columns: { name: 'Offer', pipeline_id: 3, deal_probability: 35 } },
      { key: '22', columns: { name: 'Talks', pipeline_id: 3, deal_probability: 0 } },
    ]);
  });

  test('pipelines say whether their deals have a probability of their own', async () => {
    answer(
      '/api/v2/pipelines',
      { limit: '500' },
      { success: true, data: [{ id: 3, name: 'New', is_deal_probability_enabled: false }] },
    );

    expect(await load('pipelines')).toEqual([
      { key: '3', columns: { name: 'New', is_deal_probability_enabled: false } },
    ]);
  });

  test('users come from version 1 in one answer', async () => {
    answer(
      '/api/v1/users',
      {},
      { success: true, data: [{ id: 8801, name: 'Aino Salo', email: 'a@example.com', active_flag: true }] },
    );

    expect(await load('users')).toEqual([{ key: '8801', columns: { name: 'Aino Salo' } }]);
  });

  test('an account without rows has empty tables', async () => {
    answer('/api/v1/users', {}, { success: true, data: null });

    expect(await load('users')).toEqual([]);
  });

  test('a list that repeats its cursor ends in an error', async () => {
    answer('/api/v2/stages', {}, page([], 's2'));
    answer('/api/v2/stages', { cursor: 's2' }, page([], 's2'));

    await expect(load('stages')).rejects.toMatchObject({ code: 'repeated-cursor' });
  });
});

describe('options of the built-in fields', () => {
  test('and the custom fields come from one reading of all deal fields', async () => {
    answerDealFields();

    const [labels, channels, origins, customFields] = [
      await load('labels'),
      await load('channels'),
      await load('origins'),
      await deals.customFields?.(session),
    ];

    expect(labels).toEqual([
      { key: '7', columns: { label: 'Key account' } },
      { key: '9', columns: { label: 'Renewal' } },
    ]);
    expect(channels).toEqual([{ key: '44', columns: { label: 'Trade fair' } }]);
    expect(origins.map(({ key }) => key)).toEqual(['ManuallyCreated', 'API']);
    expect(customFields).toHaveLength(16);
  });

  test('loss reasons have their text as key, as it is written; of two that are found alike the first counts', async () => {
    answerDealFields();

    expect(await load('lostReasons')).toEqual([
      { key: 'Budget frozen', columns: { id: '61', label: 'Budget frozen' } },
      { key: 'Chose another', columns: { id: '62', label: 'Chose another' } },
    ]);
  });

  test('the label field is known by either of its codes, and never taken for a custom field', async () => {
    const field = { field_name: 'Label', field_type: 'set', options: [{ id: 7, label: 'Hot' }] };
    answer(
      '/api/v2/dealFields',
      {},
      page([
        { ...field, field_code: 'label', is_custom_field: true, options: [{ id: 1, label: 'Imposter' }] },
        { ...field, field_code: 'label', is_custom_field: false },
      ]),
    );

    expect(await load('labels')).toEqual([{ key: '7', columns: { label: 'Hot' } }]);
  });

  test('are read again after a failure', async () => {
    answer('/api/v2/dealFields', {}, { success: false, error: 'Scope and URL mismatch' }, { status: 403 });
    await expect(load('labels')).rejects.toMatchObject({ code: 'permission' });
    answerDealFields();

    expect(await load('channels')).toHaveLength(1);
  });

  test('are read again when a minute has passed, whether or not anything was asked meanwhile', async () => {
    let nowMs = 0;
    session = { ...openPipedrive(), now: () => nowMs };
    answer('/api/v2/dealFields', {}, channelField('Fair'), at('Mon, 02 Mar 2026 08:00:00 GMT'));
    const first = await load('channels');
    const second = await load('channels');
    nowMs += 61_000;
    answer('/api/v2/dealFields', {}, channelField('Exhibition'), at('Mon, 02 Mar 2026 08:01:01 GMT'));

    const third = await load('channels');

    expect([first, second, third].map(([row]) => row?.columns['label'])).toEqual([
      'Fair',
      'Fair',
      'Exhibition',
    ]);
  });
});

describe('tables that are loaded by key', () => {
  test('organizations are asked for 100 at a time; those out of sight are left out', async () => {
    const keys = Array.from({ length: 230 }, (_, index) => String(index + 1));
    const batches = [keys.slice(0, 100), keys.slice(100, 200), keys.slice(200)];
    for (const batch of batches) {
      answer('/api/v2/organizations', { ids: batch.join(','), limit: '100' }, visible(batch));
    }

    const rows = await load('orgs', keys);

    expect(rows).toHaveLength(207);
    expect(rows[0]).toEqual({ key: '1', columns: { name: 'Org 1' } });
    expect(rows.some(({ key }) => key === '10')).toBe(false);
  });

  test('each key is asked for once, what cannot be an id never, and no keys are no request', async () => {
    answer('/api/v2/organizations', { ids: '611' }, page([{ id: 611, name: 'Lõuna' }]));

    expect(await load('orgs', ['611', '611', '', 'x', '1,2'])).toHaveLength(1);
    expect(await load('orgs', [])).toEqual([]);
  });

  test('activities say when they were done and when they are due', async () => {
    answer(
      '/api/v2/activities',
      { ids: '1,2,3,4', limit: '100' },
      page([
        {
          id: 1,
          done: true,
          marked_as_done_time: '2026-05-19T14:02:00Z',
          due_date: '2026-05-18',
          due_time: '09:00',
        },
        { id: 2, done: false, marked_as_done_time: null, due_date: '2026-06-01', due_time: '13:30:00' },
        { id: 3, done: false, marked_as_done_time: '', due_date: '2026-06-02', due_time: '' },
        { id: 4, done: false, due_date: null, due_time: null },
      ]),
    );

    expect((await load('activities', ['1', '2', '3', '4'])).map(({ columns }) => columns)).toEqual([
      { done_time: '2026-05-19T14:02:00Z', due_at: '2026-05-18T09:00:00Z', due_date: '2026-05-18' },
      { done_time: null, due_at: '2026-06-01T13:30:00Z', due_date: '2026-06-01' },
      { done_time: null, due_at: null, due_date: '2026-06-02' },
      { done_time: null, due_at: null, due_date: null },
    ]);
  });
});
