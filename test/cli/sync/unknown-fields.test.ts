import { expect, test } from 'vitest';
import { Terminal } from '../../../src/cli/output/terminal.ts';
import { syncLog } from '../../../src/cli/sync/sync-log.ts';
import { syncProgress } from '../../../src/cli/sync/sync-progress.ts';
import type { UnknownFields } from '../../../src/sync/unknown-fields.ts';
import { capturedIo } from '../support/captured-io.ts';

const some: UnknownFields = {
  listed: [
    { path: 'next_score', records: 1200 },
    { path: 'properties["\\u001b[2J"]', records: 1 },
  ],
  hasMore: false,
};
const many: UnknownFields = {
  listed: Array.from({ length: 100 }, (_, index) => ({ path: `k${index}`, records: 1 })),
  hasMore: true,
};

function said(fields: UnknownFields): string {
  const { io, err } = capturedIo();
  syncProgress(
    'acme',
    io,
    new Terminal(io, { json: false, color: false, debug: false }),
  )({
    type: 'unknown-fields',
    fields,
  });
  return err();
}

test('people are warned in one line', () => {
  expect(said(some)).toBe(
    'warning: acme: the vendor has sent 2 fields that the connector does not know: next_score (1,200 records), properties["\\u001b[2J"] (1 record); they are in `native` and not mapped\n',
  );
  expect(said(many)).toBe(
    'warning: acme: the vendor has sent more than 100 fields that the connector does not know: k0 (1 record), k1 (1 record), k2 (1 record), k3 (1 record), k4 (1 record) and more; they are in `native` and not mapped\n',
  );
});

test('programs get one line with the paths and the number of records', () => {
  const { io, err } = capturedIo();

  syncLog(
    'acme',
    io,
    new Terminal(io, { json: true, color: false, debug: false }),
  )({
    type: 'unknown-fields',
    fields: some,
  });

  expect(
    err()
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  ).toMatchObject([
    {
      level: 'warn',
      message: 'fields that are not known',
      connection: 'acme',
      fields: some.listed,
      hasMore: false,
    },
  ]);
});
