import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { textWidth } from '../../../src/cli/output/text-width.ts';
import { root } from '../../repository/source-files.ts';
import { runCli } from '../support/run-cli.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const deal = {
  id: '42',
  properties: {
    dealname: 'Rocket 株式会社',
    amount: '1250.5',
    closedate: '2026-12-31T23:30:00Z',
    hs_is_closed: 'true',
    hs_is_closed_won: 'true',
    dealstage: 'won-stage',
    createdate: '2026-10-01T00:00:00Z',
  },
  createdAt: '2026-10-01T00:00:00Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  archived: false,
};
const lookups = {
  stages: { 'won-stage': { id: 'won-stage', label: 'Signed', probability: 1, outcome: 'won' } },
};
const account = { currency: 'EUR', timezone: 'Europe/Berlin' };

const folder = scratchFolder();

async function preview(args: readonly string[], native: unknown, stdin?: string, columns?: number) {
  await folder.write('deal.json', JSON.stringify(native));
  await folder.write('lookups.json', JSON.stringify(lookups));
  await folder.write('account.json', JSON.stringify(account));
  return runCli(['mapping', 'preview', ...args], {
    cwd: folder.path,
    ...(stdin === undefined ? {} : { stdin }),
    ...(columns === undefined ? {} : { columns }),
  });
}

const beside = ['--lookups', 'lookups.json', '--account', 'account.json'];

describe('mapping preview --json', () => {
  test('prints exactly record and issues for one native record', async () => {
    const { code, out, err } = await preview(['hubspot', '--native', 'deal.json', ...beside, '--json'], deal);
    const printed: unknown = JSON.parse(out);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(Object.keys(Object(printed))).toEqual(['record', 'issues']);
    expect(printed).toMatchObject({
      record: {
        id: '42',
        title: 'Rocket 株式会社',
        monetaryAmount: 1250.5,
        currency: 'EUR',
        status: 'Won',
        // New Year's Eve in UTC, New Year's Day for the people of this account.
        closeDate: '2027-01-01',
        deleted: false,
      },
      issues: [],
    });
  });

  test('prints an array of them for an array, in the same order', async () => {
    const natives = [deal, { ...deal, id: '43' }, {}];
    const { out } = await preview(['hubspot', '--native', 'deal.json', '--json'], natives);
    const printed: readonly Readonly<Record<string, unknown>>[] = JSON.parse(out);

    expect(printed).toHaveLength(3);
    expect(printed.every((one) => Object.keys(one).join() === 'record,issues')).toBe(true);
    expect(printed.map(({ record }) => Object(record)['id'])).toEqual(['42', '43', undefined]);
    expect(printed[2]).toMatchObject({ record: null, issues: [{ field: 'id', code: 'missing' }] });
  });

  test('goes on after an element that is no object, and says that it is none', async () => {
    const natives = [deal, 7, null, ['x'], 'y'.repeat(100), { ...deal, id: '43' }];
    const { code, out } = await preview(['hubspot', '--native', 'deal.json', '--json'], natives);
    const printed: readonly Readonly<Record<string, unknown>>[] = JSON.parse(out);

    expect(code).toBe(0);
    expect(printed.map(({ record }) => Object(record)['id'])).toEqual([
      '42',
      undefined,
      undefined,
      undefined,
      undefined,
      '43',
    ]);
    const issue = { record: null, field: 'id', code: 'not-an-object' };
    expect(printed.slice(1, 5)).toEqual([
      { record: null, issues: [{ ...issue, native: 7, at: 'element 2 of deal.json' }] },
      { record: null, issues: [{ ...issue, native: null, at: 'element 3 of deal.json' }] },
      { record: null, issues: [{ ...issue, native: '["x"]', at: 'element 4 of deal.json' }] },
      { record: null, issues: [{ ...issue, native: 'y'.repeat(64), at: 'element 5 of deal.json' }] },
    ]);
  });

  test('prints an empty array for an empty array', async () => {
    expect((await preview(['hubspot', '--native', 'deal.json', '--json'], [])).out).toBe('[]\n');
  });

  test('reads standard input, without lookups and without an account', async () => {
    const { code, out } = await preview(['hubspot', '--native', '-', '--json'], {}, JSON.stringify(deal));

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ record: { id: '42', currency: null } });
  });

  test('takes definitions of custom fields as one more lookup table, as examples do', async () => {
    const customFields = {
      '7': { name: 'Region', type: 'option', wire: 'id', options: { '31': 'North', '0': 'None' } },
      '8': { name: 'Go-live', type: 'date', wire: 'unix-day' },
    };
    const native = {
      id: 1,
      name: 'Rocket',
      custom_fields: [
        { custom_field_definition_id: 8, value: 1_789_455_600 },
        { custom_field_definition_id: 7, value: 0 },
      ],
    };
    await folder.write('fields.json', JSON.stringify({ customFields }));
    const { code, out } = await preview(
      ['copper', '--native', 'deal.json', '--lookups', 'fields.json', '--json'],
      native,
    );

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      record: {
        customFields: [
          { id: '7', name: 'Region', type: 'option', value: 'None' },
          { id: '8', name: 'Go-live', type: 'date', value: '2026-09-15' },
        ],
      },
      issues: [],
    });
  });

  test('leaves tables and columns aside that the vendor does not have, and says so', async () => {
    const stages = {
      'won-stage': { ...lookups.stages['won-stage'], writePermissions: 'ALL' },
      other: { writePermissions: 'ALL' },
    };
    await folder.write('more.json', JSON.stringify({ stages, regions: { a: { name: 'North' } } }));
    const { code, out, err } = await preview(
      ['hubspot', '--native', 'deal.json', '--lookups', 'more.json', '--json'],
      deal,
    );

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ record: { status: 'Won' } });
    expect(
      err
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toEqual([
      { warning: 'the lookup table stages has no column "writePermissions": it is left aside' },
      { warning: 'there is no lookup table "regions": it is left aside' },
    ]);
  });

  test('reads numbers as an answer of the vendor is read, however many digits they have', async () => {
    await folder.write('big.json', '{"id":12345678901234567890,"title":"Big","value":9007199254740993}');
    const { out } = await preview(['pipedrive', '--native', 'big.json', '--json'], {});

    expect(JSON.parse(out)).toMatchObject({
      record: { id: '12345678901234567890', monetaryAmount: 9_007_199_254_740_992 },
      issues: [{ field: 'monetaryAmount', code: 'precision-loss', native: '9007199254740993' }],
    });
  });

  test('tells the same whether the mapping is named by its vendor or by its file', async () => {
    const file = join(root, 'mappings/hubspot/opportunity.yaml');
    const byVendor = await preview(['hubspot', '--native', 'deal.json', ...beside, '--json'], deal);
    const byFile = await preview([file, '--native', 'deal.json', ...beside, '--json'], deal);

    expect(Object(JSON.parse(byFile.out)).record).toEqual(Object(JSON.parse(byVendor.out)).record);
  });

  test('takes overlays by name and by file, and the file of an overlay as the mapping', async () => {
    const own = await folder.write(
      'own.yaml',
      'overlay: 1\nextends: hubspot/opportunity\ncustomMappings:\n  stage: { from: properties.dealstage, to: text }\n',
    );
    const named = await preview(
      ['hubspot', '--overlay', 'pipeline-labels', '--native', 'deal.json', ...beside, '--json'],
      deal,
    );
    const byFile = await preview(
      ['hubspot', '--overlay', './own.yaml', '--native', 'deal.json', '--json'],
      deal,
    );
    const alone = await preview([own, '--native', 'deal.json', '--json'], deal);

    expect(JSON.parse(named.out)).toMatchObject({ record: { customMappings: { stageName: 'Signed' } } });
    expect(JSON.parse(byFile.out)).toMatchObject({ record: { customMappings: { stage: 'won-stage' } } });
    expect(JSON.parse(alone.out)).toMatchObject({ record: { customMappings: { stage: 'won-stage' } } });
  });
});

