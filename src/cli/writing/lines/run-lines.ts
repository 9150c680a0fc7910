import type { Opportunities } from '../../../client/index.ts';
import type { BulkItemResult } from '../../../client/writes/index.ts';
import { RunError } from '../../cli-error.ts';
import type { Invocation } from '../../command.ts';
import type { EachOnce } from './each-key-once.ts';
import type { LineCounts } from './line-counts.ts';
import type { LineReport } from './line-report.ts';
import type { InputLine } from './read-lines.ts';
import { doneOutcomes, readsDifferently, resultLine, untriedLine, type ResultLine } from './result-line.ts';
import type { ResultsFile } from './results-file.ts';
import { sendItems } from './send-items.ts';
import type { Entry } from './windows.ts';
import type { LineItem } from './line-item.ts';

export interface LinesRun {
  readonly invocation: Invocation;
  readonly opportunities: Opportunities;
  readonly windows: AsyncIterable<readonly Entry[]>;
  /** Undefined where results go to standard output. */
  readonly results: ResultsFile | undefined;
  readonly counts: LineCounts;
  readonly report: LineReport;
  /** Of upserts. */
  readonly keyField: string | undefined;
  readonly verify: boolean;
  readonly eachOnce: EachOnce;
}

export interface RunEnd {
  /** Why the rest was not tried; undefined where the user stopped it, or nothing did. */
  readonly error: unknown;
  /** Lines that an earlier run had done. */
  readonly earlier: number;
}

/** Sends the lines of an input window by window, and notes what became of each before it goes on. */
export async function runLines(run: LinesRun): Promise<RunEnd> {
  const { signal } = run.invocation.io;
  let error: unknown;
  let earlier = 0;
  for await (const all of run.windows) {
    let window = all;
    try {
      if (!signal.aborted && error === undefined) window = await run.eachOnce(all);
    } catch (cause) {
      error = cause;
    }
    const isStopped = signal.aborted || error !== undefined;
    const sent: Sent = isStopped ? { results: new Map() } : await send(run, window);
    error ??= sent.error;
    const lines = window.map((entry) =>
      'result' in entry ? entry.result : (sent.results.get(entry.line) ?? untriedLine(entry.line)),
    );
    earlier += window.filter(wasDone).length;
    await note(run, lines);
    for (const line of lines) {
      run.counts.add(line);
      if (['refused', 'failed', 'ambiguous'].includes(line.outcome) || readsDifferently(line))
        run.report.tell(line);
    }
    run.report.progress(run.counts, 0);
  }
  return { error, earlier };
}

function wasDone(entry: Entry): boolean {
  return 'result' in entry && entry.isEarlier && doneOutcomes.has(entry.result.outcome);
}

interface Sent {
  readonly results: ReadonlyMap<InputLine, ResultLine>;
  readonly error?: unknown;
}

async function send(
  { invocation, opportunities, results, counts, report, keyField, verify }: LinesRun,
  window: readonly Entry[],
): Promise<Sent> {
  const { io, terminal } = invocation;
  const jobs = window.flatMap((entry): { line: InputLine; item: LineItem }[] =>
    'item' in entry ? [entry] : [],
  );
  const [first, last] = [window[0], window.at(-1)];
  if (jobs.length === 0 || first === undefined || last === undefined) return { results: new Map() };
  await results?.sending(first.line.index, last.line.index);
  let found: readonly BulkItemResult[];
  try {
    found = await sendItems(
      opportunities,
      jobs.map(({ item }) => item),
      {
        keyField,
        verify,
        signal: io.signal,
        onProgress: ({ done }) => report.progress(counts, done),
      },
    );
  } catch (error) {
    // What the library throws, it throws before the first item is sent.
    return { results: new Map(), ...(io.signal.aborted ? {} : { error }) };
  }
  const lines = found.flatMap((result, index): [InputLine, ResultLine][] => {
    const line = jobs[index]?.line;
    if (line === undefined) return [];
    const wasStopped = result.outcome === 'not-tried' && io.signal.aborted;
    return [
      [
        line,
        wasStopped ? untriedLine(line) : resultLine(line, result, (text) => terminal.secrets.hide(text)),
      ],
    ];
  });
  const ended = io.signal.aborted
    ? undefined
    : found.find(({ outcome, error }) => outcome === 'not-tried' && error !== undefined);
  return { results: new Map(lines), ...(ended === undefined ? {} : { error: ended.error }) };
}

/** @throws RunError where the results cannot be written; they are then on standard output. */
async function note({ invocation, results }: LinesRun, lines: readonly ResultLine[]): Promise<void> {
  const { terminal } = invocation;
  if (results === undefined) {
    for (const line of lines) await terminal.jsonLine(line);
    return;
  }
  try {
    await results.add(lines);
  } catch (cause) {
    for (const line of lines) await terminal.jsonLine(line);
    throw new RunError('results-not-written', 'The results could not be written: those above are the last.', {
      hint: 'They are on standard output. Add them to the file, make room, and run with --retry.',
      cause,
    });
  }
}
