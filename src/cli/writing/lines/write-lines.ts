import { resolve } from 'node:path';
import type { Crm } from '../../../client/index.ts';
import { UsageError } from '../../cli-error.ts';
import type { Invocation } from '../../command.ts';
import type { ExitCode } from '../../exit-code.ts';
import { withWritingConnection } from '../../connection/open-connection.ts';
import { flagValues, type GivenFlags } from '../flag-values.ts';
import { refuseFlags } from '../record-input.ts';
import { fieldNames } from '../show/field-names.ts';
import { eachKeyOnce } from './each-key-once.ts';
import { EarlierResults } from './earlier-results.ts';
import { endOfLines } from './end-of-lines.ts';
import { examineInput } from './examine-input.ts';
import { LineCounts } from './line-counts.ts';
import { LineReport } from './line-report.ts';
import { linesInput, type LinesInput } from './lines-input.ts';
import { planLines } from './plan-lines.ts';
import { openResults } from './open-results.ts';
import type { ResultsHeader } from './results-file.ts';
import { resultsPath } from './results-paths.ts';
import { runLines } from './run-lines.ts';
import { windows } from './windows.ts';
import type { LinesCall } from './write-calls.ts';

/** Writes many records, a line each, or shows their plans. */
export async function writeLines(
  invocation: Invocation,
  call: LinesCall,
  given: GivenFlags,
  keyField?: string,
): Promise<ExitCode> {
  checkFlags(invocation);
  return withWritingConnection(invocation, (crm, { name }) =>
    writeLinesOver(invocation, { call, given, connection: name, keyField }, crm),
  );
}

export interface LinesTask {
  readonly call: LinesCall;
  readonly given: GivenFlags;
  /** Its name. */
  readonly connection: string;
  /** Of upserts: the field whose values name the records. */
  readonly keyField?: string | undefined;
}

/** As `writeLines`, over a connection that is open. */
export async function writeLinesOver(
  invocation: Invocation,
  { call, given, connection, keyField }: LinesTask,
  crm: Crm,
): Promise<ExitCode> {
  const { options, io } = invocation;
  const file = options.text('input') ?? '-';
  const task = { invocation, call, given, keyField, input: linesInput(file, io) };
  if (options.flag('plan')) return plan(task, crm);
  const to = resultsPath(invocation, file);
  const { connectorId: connector } = crm.connection;
  const header = { results: 1, call, connector, connection } as const;
  return write(task, crm, to, keyField === undefined ? header : { ...header, keyField });
}

interface Task extends Pick<LinesTask, 'call' | 'given' | 'keyField'> {
  readonly invocation: Invocation;
  readonly input: LinesInput;
}

async function plan(task: Task, crm: Crm): Promise<ExitCode> {
  const { invocation, call, given, input, keyField } = task;
  await examineFile(task, undefined);
  const flags = await flagValues(crm, given);
  return planLines({
    invocation,
    crm,
    input: input.name,
    keyField,
    windows: windows({ call, lines: input.lines(), flags, earlier: undefined }),
  });
}

async function write(task: Task, crm: Crm, to: string | undefined, header: ResultsHeader): Promise<ExitCode> {
  const { invocation, call, given, input, keyField } = task;
  const total = await examineFile(task, header);
  const flags = await flagValues(crm, given);
  const earlier = earlierOf(invocation);
  const results = to === undefined ? undefined : await openResults(invocation, to, header);
  const stopListening = sayHowToStop(invocation);
  const counts = new LineCounts();
  const report = new LineReport(invocation, input.name, total, await fieldNames(crm));
  try {
    const end = await runLines({
      invocation,
      opportunities: crm.opportunities,
      windows: windows({ call, lines: input.lines(), flags, earlier }),
      results,
      counts,
      report,
      keyField,
      eachOnce: eachKeyOnce(crm, keyField),
      verify: invocation.options.flag('verify'),
    });
    const isWhole = !input.wasCutShort();
    // Without an end, more lines may follow when the results are used again.
    if (isWhole) await results?.end(counts.toJSON());
    report.close();
    return endOfLines(invocation, { ...end, call, counts, isWhole, results: to });
  } finally {
    report.close();
    stopListening();
    await earlier?.close();
    await results?.close();
  }
}

function earlierOf({ options, io }: Invocation): EarlierResults | undefined {
  const file = options.text('retry');
  return file === undefined ? undefined : new EarlierResults(file, resolve(io.cwd, file));
}

/** Before anything is sent; undefined for standard input, which can be read only once. */
async function examineFile(
  { invocation, call, input }: Task,
  expected: ResultsHeader | undefined,
): Promise<number | undefined> {
  if (!input.isFile) return undefined;
  const results = earlierOf(invocation);
  const { options } = invocation;
  const file = options.text('retry') ?? '';
  const earlier =
    results === undefined || expected === undefined ? {} : { earlier: { file, results, expected } };
  try {
    return await examineInput({
      file: input.name,
      call,
      lines: input.lines(),
      strict: options.flag('strict'),
      ...earlier,
    });
  } finally {
    await results?.close();
  }
}

function checkFlags(invocation: Invocation): void {
  const { options } = invocation;
  if (options.text('input') === undefined) {
    throw new UsageError('Where are the lines?', {
      hint: 'Give --input <file>, or --input - for standard input.',
    });
  }
  refuseFlags(
    invocation,
    ['ifUnmodifiedSince'],
    'only for one record; lines of an update may have an ifUnmodifiedSince of their own.',
  );
  if (options.flag('plan')) {
    refuseFlags(invocation, ['results', 'retry'], 'a plan has no results.');
    refuseFlags(invocation, ['verify'], 'there is nothing to verify in a plan.');
  } else refuseFlags(invocation, ['bodies'], 'only with --plan.');
  if (options.text('input') === '-')
    refuseFlags(invocation, ['retry', 'strict'], 'the input is read twice: give it as a file.');
}

function sayHowToStop({ io, terminal }: Invocation): () => void {
  const say = (): void => {
    terminal.warn(
      'stopping as soon as what is on its way is answered; a second Ctrl+C ends at once and leaves that in doubt',
    );
  };
  io.signal.addEventListener('abort', say, { once: true });
  return () => io.signal.removeEventListener('abort', say);
}