describe('mapping preview for people', () => {
  test('shows each mapping of an overlay by itself', async () => {
    await folder.write(
      'own.yaml',
      'overlay: 1\nextends: hubspot/opportunity\ncustomMappings:\n  stage: { from: properties.dealstage, to: text }\n  sum: { from: properties.amount, to: number }\n',
    );
    const { out } = await preview(['hubspot', '--overlay', './own.yaml', '--native', 'deal.json'], deal);

    expect(out).toMatch(/^customMappings\.stage +won-stage +<- +properties\.dealstage +"won-stage"/m);
    expect(out).toMatch(/^customMappings\.sum +1250\.5 +<- +properties\.amount +"1250\.5"/m);
  });

  test('shows native path and value beside field and unified value', async () => {
    const { code, out } = await preview(['hubspot', '--native', 'deal.json', ...beside], deal);

    expect(code).toBe(0);
    expect(out).toMatch(/^monetaryAmount +1250\.5 +<- +properties\.amount +"1250\.5"/m);
    expect(out).toMatch(/^closeDate +2027-01-01 +<- +properties\.closedate/m);
  });

  test.each([100, 120, 160])('keeps every column within a terminal of %i cells', async (columns) => {
    const { out, err } = await preview(['hubspot', '--native', 'deal.json'], deal, undefined, columns);
    const widest = Math.max(...out.split('\n').map(textWidth));

    expect(widest).toBeLessThanOrEqual(columns);
    expect(out).toMatch(/FIELD.+VALUE.+NATIVE PATH.+NATIVE VALUE.+HOW/);
    expect(err).not.toContain('No room');
  });

  test('is no wider than 120 cells where it goes to a pipe', async () => {
    const { out } = await preview(['hubspot', '--native', 'deal.json'], deal);

    expect(Math.max(...out.split('\n').map(textWidth))).toBeLessThanOrEqual(120);
  });

  test('says where a value comes from on a second line where there is little room', async () => {
    const ran = await preview(['hubspot', '--native', 'deal.json'], deal, undefined, 60);
    const out = stripVTControlCharacters(ran.out);

    expect(Math.max(...out.split('\n').map(textWidth))).toBeLessThanOrEqual(60);
    expect(out).toMatch(/monetaryAmount +1250\.5\n {2}<- properties\.amount "1250\.5", decimal -> number\n/);
    expect(out).toMatch(/statusId +\(absent\)\n {2}unsupported: HubSpot has no status records/);
  });

  test('shows the others where an element is no object', async () => {
    const { code, out, err } = await preview(['hubspot', '--native', 'deal.json'], [7, deal]);

    expect(code).toBe(0);
    expect(out).toMatch(/record 1 of 2\nnot a JSON object/);
    expect(out).toMatch(/record 2 of 2\n[^]*monetaryAmount +1250\.5/);
    expect(err).toContain('issue[not-an-object] id: 7 element 1 of deal.json');
  });

  test('says when a record could not be used', async () => {
    const { err } = await preview(['hubspot', '--native', 'deal.json'], {});

    expect(err).toContain('issue[missing] id');
    expect(err).toContain('quarantine');
  });
});

