import type { FieldChanges } from '../../sync/field-changes.ts';
import type { SyncEvent } from '../../sync/sync-types.ts';
import type { UnknownField } from '../../sync/unknown-fields.ts';
import { OpportuneError } from '../../model/error.ts';
import type { CliIo } from '../io.ts';
import type { Terminal } from '../output/terminal.ts';

type Line = (level: 'info' | 'warn' | 'error', message: string, fields: Fields) => void;
type Fields = Readonly<Record<string, string | number | boolean | undefined | readonly UnknownField[]>>;

/** One line of the log: a constant message, ids and counts, never a value of a record. */
export function logLine(
  io: CliIo,
  terminal: Terminal,
  level: 'info' | 'warn' | 'error',
  message: string,
  fields: Fields,
): void {
  const time = new Date(io.now()).toISOString();
  terminal.toStandardError(JSON.stringify({ time, level, message, ...fields }));
}

/**
 * A run as log lines for programs, on standard error: one JSON object a line, with a constant message and fields. Ids
 * and counts only, never a value of a record.
 */
export function syncLog(name: string, io: CliIo, terminal: Terminal): (event: SyncEvent) => void {
  const line: Line = (level, message, fields) =>
    logLine(io, terminal, level, message, { connection: name, ...fields });
  return (event) => {
    switch (event.type) {
      case 'started':
        return line('info', 'pass started', { kind: event.kind, resumed: event.resumed, from: event.from });
      case 'page':
        return line('info', 'page committed', {
          ...event.counts,
          requests: event.requests,
          shareOfLimit: event.shareOfLimit,
        });
      case 'comparing':
        return line('info', 'records to be asked for by id', { unseen: event.unseen });
      case 'compared':
        return line('info', 'records compared by id', {
          asked: event.asked,
          withheld: event.withheld,
          requests: event.requests,
        });
      case 'wait':
        return line('info', 'waiting for the vendor', { waitMs: event.waitMs, reason: event.reason });
      case 'restarted':
        return line('warn', 'cursor refused, pass begins again', {});
      case 'fields':
        return fieldLines(event.changes, line);
      case 'unknown-fields':
        return line('warn', 'fields that are not known', {
          fields: event.fields.listed,
          hasMore: event.fields.hasMore,
        });
      case 'done':
        if (event.result.counts.undated > 0) {
          line('warn', 'records without a change time', { undated: event.result.counts.undated });
        }
        return line('info', 'run ended', { status: event.result.status, ...event.result.counts });
      case 'failed': {
        const code = event.error instanceof OpportuneError ? event.error.code : 'internal';
        return line('error', 'run failed', { code, ...event.counts });
      }
    }
  };
}

function fieldLines({ added, removed, retyped }: FieldChanges, line: Line): void {
  for (const { key, type } of added) line('info', 'custom field is new', { key, type });
  for (const { key, type } of removed) line('info', 'custom field is gone', { key, type });
  for (const { key, type, formerType } of retyped) {
    line('warn', 'custom field has changed its type', { key, type, formerType });
  }
}
