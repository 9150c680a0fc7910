import { noCounts } from '../../src/store/counts.ts';
import type { PageCommit, PageRow, RunStart } from '../../src/store/destination.ts';

export const now = '2026-06-01T00:00:00.000Z';

export const start: RunStart = {
  connection: 'acme',
  connector: 'fake',
  mappingHash: 'm1',
  task: 'sync',
  leaseMs: 60_000,
  takeOver: false,
  deletion: 'soft',
};

/** A page of a test: what is not named is empty. */
export function commitOf(
  parts: Partial<PageCommit>,
): PageCommit & { readonly checkpointCounts: typeof noCounts } {
  return {
    origin: 'fetched',
    rows: [],
    quarantine: [],
    tombstones: [],
    lookups: [],
    fields: undefined,
    generation: undefined,
    checkpoint: () => ({}),
    ...parts,
    checkpointCounts: noCounts,
  };
}

export function row(
  id: string,
  fields: Readonly<Record<string, unknown>> = {},
  changedAt = '2026-01-01T00:00:00.000Z',
): PageRow {
  return {
    native: { id, changedAt, body: { id } },
    record: { id, title: `Deal ${id}`, contactIds: [], deleted: false, ...fields },
  };
}

/** The end of a run that went well. */
export const completed = { status: 'completed', requests: 0, watermark: undefined } as const;
