import { expect, test } from 'vitest';
import { Terminal } from '../../../src/cli/output/terminal.ts';
import { syncLog } from '../../../src/cli/sync/sync-log.ts';
import { reportSync } from '../../../src/cli/sync/sync-report.ts';
import { noCounts } from '../../../src/store/counts.ts';
import type { PassResult, SyncResult } from '../../../src/sync/sync-types.ts';
import { capturedIo } from '../support/captured-io.ts';

function resultOf(passes: readonly PassResult[], changes: Partial<SyncResult> = {}): SyncResult {
  return {
    status: 'completed',
    name: 'acme',
    connector: 'hubspot',
    passes,
    counts: noCounts,
    requests: 538,
    watermark: undefined,
    sweepOpen: false,
    resumeAt: undefined,
    durationMs: 2000,
    mappingChanged: false,
    missingPermissions: [],
    fieldChanges: { added: [], removed: [], retyped: [] },
    unknownFields: { listed: [], hasMore: false },
    delivery: 'exactly-once',
    ...changes,
  };
}

function firstLine(...passes: readonly PassResult[]): string | undefined {
  const result = resultOf(passes);
  const said: string[] = [];
  reportSync(
    result,
    'sqlite:deals.db',
    new Terminal(capturedIo().io, { json: false, color: false, debug: false }),
    (line) => said.push(line),
  );
  return said[0];
}

const pass: PassResult = {
  kind: 'incremental',
  resumed: false,
  from: undefined,
  isComplete: true,
  fetched: 10,
  requests: 9,
  deletionWalk: 0,
};

test('what does not depend on the changes has its cost apart: old deletions, and a sweep', () => {
  const sweep = { ...pass, kind: 'sweep', requests: 500 } as const;

  expect(firstLine(pass)).toContain('completed (changes), 538 requests');
  expect(firstLine({ ...pass, requests: 38, deletionWalk: 29 }, sweep)).toContain(
    'completed (changes; old deletions, 29 requests; sweep, 500 requests), 538 requests',
  );
});

test('records without a change time are a warning with their number, for people and for programs', () => {
  const result = resultOf([pass], { counts: { ...noCounts, fetched: 1200, written: 1200, undated: 1100 } });
  const people = capturedIo();
  const programs = capturedIo();

  const flags = { json: false, color: false, debug: false };
  reportSync(result, 'sqlite:deals.db', new Terminal(people.io, flags), () => undefined);
  const log = syncLog('acme', programs.io, new Terminal(programs.io, { ...flags, json: true }));
  log({ type: 'done', result });
  log({ type: 'done', result: resultOf([pass]) });

  expect(people.err()).toBe(
    'warning: acme: the vendor tells no change time of 1,100 records; they are written, but a change may be seen by a sweep only\n',
  );
  const lines = programs.err().trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).message)).toEqual([
    'records without a change time',
    'run ended',
    'run ended',
  ]);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', connection: 'acme', undated: 1100 });
});
