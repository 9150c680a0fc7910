import type { Crm } from '../../../src/client/index.ts';
import type { Bundle, Invocation } from '../../../src/cli/command.ts';
import type { ExitCode } from '../../../src/cli/exit-code.ts';
import { exitCodeOf } from '../../../src/cli/exit-code-of.ts';
import { Options } from '../../../src/cli/options.ts';
import { reportError } from '../../../src/cli/output/error-block.ts';
import { Terminal } from '../../../src/cli/output/terminal.ts';
import { readFlags } from '../../../src/cli/writing/flag-values.ts';
import { writeLinesOver } from '../../../src/cli/writing/lines/write-lines.ts';
import type { LinesCall } from '../../../src/cli/writing/lines/write-calls.ts';
import { paperCrm, type PaperOptions } from '../../support/paper/paper-connection.ts';
import type { PaperVendor } from '../../support/paper/paper-vendor.ts';
import { capturedIo, type CapturedIo, type CapturedIoOptions } from './captured-io.ts';
import type { Ran } from './run-cli.ts';

const noBundle: Bundle = {
  vendors: async () => [],
  connectors: async () => [],
  sandboxes: async () => [],
  version: '0',
};

export interface PaperRun extends CapturedIoOptions, Pick<PaperOptions, 'writes'> {
  readonly vendor: PaperVendor;
  /** As commander gives them. */
  readonly values?: Readonly<Record<string, unknown>>;
  readonly json?: boolean;
  readonly color?: boolean;
  /** Told of the world before it starts. */
  readonly onStart?: (captured: CapturedIo) => void;
}

/** Runs a part of a command over the vendor of the writing tests; errors are told and counted as the program does it. */
export async function onPaper(
  { vendor, values = {}, json = false, color = false, onStart, writes, ...world }: PaperRun,
  work: (invocation: Invocation, crm: Crm) => Promise<ExitCode>,
): Promise<Ran> {
  const captured = capturedIo(world);
  const terminal = new Terminal(captured.io, { json, color, debug: false });
  const invocation: Invocation = {
    args: [],
    options: new Options(values),
    io: captured.io,
    terminal,
    bundle: noBundle,
  };
  onStart?.(captured);
  let code: ExitCode;
  try {
    code = await work(invocation, paperCrm(vendor, writes === undefined ? {} : { writes }));
  } catch (error) {
    reportError(error, terminal);
    code = exitCodeOf(error);
  }
  return { code, out: captured.out(), err: captured.err() };
}

/** `opportunity <call> --input …` */
export function linesOnPaper(call: LinesCall, run: PaperRun): Promise<Ran> {
  return onPaper(run, async (invocation, crm) => {
    const given = await readFlags(invocation);
    const keyField = call === 'upsert' ? invocation.options.text('key') : undefined;
    return writeLinesOver(invocation, { call, given, connection: 'acme', keyField }, crm);
  });
}
