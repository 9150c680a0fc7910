import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { paperDeal, paperVendor } from '../../../support/paper/paper-vendor.ts';
import { dealsFile, jsonl, loseLost, manyTitled, titled, titlesAt } from '../../support/deals-file.ts';
import { linesOnPaper } from '../../support/paper-cli.ts';

const { folder, create, noted, outcomes } = dealsFile();

describe('lines to be created', () => {
  test('are written, and what became of each is noted in the order of the input', async () => {
    await folder.write('deals.jsonl', titled('a', 'unwelcome', 'c', 'odd'));
    const vendor = paperVendor();

    const { code, out, err } = await create(vendor);

    expect(code).toBe(1);
    expect(await outcomes()).toEqual(['created', 'failed', 'created', 'ambiguous']);
    expect((await noted()).map(({ line }) => line)).toEqual([1, 2, 3, 4]);
    for (const { id = '', outcome, line } of await noted()) {
      if (outcome === 'created') expect(vendor.deals.get(id)?.title).toBe('abc'[line - 1]);
    }
    expect(out).toContain('4 given = 2 created + 1 failed + 1 ambiguous\n');
    expect(err).toContain('deals.jsonl:2 failed');
    expect(err).toContain('1 line may or may not have been written and will not be sent again');
    expect(err).toContain('--retry deals.results.jsonl sends the one that is not done');
  });

  test('all of them are nothing to worry about', async () => {
    await folder.write('deals.jsonl', titled('a', 'b'));
    const { code, err } = await create(paperVendor());

    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  test('bad ones are told with file, line and column, and hold up nobody', async () => {
    const bad = ['{"title": "x",}', '[1]', '"text"', '{"title":"y"', '{"title":"a"} {"title":"b"}', '\u0000'];
    await folder.write('deals.jsonl', jsonl(...bad, { title: 'good' }, { titel: 'slip' }));
    const vendor = paperVendor();

    const { code, err } = await create(vendor);

    expect(code).toBe(1);
    expect(titlesAt(vendor)).toEqual(['good']);
    expect(await outcomes()).toEqual([...Array<string>(6).fill('refused'), 'created', 'refused']);
    expect(err).toContain('deals.jsonl:1:15 refused\n  it is not JSON.');
    expect(err).toContain('deals.jsonl:2 refused\n  it is no JSON object.');
    expect(err).toContain(
      'deals.jsonl:8 refused\n  titel: an opportunity has no field "titel". Did you mean "title"?',
    );
  });

  test('a number that would be rounded is refused with its place', async () => {
    const exact = '{"title": "12345678901234567890", "monetaryAmount": 12345678901234.50}';
    await folder.write('deals.jsonl', jsonl('{"title":"x","monetaryAmount":12345678901234567890}', exact));
    const vendor = paperVendor();

    const { code, err } = await create(vendor);

    expect(code).toBe(1);
    expect(titlesAt(vendor)).toEqual(['12345678901234567890']);
    expect(err).toContain('deals.jsonl:1:31 refused\n  it has a number with more digits than can be kept.');
  });

  test('a key that is given twice is refused with its place, at whatever depth', async () => {
    const within = '{"title":"x","customFields":[{"id":"tier","value":"a","value":"b"}]}';
    await folder.write('deals.jsonl', jsonl('{"title":"a","title":"b"}', within, { title: 'good' }));
    const vendor = paperVendor();

    const { code, err } = await create(vendor);

    expect(code).toBe(1);
    expect(titlesAt(vendor)).toEqual(['good']);
    expect(err).toContain('deals.jsonl:1:14 refused\n  it has the key "title" twice. Give each key once');
    expect(err).toContain('deals.jsonl:2:55 refused\n  it has the key "value" twice.');
  });

  test('with --strict nothing is sent where one is bad', async () => {
    await folder.write('deals.jsonl', jsonl({ title: 'a' }, '{'));
    const vendor = paperVendor();

    const { code, err } = await create(vendor, { strict: true });

    expect(code).toBe(2);
    expect(err).toContain('deals.jsonl:2:2: it is not JSON. Nothing was sent.');
    expect(vendor.writes).toEqual([]);
  });

  test('keys of prototypes and nests without end are refused like everything unknown', async () => {
    const deep = `{"customMappings":${'['.repeat(5000)}${']'.repeat(5000)}}`;
    await folder.write('deals.jsonl', jsonl('{"__proto__":{"title":"x"}}', '{"constructor":1}', deep));
    const vendor = paperVendor();

    await create(vendor);

    expect(await outcomes()).toEqual(['refused', 'refused', 'refused']);
    expect(vendor.writes).toEqual([]);
  });

  test('each takes the values of flags, which win', async () => {
    await folder.write('deals.jsonl', jsonl({ title: 'a', monetaryAmount: 1 }, { title: 'b' }));
    const vendor = paperVendor();

    await create(vendor, { set: ['monetaryAmount=5'] });

    expect([...vendor.deals.values()].map(({ amount }) => amount)).toEqual([5, 5]);
  });

  test('a second run of the same input is refused: it would write everything twice', async () => {
    await folder.write('deals.jsonl', titled('a'));
    const vendor = paperVendor();
    await create(vendor);

    const { code, err } = await create(vendor);

    expect(code).toBe(2);
    expect(err).toContain('deals.results.jsonl exists');
    expect(vendor.deals.size).toBe(1);
  });

  test('go through in windows, with progress on a terminal', async () => {
    await folder.write('deals.jsonl', manyTitled(450));
    const vendor = paperVendor();

    const { code, err } = await create(vendor, {}, { columns: 80 });

    expect(code).toBe(0);
    expect(vendor.deals.size).toBe(450);
    expect(err).toContain(' of 450 lines');
    const text = await readFile(join(folder.path, 'deals.results.jsonl'), 'utf8');
    expect(text.match(/"sending"/g)).toHaveLength(3);
    expect(JSON.parse(text.trim().split('\n').at(-1) ?? '')).toEqual({ end: { given: 450, created: 450 } });
  });

  test('from standard input need a place for what became of them', async () => {
    const vendor = paperVendor();
    const stdin = titled('a', '');

    expect(await create(vendor, { input: '-' }, { stdin })).toMatchObject({ code: 2 });
    expect(vendor.writes).toEqual([]);
    const { out } = await create(vendor, { input: '-' }, { stdin, json: true });
    expect(
      out
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toMatchObject([
      { line: 1, outcome: 'created' },
      { line: 2, outcome: 'created' },
    ]);
  });

  test('for a program, the account is one object', async () => {
    await folder.write('deals.jsonl', titled('a', 'unwelcome'));
    const { out } = await create(paperVendor(), {}, { json: true });

    expect(JSON.parse(out)).toEqual({
      call: 'create',
      status: 'completed',
      counts: { given: 2, created: 1, failed: 1 },
      earlier: 0,
      results: 'deals.results.jsonl',
    });
  });

  test('planned, each is shown and nothing is sent or noted', async () => {
    await folder.write('deals.jsonl', jsonl({ title: 'a' }, { type: 'x' }, 'no'));
    const vendor = paperVendor();

    const { code, out, err } = await create(vendor, { plan: true });

    expect(code).toBe(1);
    expect(out).toContain('── deals.jsonl:1\ncreate at Paper CRM: planned, nothing was sent');
    expect(out).toContain('error[unsupported] type');
    expect(out).toContain('── deals.jsonl:3:1\nrefused: it is not JSON. Write one JSON object a line');
    expect(err).toContain('3 given = 1 planned + 2 refused; nothing was sent');
    expect(vendor.writes).toEqual([]);
    await expect(noted()).rejects.toThrow('ENOENT');
  });
});

function threeDeals() {
  return paperVendor(paperDeal('1'), paperDeal('2'), paperDeal('3'));
}

describe('lines to be updated and deleted', () => {
  test('an update takes changes within, or fields beside, the id', async () => {
    const lines = jsonl(
      { id: '1', changes: { title: 'x' } },
      { id: '2', title: 'y' },
      { id: '3', title: 'z', ifUnmodifiedSince: '2026-01-01T00:00:00Z' },
      { id: '3', title: 'again' },
      { id: 4, title: 'number' },
      { title: 'none' },
      { id: '1', changes: { title: 'x' }, title: 'y' },
      { id: '5', title: 'x', ifUnmodifiedSince: 'soon' },
      { id: '9', title: 'missing' },
    );
    await folder.write('deals.jsonl', lines);
    const vendor = threeDeals();

    const { err } = await linesOnPaper('update', {
      vendor,
      cwd: folder.path,
      values: { input: 'deals.jsonl' },
    });

    expect(await outcomes()).toEqual(['updated', 'updated', ...Array<string>(7).fill('refused')]);
    expect(titlesAt(vendor)).toEqual(['Deal 3', 'x', 'y']);
    expect(err).toContain('line 3 names the same record');
    expect(err).toContain('its id is not a text');
    expect(err).toContain('it has title beside changes');
  });

  test('a record is refused the second time, however far apart its lines are', async () => {
    const others = Array.from({ length: 300 }, (_, index) => ({ id: `x${index}`, title: 'x' }));
    await folder.write(
      'deals.jsonl',
      jsonl({ id: '1', title: 'first' }, ...others, { id: '1', title: 'second' }),
    );
    const vendor = threeDeals();

    await linesOnPaper('update', { vendor, cwd: folder.path, values: { input: 'deals.jsonl' } });

    expect(vendor.deals.get('1')?.title).toBe('first');
    expect((await noted()).at(-1)).toMatchObject({ outcome: 'refused', line: 302 });
  });

  test.each(['update', 'delete'] as const)('an id of half a character holds up no other %s', async (call) => {
    const rest = call === 'update' ? { title: 'new' } : {};
    const half = JSON.stringify({ id: '\ud800', ...rest });
    await folder.write('deals.jsonl', jsonl({ id: '1', ...rest }, half, { id: '2', ...rest }));
    const vendor = paperVendor(paperDeal('1'), paperDeal('2'));

    await linesOnPaper(call, { vendor, cwd: folder.path, values: { input: 'deals.jsonl' } });

    expect(await outcomes()).toEqual([`${call}d`, 'refused', `${call}d`]);
  });

  test('a deletion takes ids, bare, quoted or as objects with nothing else in them', async () => {
    const lines = jsonl('1', '"2"', { id: '9' }, { id: '3', ifUnmodifiedSince: '2020-01-01T00:00:00Z' });
    await folder.write('ids.txt', lines);
    const vendor = threeDeals();

    const { code } = await linesOnPaper('delete', { vendor, cwd: folder.path, values: { input: 'ids.txt' } });

    expect(code).toBe(1);
    expect(await outcomes('ids.results.jsonl')).toEqual(['deleted', 'deleted', 'already-gone', 'refused']);
    expect([...vendor.deals.keys()]).toEqual(['3']);
  });
});

test('no credential and no answer that was lost is noted as a value', async () => {
  await folder.write('deals.jsonl', titled('a', 'lost'));
  const vendor = paperVendor();
  vendor.after = loseLost;

  const { code } = await create(vendor);

  expect(code).toBe(1);
  expect(await outcomes()).toEqual(['ambiguous', 'ambiguous']);
  expect((await noted())[1]?.error?.message).not.toContain('"lost"');
});
