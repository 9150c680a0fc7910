import { contentHash } from '../content-hash.ts';
import { storableJson, storableText } from '../storable.ts';
import { UnstorableValueError } from '../store-error.ts';
import type { PageCommit, PageRow, RunTicket } from '../destination.ts';
import type { Instant } from '../../model/native-record.ts';
import { bindField, bindInstantOrNull, text, textOrNone } from './cells.ts';
import { decideRow, type KnownRow, type RowOutcome } from './decide-row.ts';
import type { RowWrite, SqlDialect, SqlRow, SqlSession, SqlValue } from './driver.ts';
import type { ModelTable } from './row-table.ts';

/** What became of the rows of a page. */
export interface WrittenRows {
  readonly outcomes: ReadonlyMap<PageRow, RowOutcome>;
  /** Records with a value that no column takes: they belong into quarantine. */
  readonly unstorable: readonly { readonly row: PageRow; readonly error: UnstorableValueError }[];
}

export type WriteRows = (
  session: SqlSession,
  ticket: RunTicket,
  page: PageCommit,
  now: Instant,
) => Promise<WrittenRows>;

/** A row as the store has it, deletion marks included. */
interface Held extends KnownRow {
  readonly lastSeen: Instant | undefined;
  readonly generation: number;
  readonly deletedAt: Instant | undefined;
  readonly deletedReason: string | null;
  readonly mergedInto: string | null;
}

/** Writes the rows of a page: what differs is written, what does not is at most marked as seen. */
export function rowWriter(dialect: SqlDialect, table: ModelTable): WriteRows {
  // No row locks: whoever writes a connection's rows holds its lease first.
  const find = `SELECT id, content_hash, mapping_hash, changed_at, last_seen, generation, deleted_at, deleted_reason,
    merged_into FROM ${table.name} WHERE connection = $1 AND ${dialect.isIn('id', 2)}`;
  const where = `connection = $1 AND ${dialect.isIn('id', 2)}`;
  const markSeen = `UPDATE ${table.name} SET generation = $3, last_seen = $4 WHERE ${where}`;
  const noteMapping = `UPDATE ${table.name} SET mapping_hash = $3 WHERE ${where}`;

  return async (session, ticket, page, now) => {
    const { connection } = ticket;
    const ids = storableJson(page.rows.map(({ native }) => native.id));
    const found = page.rows.length === 0 ? [] : await session.all(find, connection, ids);
    const held = new Map(found.map((row) => [text(row, 'id'), heldOf(dialect, row)]));
    const stored = new Set(held.keys());
    const outcomes = new Map<PageRow, RowOutcome>();
    const unstorable: WrittenRows['unstorable'][number][] = [];
    const writes = new Map<string, RowWrite>();
    const remapped = new Set<string>();

    for (const row of page.rows) {
      const { native, record } = row;
      const id = storableText(native.id);
      const before = held.get(id);
      const offered = {
        contentHash: contentHash([record, native.body, native.changedAt ?? null]),
        changedAt: native.changedAt,
        isDeleted: record['deleted'] === true,
        isLatest: page.origin === 'asked',
      };
      const outcome = decideRow(before, offered);
      if (outcome === 'added' || outcome === 'written') {
        try {
          const next = after(before, row, offered.contentHash, ticket, page, now);
          writes.set(id, {
            isNew: !stored.has(id),
            values: valuesOf(dialect, table, ticket, row, next),
          });
          held.set(id, next);
        } catch (error) {
          if (!(error instanceof UnstorableValueError)) throw error;
          unstorable.push({ row, error });
          continue;
        }
      } else if (outcome === 'unchanged' && before?.mappingHash !== ticket.mappingHash) {
        remapped.add(id);
      }
      outcomes.set(row, outcome);
    }
    if (writes.size > 0) await dialect.writeRows(session, table, [...writes.values()]);
    if (remapped.size > 0) {
      await session.run(noteMapping, connection, JSON.stringify([...remapped]), ticket.mappingHash);
    }
    // What looks outdated is asked for by its id when the pass ends: one wrong change time must not shut it out for ever.
    const doubtful = new Set(
      [...outcomes].flatMap(([{ native }, outcome]) =>
        outcome === 'outdated' ? [storableText(native.id)] : [],
      ),
    );
    const isSeen = (id: string): boolean => !writes.has(id) && !doubtful.has(id);
    const seen = page.generation === undefined ? [] : [...stored].filter(isSeen);
    if (seen.length > 0) {
      await session.run(
        markSeen,
        connection,
        JSON.stringify(seen),
        page.generation ?? 0,
        dialect.bindInstant(now),
      );
    }
    return { outcomes, unstorable };
  };
}

function heldOf(dialect: SqlDialect, row: SqlRow): Held {
  return {
    contentHash: text(row, 'content_hash'),
    mappingHash: text(row, 'mapping_hash'),
    changedAt: dialect.readInstant(row['changed_at']),
    lastSeen: dialect.readInstant(row['last_seen']),
    generation: Number(row['generation']),
    isDeleted: row['deleted_at'] !== null,
    deletedAt: dialect.readInstant(row['deleted_at']),
    deletedReason: textOrNone(row, 'deleted_reason') ?? null,
    mergedInto: textOrNone(row, 'merged_into') ?? null,
  };
}

/** What the store holds about the record once this version of it is written. */
function after(
  before: Held | undefined,
  { native, record }: PageRow,
  hash: string,
  { mappingHash }: RunTicket,
  { origin, generation }: PageCommit,
  now: Instant,
): Held {
  const common = { contentHash: hash, mappingHash, changedAt: native.changedAt };
  if (origin === 'replayed' && before !== undefined) return { ...before, ...common };
  const isDeleted = record['deleted'] === true;
  return {
    ...common,
    isDeleted,
    lastSeen: now,
    generation: generation ?? before?.generation ?? 0,
    deletedAt: isDeleted ? (native.deletedAt ?? before?.deletedAt ?? native.changedAt ?? now) : undefined,
    deletedReason: null,
    mergedInto: null,
  };
}

function valuesOf(
  dialect: SqlDialect,
  table: ModelTable,
  { connection, connector }: RunTicket,
  { native, record }: PageRow,
  next: Held,
): SqlValue[] {
  // A deletion that was reported apart from the record outlives a new translation of its old body.
  const shown = next.deletedReason === null ? record : { ...record, deleted: true };
  return [
    connection,
    connector,
    native.id,
    ...table.fields.map((column) => bindField(dialect, column, shown)),
    JSON.stringify(native.body),
    bindInstantOrNull(dialect, next.changedAt),
    next.deletedReason === null ? next.contentHash : '',
    next.mappingHash,
    bindInstantOrNull(dialect, next.lastSeen),
    next.generation,
    bindInstantOrNull(dialect, next.deletedAt),
    next.deletedReason,
    next.mergedInto,
  ];
}
