import { describe, expect, test } from 'vitest';
import { paperDeal, paperRefusal, paperVendor } from '../../../support/paper/paper-vendor.ts';
import { dealsFile, jsonl } from '../../support/deals-file.ts';
import { linesOnPaper, type PaperRun } from '../../support/paper-cli.ts';

const { folder, noted, outcomes } = dealsFile();

function upsert(run: Omit<PaperRun, 'cwd'>) {
  const values = { input: 'deals.jsonl', key: 'Reference', ...run.values };
  return linesOnPaper('upsert', { ...run, cwd: folder.path, values });
}

describe('lines to be upserted', () => {
  test('take fields beside, or an input within, the key; a key is taken once', async () => {
    const lines = jsonl(
      { key: 'a', title: 'A' },
      { key: 'b', input: { title: 'B' } },
      { key: 'a', title: 'again' },
      { title: 'none' },
      { key: '', title: 'empty' },
      { key: 'c', input: { title: 'C' }, title: 'both' },
      { key: 7, title: 'seven' },
    );
    await folder.write('deals.jsonl', lines);
    const vendor = paperVendor(paperDeal('1', { fields: { ref: 'b' } }));

    const { code, out, err } = await upsert({ vendor });

    expect(code).toBe(1);
    expect(await outcomes()).toEqual(['created', 'updated', ...Array<string>(4).fill('refused'), 'created']);
    expect(vendor.deals.get('1')?.title).toBe('B');
    expect(err).toContain('line 1 names the same record');
    expect(err).toContain('it has no key');
    expect(err).toContain('it has title beside input');
    expect(out).toContain('7 given = 2 created + 1 updated + 4 refused');
  });

  test('--retry sends what is not done, by the same field only', async () => {
    await folder.write('deals.jsonl', jsonl({ key: 'a', title: 'A' }, { key: 'b', title: 'unwelcome' }));
    const vendor = paperVendor();
    await upsert({ vendor });
    await folder.write('deals.jsonl', jsonl({ key: 'a', title: 'A' }, { key: 'b', title: 'better' }));

    const other = await upsert({ vendor, values: { key: 'loose', retry: 'deals.results.jsonl' } });
    const same = await upsert({ vendor, values: { retry: 'deals.results.jsonl' } });

    expect(other).toMatchObject({ code: 2 });
    expect(other.err).toContain('the key was Reference then, and is loose now');
    expect(same.code).toBe(0);
    expect(same.out).toContain('2 given = 2 created\n  1 of them by an earlier run');
    expect([...vendor.deals.values()].map(({ title }) => title)).toEqual(['A', 'better']);
  });

  test('--retry meets the record of a line that failed half-way, though the vendor’s index is late', async () => {
    await folder.write('deals.jsonl', jsonl({ key: 'a', title: 'A', contactIds: ['c2'] }));
    const vendor = paperVendor();
    vendor.before = ({ path }) => {
      if (path.includes('/contacts/')) throw paperRefusal('invalid-request', { status: 400 });
    };
    await upsert({ vendor, values: { key: 'loose' } });
    vendor.before = () => undefined;
    for (const id of vendor.deals.keys()) vendor.unseen.add(id);

    const { code } = await upsert({ vendor, values: { key: 'loose', retry: 'deals.results.jsonl' } });

    expect(code).toBe(0);
    expect(await outcomes('deals.results-2.jsonl')).toEqual(['updated']);
    expect([...vendor.deals.values()]).toMatchObject([{ title: 'A', contacts: ['c2'] }]);
  });

  test('planned, each says whether it would be created or updated, and by which key', async () => {
    await folder.write('deals.jsonl', jsonl({ key: 'a', title: 'A' }, { key: 'b', title: 'B' }));
    const vendor = paperVendor(paperDeal('1', { fields: { ref: 'b' } }));

    const { code, out, err } = await upsert({ vendor, values: { plan: true } });

    expect(code).toBe(0);
    expect(out).toContain('upsert at Paper CRM by Reference a: would create the record, nothing was sent\n');
    expect(out).toContain('upsert at Paper CRM by Reference b: would update 1, nothing was sent\n');
    expect(err).toContain('2 given = 1 to create + 1 to update; nothing was sent');
    expect(vendor.writes).toEqual([]);
  });
});

describe('lines that are read back', () => {
  test('tell which fields the vendor changed, and are a finding', async () => {
    await folder.write('deals.jsonl', jsonl({ title: ' padded ' }, { title: 'plain' }));
    const vendor = paperVendor();
    vendor.adjust = (deal) => ({ ...deal, title: deal.title.trim() });

    const { code, out, err } = await linesOnPaper('create', {
      vendor,
      cwd: folder.path,
      values: { input: 'deals.jsonl', verify: true },
    });

    expect(code).toBe(1);
    expect(out).toContain('2 given = 2 created\n  1 of them read back differently, or not at all\n');
    expect(err).toContain('deals.jsonl:1 created 101, reads back differently, given → found:\n    title');
    expect(err).not.toContain('deals.jsonl:2');
    expect(await noted()).toMatchObject([
      { outcome: 'created', differences: [{ field: 'title', wanted: ' padded ', found: 'padded' }] },
      { outcome: 'created', differences: [] },
    ]);
  });

  test('are counted for a program', async () => {
    await folder.write('deals.jsonl', jsonl({ title: ' padded ' }));
    const vendor = paperVendor();
    vendor.adjust = (deal) => ({ ...deal, title: deal.title.trim() });

    const { out } = await linesOnPaper('create', {
      vendor,
      cwd: folder.path,
      values: { input: 'deals.jsonl', verify: true },
      json: true,
    });

    expect(JSON.parse(out)).toMatchObject({ counts: { created: 1 }, differing: 1 });
  });

  test('are nothing to worry about where everything is as it was given', async () => {
    await folder.write('deals.jsonl', jsonl({ title: 'a' }));

    const { code, err } = await linesOnPaper('create', {
      vendor: paperVendor(),
      cwd: folder.path,
      values: { input: 'deals.jsonl', verify: true },
    });

    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});
