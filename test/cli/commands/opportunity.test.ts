import { describe, expect, test } from 'vitest';
import { Opportunity } from '../../../src/model/opportunity.ts';
import { ReaderGoneError } from '../../../src/cli/io.ts';
import { textWidth } from '../../../src/cli/output/text-width.ts';
import { dealCount, emulatedVendor } from '../support/emulated-vendor.ts';
import { runCli, startCli } from '../support/run-cli.ts';

const vendor = emulatedVendor();

function lines(text: string): string[] {
  return text.split('\n').slice(0, -1);
}

describe('opportunity list', () => {
  test('shows the first twenty as a table, and that there are more', async () => {
    const { code, out, err } = await runCli(['opportunity', 'list', ...vendor().flags]);

    expect(code).toBe(0);
    expect(lines(out)).toHaveLength(2 + 20);
    expect(lines(out)[0]).toMatch(/^ID +TITLE +AMOUNT +CUR +STATUS/);
    expect(err).toContain('The first 20');
  });

  test.each([60, 80, 140])('fits a terminal of %i cells', async (columns) => {
    const { out } = await runCli(['opportunity', 'list', '--no-color', ...vendor().flags], { columns });

    expect(Math.max(...lines(out).map(textWidth))).toBeLessThanOrEqual(columns);
  });

  test('shows every column one below the other where a table would cut them', async () => {
    const listing = ['opportunity', 'list', '--limit', '2', '--no-color', ...vendor().flags];
    const { out, err } = await runCli(listing, { columns: 60 });

    expect(out.match(/^(?:ID|TITLE|UPDATED): +\S/gm)).toHaveLength(6);
    expect(out + err).not.toMatch(/…|No room/);
  });

  test('gives a program every record, one object a line, each valid by the model', async () => {
    const { code, out } = await runCli(['opportunity', 'list', '--json', ...vendor().flags]);
    const records = lines(out).map((line) => Opportunity.parse(JSON.parse(line)));

    expect(code).toBe(0);
    expect(records.length).toBeGreaterThanOrEqual(dealCount - 5);
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
  });

  test('shows only the fields asked for, under their own names and in that order', async () => {
    const asked = ['--fields', 'status,id', '--limit', '3', ...vendor().flags];
    const table = await runCli(['opportunity', 'list', ...asked]);
    const json = await runCli(['opportunity', 'list', '--json', ...asked]);

    expect(lines(table.out)[0]).toBe('status  id');
    expect(lines(json.out).map((line) => Object.keys(Object(JSON.parse(line))).join())).toEqual(
      Array(3).fill('status,id'),
    );
  });

  test('lists only what changed since an instant', async () => {
    const { running, flags } = vendor();
    const [id = ''] = await running.control.ids();
    await running.control.advanceClock(3_600_000);
    const since = running.control.now();
    await running.control.edit(id, { dealname: 'edited meanwhile' });
    await running.control.advanceClock(3_600_000);
    const { out } = await runCli(['opportunity', 'list', '--json', '--updated-since', since, ...flags]);

    expect(lines(out).map((line): unknown => JSON.parse(line))).toMatchObject([
      { id, title: 'edited meanwhile' },
    ]);
  });

  test('ends quietly when the reader has seen enough', async () => {
    const { captured, ended } = startCli(['opportunity', 'list', '--json', ...vendor().flags]);
    captured.stop(new ReaderGoneError('gone'));

    expect(await ended).toBe(0);
    expect(captured.err()).toBe('');
  });

  test('without credentials says where they are looked for', async () => {
    const { code, err } = await runCli(['opportunity', 'list', '--connector', 'hubspot']);

    expect(code).toBe(2);
    expect(err).toContain('The credentials do not fit HubSpot: give accessToken');
    expect(err).toContain('Set OPPORTUNE_HUBSPOT_<NAME> for each (accessToken becomes ACCESS_TOKEN)');
  });

  test('with a wrong token says who refused what, and shows no token', async () => {
    const { baseUrl, connector } = vendor().running;
    const flags = [
      '--connector',
      connector,
      '--base-url',
      baseUrl,
      '--credential',
      'accessToken=canary-token',
    ];
    const { code, out, err } = await runCli(['opportunity', 'list', '--debug', ...flags]);

    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toMatch(/^error\[auth\]/m);
    expect(err).toContain('help:');
    expect(err).not.toContain('canary-token');
  });
});