describe('mapping preview refuses', () => {
  test('what is not JSON, with line and column', async () => {
    const { code, out, err } = await preview(
      ['hubspot', '--native', '-', '--json'],
      {},
      '{\n  "id": "1",\n  "a" 2\n}\n',
    );

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(JSON.parse(err)).toMatchObject({
      error: { code: 'bad-input', file: '<stdin>', line: 3, column: 7 },
    });
  });

  test.each([
    [['hubspot'], 'Which native record?'],
    [['hubspot', '--native', 'none.json'], 'none.json cannot be read'],
    [['hubspto', '--native', 'deal.json'], 'did you mean "hubspot"?'],
    [['./deal.json', '--native', 'deal.json'], 'does not say which mapping it is'],
    [['hubspot', '--native', 'deal.json', '--lookups', 'account.json'], 'lookup'],
    [['hubspot', '--native', 'deal.json', '--overlay', 'pipeline-lables'], 'pipeline-labels'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await preview(args, deal);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  test.each([
    ['account', { timezone: 'Mars/One' }, '"Mars/One", which is not a time zone', 'IANA'],
    ['account', { timezone: 'Europe/Berln' }, 'not a time zone', 'did you mean "Europe/Berlin"?'],
    ['account', { timezone: 1 }, 'which is not a time zone', 'IANA'],
    ['account', { currency: 'euro' }, '"euro", which is not a currency', 'ISO 4217'],
    ['account', { curency: 'EUR' }, 'unknown setting "curency"', 'did you mean "currency"?'],
    ['account', [], 'account settings', 'timezone'],
    ['lookups', { stagse: {} }, 'no lookup table "stagse"', 'did you mean "stages"?'],
    ['lookups', { stages: { a: { lable: 'x' } } }, 'no column "lable"', 'did you mean "label"?'],
  ])('%s %j', async (what, value, message, hint) => {
    await folder.write('wrong.json', JSON.stringify(value));
    const args = ['hubspot', '--native', 'deal.json', `--${what}`, 'wrong.json', '--json'];
    const { code, out, err } = await preview(args, deal);
    const { error }: { readonly error: Readonly<Record<string, string>> } = JSON.parse(err);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error['message']).toContain(message);
    expect(error['hint']).toContain(hint);
  });

  test.each(['7', '"deal"', 'null'])('%s, which is no record', async (text) => {
    await folder.write('seven.json', text);
    const { code, out, err } = await preview(['hubspot', '--native', 'seven.json'], deal);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('seven.json is not a native record');
  });

  test.each([
    ['in a list', (nested: string) => nested],
    ['in a record', (nested: string) => `{"id":"1","properties":{"notes":${nested}}}`],
  ])('what is nested more deeply than an answer of a vendor may be, %s', async (_where, textOf) => {
    await folder.write('deep.json', textOf('['.repeat(50_000) + ']'.repeat(50_000)));
    const { code, out, err } = await preview(['hubspot', '--native', 'deep.json'], deal);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('deep.json is nested more than 64 levels deep');
  });

  test('a mapping that does not check, with what is wrong and where', async () => {
    const text = await readFile(join(root, 'mappings/hubspot/opportunity.yaml'), 'utf8');
    await folder.write('broken.yaml', text.replace('properties.amount', 'properties.ammount'));
    const { code, err } = await preview(['./broken.yaml', '--native', 'deal.json'], deal);

    expect(code).toBe(2);
    expect(err).toMatch(/\.\/broken\.yaml:\d+:\d+/);
    expect(err).toContain('properties.ammount');
  });
});
