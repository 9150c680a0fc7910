import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openJsonlFile } from '../../src/store/jsonl/jsonl-output.ts';
import { fakeDeal, fakeVendor } from '../support/fake-vendor.ts';
import { pagesAsked, sync } from './sync-of.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'opportune-jsonl-sync-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('a sync into a file is resumed and continued from its state lines, with every record at least once', async () => {
  const file = join(folder, 'out.jsonl');
  const vendor = fakeVendor(25);
  const stop = new AbortController();
  const into = async (options: Parameters<typeof sync>[2] = {}) => {
    const output = await openJsonlFile(file);
    const result = await sync(vendor, output, options);
    await output.close();
    return result;
  };

  const first = await into({ signal: stop.signal, onEvent: ({ type }) => type === 'page' && stop.abort() });
  const second = await into();
  vendor.deals.set('5', fakeDeal(5, { title: 'New', changedAt: '2026-02-01T00:00:00.000Z' }));
  vendor.requests.length = 0;
  const third = await into();

  expect([first.status, second.status, second.passes[0]?.resumed, third.passes[0]?.kind]).toEqual([
    'stopped',
    'completed',
    true,
    'incremental',
  ]);
  expect(pagesAsked(vendor)).toEqual(['/deals?since=2026-01-01T00:00:23.000Z']);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const records = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'record');
  expect(new Set(records.map(({ id }) => id)).size).toBe(25);
  expect(records.findLast(({ id }) => id === '5').record.title).toBe('New');
});
