import { describe, expect, test } from 'vitest';
import {
  customEntry,
  customFields,
  customValue,
  openAccount,
  searchAll,
  startSeconds,
  type SandboxClient,
  type Wire,
} from '../sandbox-client.ts';

const newest = [
  'id',
  'name',
  'assignee_id',
  'close_date',
  'company_id',
  'company_name',
  'customer_source_id',
  'details',
  'loss_reason_id',
  'pipeline_id',
  'pipeline_is_revenue',
  'pipeline_stage_id',
  'pipeline_type',
  'primary_contact_id',
  'priority',
  'status',
  'tags',
  'interaction_count',
  'monetary_unit',
  'monetary_value',
  'converted_unit',
  'converted_value',
  'win_probability',
  'date_stage_changed',
  'date_last_contacted',
  'leads_converted_from',
  'date_lead_created',
  'date_created',
  'date_modified',
  'custom_fields',
];

const sinceFormerYears = new Set([
  'pipeline_is_revenue',
  'pipeline_type',
  'monetary_unit',
  'converted_unit',
  'converted_value',
  'date_stage_changed',
  'date_last_contacted',
  'leads_converted_from',
  'date_lead_created',
]);

async function readAll(account: SandboxClient): Promise<readonly Wire[]> {
  return searchAll(account, { sort_by: 'date_created' });
}

function isOld(deal: Wire): boolean {
  return !('pipeline_type' in deal);
}

describe('an opportunity', () => {
  test('comes in the order of keys the vendor uses, one with the keys of former years only', async () => {
    const account = await openAccount({ deals: 400 });

    const deals = await readAll(account);
    const shapes = new Set(deals.map((deal) => Object.keys(deal).join()));

    expect(shapes).toEqual(
      new Set([newest.join(), newest.filter((key) => !sinceFormerYears.has(key)).join()]),
    );
    expect(deals.findLastIndex(isOld)).toBeLessThan(deals.length / 4);
  });

  test('looks the same in a search and by its id', async () => {
    const account = await openAccount();
    const [deal] = (await account.search({ page_size: 1 })).rows;

    const single = await account.get(`/opportunities/${String(deal?.['id'])}`);

    expect(single).toMatchObject({ status: 200, body: deal });
    expect(await account.sandbox.control.truth(String(deal?.['id']))).toEqual(deal);
  });

  test('carries floats with a fraction, a converted amount as text, and no unit without an amount', async () => {
    const account = await openAccount({ deals: 250 });

    const { text } = await account.search({ page_size: 200 });
    const deals = (await readAll(account)).filter((deal) => !isOld(deal));
    const priced = deals.filter((deal) => deal['monetary_value'] !== null);
    const bare = deals.filter((deal) => deal['monetary_value'] === null);

    expect(text).toMatch(/"monetary_value":\d+\.0,"converted_unit":"USD","converted_value":"\d+\.\d+"/);
    expect(text).not.toMatch(/"monetary_value":\d+,/);
    expect(priced.some((deal) => deal['monetary_value'] === 0)).toBe(true);
    expect(new Set(priced.map((deal) => deal['monetary_unit'])).size).toBeGreaterThan(3);
    expect(bare.length).toBeGreaterThan(0);
    for (const deal of bare)
      expect(deal).toMatchObject({ monetary_unit: null, converted_unit: null, converted_value: null });
  });

  test('has its day as M/D/YYYY without padding and its instants in seconds', async () => {
    const account = await openAccount({ deals: 250 });

    const deals = await readAll(account);
    const days = deals.map((deal) => deal['close_date']).filter((day) => day !== null);

    expect(days.length).toBeLessThan(deals.length);
    for (const day of days) expect(day).toMatch(/^(1[0-2]|[1-9])\/([12]\d|3[01]|[1-9])\/20\d\d$/);
    for (const deal of deals) {
      expect(Number(deal['date_created'])).toBeGreaterThan(startSeconds - 100_000_000);
      expect(Number(deal['date_modified'])).toBeGreaterThanOrEqual(Number(deal['date_created']));
      expect(Number(deal['date_modified'])).toBeLessThanOrEqual(startSeconds);
    }
  });

  test('keeps its loss reason when it was reopened, and its chance when it was lost or won', async () => {
    const account = await openAccount({ deals: 400 });

    const deals = await readAll(account);
    const reopened = deals.filter((deal) => deal['status'] === 'Open' && deal['loss_reason_id'] !== null);
    const lost = deals.filter((deal) => deal['status'] === 'Lost' && Number(deal['win_probability']) > 0);
    const won = deals.filter((deal) => deal['status'] === 'Won' && Number(deal['win_probability']) < 100);

    expect(reopened.length).toBeGreaterThan(0);
    expect(lost.length).toBeGreaterThan(0);
    expect(won.length).toBeGreaterThan(0);
  });

  test('may have moved no stage since it was won or lost, and may be won on a day to come', async () => {
    const account = await openAccount({ deals: 400 });

    const closed = (await readAll(account)).filter((deal) => deal['status'] !== 'Open' && !isOld(deal));
    const future = closed.filter((deal) => Date.parse(String(deal['close_date'])) / 1000 > startSeconds);

    expect(closed.some((deal) => deal['date_stage_changed'] === deal['date_created'])).toBe(true);
    expect(future.length).toBeGreaterThan(0);
  });

  test('names the leads it was converted from as objects, sometimes more than one', async () => {
    const account = await openAccount({ deals: 400 });

    const origins = (await readAll(account)).flatMap((deal) => {
      const leads = deal['leads_converted_from'];
      return Array.isArray(leads) ? [leads] : [];
    });

    expect(origins.find((leads) => leads.length === 1)?.[0]).toMatchObject({
      lead_id: expect.any(Number),
      converted_timestamp: expect.any(Number),
    });
    expect(origins.some((leads) => leads.length === 2)).toBe(true);
    expect(origins.some((leads) => leads.length === 0)).toBe(true);
  });

  test('can come in the shapes of other captures', async () => {
    const account = await openAccount({ deals: 250, faults: ['plain-numbers', 'day-first'] });

    const deals = await readAll(account);

    expect(deals.some((deal) => typeof deal['converted_value'] === 'number')).toBe(true);
    expect(
      deals.some(
        (deal) => Array.isArray(deal['leads_converted_from']) && Number(deal['leads_converted_from'][0]) > 0,
      ),
    ).toBe(true);
    expect(deals.some((deal) => Number(String(deal['close_date']).split('/')[0]) > 12)).toBe(true);
  });

  test('may name an option, a field, a loss reason and a user that are gone', async () => {
    const account = await openAccount({ deals: 600 });

    const deals = await readAll(account);
    const { rows } = await account.send('POST', '/users/search', { page_size: 200 });
    const users = new Set(rows.map(({ id }) => id));

    expect(deals.some((deal) => customValue(deal, 380_004) === 640_077)).toBe(true);
    expect(deals.some((deal) => customEntry(deal, 380_099) !== undefined)).toBe(true);
    expect(deals.some((deal) => deal['loss_reason_id'] === 970_002)).toBe(true);
    expect(deals.some(({ assignee_id: id }) => id !== null && !users.has(id))).toBe(true);
  });
});