describe('opportunity get and explain', () => {
  test('shows every field of one record', async () => {
    const { running, flags } = vendor();
    const [id = ''] = await running.control.ids();
    const table = await runCli(['opportunity', 'get', id, ...flags]);
    const json = await runCli(['opportunity', 'get', id, '--json', ...flags]);

    expect(table.code).toBe(0);
    expect(table.out).toMatch(new RegExp(`^id +${id}$`, 'm'));
    expect(Opportunity.parse(JSON.parse(json.out)).id).toBe(id);
  });

  test('shows custom fields by their labels, and cuts nothing on a narrow terminal', async () => {
    const { running, flags } = vendor();
    const [id = ''] = await running.control.ids();
    const description = 'A long story that does not fit one line of a narrow terminal, told to its end.';
    await running.control.edit(id, { description, po_number: 'PO-7' });
    const got = ['opportunity', 'get', id, '--no-color', ...flags];
    const { out } = await runCli(got, { columns: 60 });

    expect(out.replaceAll(/\n +/g, ' ')).toContain(`description         ${description}`);
    expect(out).toMatch(/^(?:customFields|) +PO number: PO-7$/m);
    expect(out).not.toContain('{"id"');
    expect(Math.max(...lines(out).map(textWidth))).toBeLessThanOrEqual(60);
  });

  test('shows the native record with --raw', async () => {
    const { running, flags } = vendor();
    const [id = ''] = await running.control.ids();
    const { out } = await runCli(['opportunity', 'get', id, '--raw', '--json', ...flags]);

    expect(JSON.parse(out)).toMatchObject({ opportunity: { id }, native: { id }, issues: expect.any(Array) });
  });

  test('prints with --raw what mapping preview takes', async () => {
    const { running, flags } = vendor();
    const [id = ''] = await running.control.ids();
    const { out: stdin } = await runCli(['opportunity', 'get', id, '--raw', '--json', ...flags]);
    const { out } = await runCli(['mapping', 'preview', 'hubspot', '--native', '-', '--json'], { stdin });

    expect(JSON.parse(out)).toMatchObject({ record: { id } });
  });

  test('explains one value: what was looked at, why it came out so, and which line says it', async () => {
    const { running, flags } = vendor();
    const [id = ''] = await running.control.ids();
    const text = await runCli(['opportunity', 'explain', id, 'closeDate', ...flags]);
    const json = await runCli(['opportunity', 'explain', id, 'closeDate', '--json', ...flags]);

    expect(text.out).toMatch(/^closeDate = /);
    expect(text.out).toMatch(/ {2}rule +mappings\/hubspot\/opportunity\.yaml:\d+:\d+/);
    expect(JSON.parse(json.out)).toMatchObject({
      field: 'closeDate',
      rule: expect.stringContaining('opportunity.yaml:'),
    });
  });

  test('explains every field where none is named', async () => {
    const { running, flags } = vendor();
    const [id = ''] = await running.control.ids();
    const { out } = await runCli(['opportunity', 'explain', id, '--json', ...flags]);

    expect(JSON.parse(out)).toHaveLength(42);
  });

  test('of an id that is not there has not worked', async () => {
    for (const verb of ['get', 'explain']) {
      const { code, out, err } = await runCli(['opportunity', verb, '999999', '--json', ...vendor().flags]);

      expect({ code, out }).toEqual({ code: 3, out: '' });
      expect(JSON.parse(err)).toMatchObject({ error: { code: 'not-found' } });
    }
  });
});
