import type { SyncEvent } from '../../sync/sync-types.ts';
import type { CliIo } from '../io.ts';
import { tellFields, tellUnknownFields } from './tell-fields.ts';
import { LiveLine } from '../output/live-line.ts';
import { countOf, countText, durationText, percentText, rateText } from '../output/numbers.ts';
import type { Terminal } from '../output/terminal.ts';

export interface ProgressState {
  readonly name: string;
  readonly pages: number;
  /** Records of this run. */
  readonly records: number;
  /** Records of the pass, earlier runs included. */
  readonly passRecords: number;
  readonly totalHint: number | undefined;
  readonly shareOfLimit: number | undefined;
  readonly elapsedMs: number;
}

/** How far a run is, in one line. */
export function progressText(state: ProgressState): string {
  const { name, pages, records, passRecords, totalHint, shareOfLimit, elapsedMs } = state;
  const total = totalHint === undefined || totalHint < passRecords ? '' : ` of ${countText(totalHint)}`;
  const parts = [
    name,
    countOf(pages, 'page'),
    `${countText(passRecords)}${total} records`,
    rateText(records, elapsedMs),
    ...(shareOfLimit === undefined ? [] : [`${percentText(shareOfLimit)} of the limit`]),
    ...etaParts(state),
  ];
  return parts.join('  ');
}

function etaParts({ records, passRecords, totalHint, elapsedMs }: ProgressState): string[] {
  if (totalHint === undefined || records === 0 || totalHint <= passRecords) return [];
  return [`${durationText(((totalHint - passRecords) * elapsedMs) / records)} left`];
}

/** Shows a run on standard error: a live line on a terminal where the run has it to itself, plain lines otherwise. */
export function syncProgress(
  name: string,
  io: CliIo,
  terminal: Terminal,
  { live }: { readonly live: boolean } = { live: true },
): (event: SyncEvent) => void {
  const startedAt = io.monotonic();
  const line = new LiveLine(io, terminal);
  let pages = 0;
  let totalHint: number | undefined;
  return (event) => {
    if (event.type === 'started' || event.type === 'restarted') totalHint = undefined;
    if (event.type === 'page') {
      // A vendor may tell it with the first page only.
      totalHint = event.totalHint ?? totalHint;
      if (!live) return;
      pages += 1;
      const state = {
        name,
        pages,
        records: event.counts.fetched,
        passRecords: event.passCounts.fetched,
        totalHint,
        shareOfLimit: event.shareOfLimit,
      };
      line.update(() => progressText({ ...state, elapsedMs: io.monotonic() - startedAt }));
      return;
    }
    line.clear();
    if (event.type === 'fields') return tellFields(event.changes, name, terminal);
    if (event.type === 'unknown-fields') return tellUnknownFields(event.fields, name, terminal);
    const said = saying(event, name, io.now());
    if (said !== undefined) terminal.talk(said);
  };
}

/** From here on people want to know when it goes on, not only how long it takes. */
const longWaitMs = 10_000;

function saying(
  event: Exclude<SyncEvent, { type: 'page' | 'fields' | 'unknown-fields' }>,
  name: string,
  nowMs: number,
): string | undefined {
  switch (event.type) {
    case 'started': {
      const what =
        event.kind === 'incremental' ? `changes since ${event.from ?? 'the last run'}` : 'everything';
      return `${name}: ${event.resumed ? 'going on with' : 'reading'} ${what}`;
    }
    case 'comparing':
      return `${name}: ${countOf(event.unseen, 'record')} not listed any more; asking for each by its id`;
    case 'wait':
      return `${name}: ${waitText(event.waitMs, event.reason, nowMs)}`;
    case 'restarted':
      return `${name}: the vendor refused its own cursor; reading this pass from its start again`;
    default:
      return undefined;
  }
}

function waitText(waitMs: number, reason: string, nowMs: number): string {
  if (waitMs < longWaitMs) return `waiting ${durationText(waitMs)} (${reason})`;
  // Whole seconds, never too early.
  const until = new Date(Math.ceil((nowMs + waitMs) / 1000) * 1000).toISOString().replace('.000Z', 'Z');
  return `waiting until ${until}, ${durationText(waitMs)} (${reason})`;
}