describe('custom fields', () => {
  test('come one per definition of opportunities, those with a value first, in no order that lasts', async () => {
    const account = await openAccount({ deals: 100 });
    const definitions = (await account.get('/custom_field_definitions')).rows
      .filter(({ available_on: on }) => Array.isArray(on) && on.includes('opportunity'))
      .map(({ id }) => id);

    const deals = (await readAll(account)).filter((deal) => !isOld(deal));
    const orders = deals.map((deal) =>
      customFields(deal).map((field) => field['custom_field_definition_id']),
    );

    expect(
      new Set(
        orders.map((order) =>
          order
            .filter((id) => id !== 380_099)
            .toSorted()
            .join(),
        ),
      ),
    ).toEqual(new Set([definitions.toSorted().join()]));
    expect(new Set(orders.map((order) => order.join())).size).toBeGreaterThan(50);
    for (const deal of deals) {
      const values = customFields(deal).map(({ value }) => value);
      const behind = values.slice(values.findIndex(isUnset));
      expect(behind.filter((value) => !isUnset(value) && value !== false)).toEqual([]);
    }
  });

  test('hold a date as midnight in US Pacific time, in seconds', async () => {
    const account = await openAccount({ deals: 250 });

    const dates = (await readAll(account))
      .map((deal) => customValue(deal, 380_003))
      .filter((date) => typeof date === 'number');
    const hours = new Set(dates.map((date) => (date % 86_400) / 3600));

    expect(hours).toEqual(new Set([7, 8]));
  });

  test('hold option ids, floats, integers and false where nothing was ticked', async () => {
    const account = await openAccount({ deals: 100 });

    const { text } = await account.search({ page_size: 200 });
    const deals = await readAll(account);
    const options = deals.map((deal) => customValue(deal, 380_005)).filter((value) => Array.isArray(value));

    expect(text).toMatch(/\{"custom_field_definition_id":380002,"value":\d+\.\d+\}/);
    expect(text).toMatch(/\{"custom_field_definition_id":380007,"value":\d+\}/);
    expect(deals.map((deal) => customValue(deal, 380_001)).filter((value) => value === null)).toEqual([]);
    expect(options.some((value) => value.length === 0)).toBe(true);
    expect(options.flat().every((id) => typeof id === 'number')).toBe(true);
  });

  test('bring labels along when asked for computed values', async () => {
    const account = await openAccount({ deals: 100 });
    const path = '/opportunities/search?custom_field_computed_values=true&page_size=200';

    const { rows } = await account.send('POST', path, {});
    const silver = rows.find((deal) => customValue(deal, 380_004) === 640_002) ?? {};
    const single = await account.get(
      `/opportunities/${String(silver['id'])}?custom_field_computed_values=true`,
    );

    expect(customEntry(silver, 380_004)).toMatchObject({ value: 640_002, computed_value: 'Silver' });
    expect(customFields(silver).every((field) => 'computed_value' in field)).toBe(true);
    expect(single.body).toEqual(silver);
  });

  test('bring the labels that options have now', async () => {
    const account = await openAccount();
    const { control } = account.sandbox;
    const fields = [
      { custom_field_definition_id: 380_004, value: 640_002 },
      { custom_field_definition_id: 380_005, value: [640_013, 640_011] },
    ];
    await control.rename('options', '640002', 'Argent');
    await control.rename('options', '640011', 'Europe');

    const made = await account.send('POST', '/opportunities?custom_field_computed_values=true', {
      name: 'Fleet',
      custom_fields: fields,
    });

    expect(customEntry(made.body, 380_004)).toMatchObject({ value: 640_002, computed_value: 'Argent' });
    expect(customEntry(made.body, 380_005)).toMatchObject({ computed_value: ['LATAM', 'Europe'] });
  });
});

/** A checkbox that was never ticked cannot be told from one that was cleared. */
function isUnset(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}
