import type { MappedById } from '../client/connection-types.ts';
import type { NativeId, Tombstone } from '../model/native-record.ts';
import { noCounts } from '../store/counts.ts';
import type { OpenPass } from '../store/checkpoint.ts';
import type { LookupEntry } from '../store/destination.ts';
import { commitPage, type Run } from './open-run.ts';
import { pageCommit } from './page-commit.ts';

/** Writes the vendor's present word about records that differ; the checkpoint stays where it is. */
export async function repairBatch(
  run: Run,
  ids: ReadonlySet<NativeId>,
  found: MappedById,
  lookups: readonly LookupEntry[],
): Promise<void> {
  const denied = found.missing.map((id): Tombstone => ({ id, reason: 'deleted' }));
  const content = {
    origin: 'asked',
    records: found.records.filter(({ native }) => ids.has(native.id)),
    tombstones: [...found.tombstones, ...denied].filter(({ id }) => ids.has(id)),
  } as const;
  if (content.records.length + content.tombstones.length === 0) return;
  const { mappingHash } = run.ticket;
  // Only a shape to hang the page on: it belongs to no pass.
  const pass: OpenPass = {
    kind: 'incremental',
    startedAt: '',
    mappingHash,
    counts: noCounts,
    quarantinedInARow: 0,
  };
  await commitPage(
    run,
    pageCommit(
      content,
      { lookups, fields: undefined },
      pass,
      run.ticket.deletion === 'hard',
      () => run.checkpoint,
    ),
  );
}
