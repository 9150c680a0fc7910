import { describe, expect, test } from 'vitest';
import { Terminal } from '../../../src/cli/output/terminal.ts';
import { progressText, syncProgress } from '../../../src/cli/sync/sync-progress.ts';
import { noCounts } from '../../../src/store/counts.ts';
import type { SyncEvent } from '../../../src/sync/sync-types.ts';
import { capturedIo } from '../support/captured-io.ts';

const started: SyncEvent = {
  type: 'started',
  name: 'acme',
  kind: 'backfill',
  resumed: false,
  from: undefined,
};

function page(fetched: number, totalHint?: number): SyncEvent {
  const counts = { ...noCounts, fetched, written: fetched };
  return { type: 'page', counts, passCounts: counts, totalHint, requests: 3, shareOfLimit: 0.625 };
}

describe('the progress of a run', () => {
  test('says pages, records, rate, share of the limit and how long it takes', () => {
    const text = progressText({
      name: 'acme',
      pages: 12,
      records: 1200,
      passRecords: 2200,
      totalHint: 4600,
      shareOfLimit: 0.934,
      elapsedMs: 5000,
    });

    expect(text).toBe('acme  12 pages  2,200 of 4,600 records  240/s  93 % of the limit  10 s left');
  });

  test('says no total where the vendor names none, or a wrong one', () => {
    const state = {
      name: 'acme',
      pages: 1,
      records: 50,
      passRecords: 50,
      shareOfLimit: undefined,
      elapsedMs: 10_000,
    };

    expect(progressText({ ...state, totalHint: undefined })).toBe('acme  1 page  50 records  5.0/s');
    expect(progressText({ ...state, totalHint: 40 })).toBe('acme  1 page  50 records  5.0/s');
  });

  test('is one line that rewrites itself on a terminal, never wider than it, and gone at the end', () => {
    const { io, err, wait } = capturedIo({ columns: 40 });
    const tell = syncProgress('acme', io, new Terminal(io, { json: false, color: false, debug: false }));

    tell(started);
    tell(page(100, 300));
    wait(10);
    tell(page(200, 300));
    wait(200);
    tell(page(300, 300));
    tell({ type: 'restarted' });

    const [begin = '', ...written] = err().split('\r\x1b[K');
    expect(begin).toBe('acme: reading everything\n');
    expect(written).toHaveLength(3);
    expect(written.every((line) => line.includes('\n') || line.length < 40)).toBe(true);
    expect(written[1]).toContain('acme  3 pages  300 of 300 records');
    expect(written[2]).toBe(
      'acme: the vendor refused its own cursor; reading this pass from its start again\n',
    );
  });

  test('keeps a total that is told with the first page only, until the next pass begins', () => {
    const { io, err, wait } = capturedIo({ columns: 120 });
    const tell = syncProgress('acme', io, new Terminal(io, { json: false, color: false, debug: false }));

    for (const event of [started, page(100, 300), page(200), started, page(100)]) {
      tell(event);
      wait(1000);
    }

    expect(err()).toMatch(/2 pages {2}200 of 300 records .* left/);
    expect(err()).toContain('3 pages  100 records');
  });

  test('is a plain line every five seconds where there is no terminal, and none for a short run', () => {
    const { io, err, wait } = capturedIo();
    const tell = syncProgress('acme', io, new Terminal(io, { json: false, color: true, debug: false }));

    for (let second = 0; second <= 11; second += 1) {
      tell(page(second + 1));
      wait(1000);
    }

    expect(err().split('\n').slice(0, -1)).toEqual([
      'acme  6 pages  6 records  1.2/s  63 % of the limit',
      'acme  11 pages  11 records  1.1/s  63 % of the limit',
    ]);
  });

  test('says until when a long wait lasts', () => {
    const { io, err } = capturedIo();
    const tell = syncProgress('acme', io, new Terminal(io, { json: false, color: false, debug: false }));

    tell({ type: 'wait', waitMs: 9_999, reason: 'rate-limited' });
    tell({ type: 'wait', waitMs: 600_000, reason: 'rate-limited' });

    expect(err()).toBe(
      'acme: waiting 10.0 s (rate-limited)\nacme: waiting until 2026-11-23T12:10:00Z, 10:00 min (rate-limited)\n',
    );
  });

  test('keeps standard error readable for programs with --json: an object on each line', () => {
    const { io, err } = capturedIo();
    const tell = syncProgress('acme', io, new Terminal(io, { json: true, color: true, debug: false }));

    tell(started);
    tell({ type: 'wait', waitMs: 2000, reason: 'rate-limited' });

    expect(
      err()
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toEqual([{ note: 'acme: reading everything' }, { note: 'acme: waiting 2.0 s (rate-limited)' }]);
  });
});
