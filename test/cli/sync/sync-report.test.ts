import { expect, test } from 'vitest';
import { Terminal } from '../../../src/cli/output/terminal.ts';
import { reportSync } from '../../../src/cli/sync/sync-report.ts';
import { noCounts } from '../../../src/store/counts.ts';
import type { PassResult, SyncResult } from '../../../src/sync/sync-types.ts';
import { capturedIo } from '../support/captured-io.ts';

function firstLine(...passes: readonly PassResult[]): string | undefined {
  const result: SyncResult = {
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
    delivery: 'exactly-once',
  };
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
