import { Command, CommanderError, Option } from 'commander';
import type { Bundle, CommandSpec } from './command.ts';
import { RunError, UsageError } from './cli-error.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { exitCodeOf } from './exit-code-of.ts';
import { nouns } from './nouns.ts';
import { OutputError, ReaderGoneError, type CliIo } from './io.ts';
import { Options } from './options.ts';
import { isStop } from './is-stop.ts';
import { helpLayout, helpTail, programIntroduction, sharedOptions } from './output/help.ts';
import { reportError } from './output/error-block.ts';
import { Terminal } from './output/terminal.ts';

/** Runs one command line. Never throws: whatever goes wrong is said on standard error and in the exit code. */
export async function runCommandLine(
  argv: readonly string[],
  io: CliIo,
  bundle: Bundle,
  specs: readonly CommandSpec[],
): Promise<ExitCode> {
  const terminal = new Terminal(io, outputFlags(argv));
  let code: ExitCode = exitCode.fine;
  const program = buildProgram(specs, bundle.version, terminal, io, async (spec, args, values) => {
    code = await spec.run({ args, options: new Options(values), io, terminal, bundle });
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    // Streams tell of a write that failed one turn later.
    await io.sleep(0);
    if (io.signal.reason instanceof OutputError) throw io.signal.reason;
    return code;
  } catch (error) {
    if (io.signal.reason instanceof OutputError) return settle(io.signal.reason, terminal);
    if (io.signal.reason instanceof ReaderGoneError) return exitCode.fine;
    return settle(
      isStop(error, io.signal) ? new RunError('stopped', 'Stopped before the end.') : error,
      terminal,
    );
  }
}

function settle(error: unknown, terminal: Terminal): ExitCode {
  if (!(error instanceof CommanderError)) {
    reportError(error, terminal);
    return exitCodeOf(error);
  }
  if (error.exitCode === 0) return exitCode.fine;
  // A bare noun prints its help instead of an error.
  if (error.code === 'commander.help') return exitCode.usage;
  const [message = '', ...more] = error.message.replace(/^error: /, '').split('\n');
  const hint = more.join(' ').replace(/^\(Did you mean (.*)\?\)$/, 'Did you mean "$1"?');
  reportError(
    new UsageError(message, { hint: hint === '' ? 'Add --help to see what there is.' : hint }),
    terminal,
  );
  return exitCode.usage;
}

/** Read before the command line is parsed, because errors of parsing obey them too. */
function outputFlags(argv: readonly string[]): { json: boolean; color: boolean; debug: boolean } {
  const end = argv.indexOf('--');
  const given = new Set(end === -1 ? argv : argv.slice(0, end));
  return { json: given.has('--json'), color: !given.has('--no-color'), debug: given.has('--debug') };
}

type Run = (
  spec: CommandSpec,
  args: readonly string[],
  values: Readonly<Record<string, unknown>>,
) => Promise<void>;

function buildProgram(
  specs: readonly CommandSpec[],
  version: string,
  terminal: Terminal,
  io: CliIo,
  run: Run,
): Command {
  const program = new Command('opportune')
    .description(terminal.asCalled(programIntroduction))
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain the command, with examples')
    .configureHelp(helpLayout(terminal.out))
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: () => undefined,
      getOutHelpWidth: () => terminal.width ?? 100,
      getErrHelpWidth: () => terminal.width ?? 100,
      getOutHasColors: () => terminal.out.enabled,
      getErrHasColors: () => terminal.err.enabled,
    })
    .exitOverride();
  for (const { flags, description } of sharedOptions) program.option(flags, description);
  for (const spec of specs) addCommand(program, spec, terminal, run);
  return program;
}

function addCommand(program: Command, spec: CommandSpec, terminal: Terminal, run: Run): void {
  const [first = '', verb] = spec.name.split(' ');
  const parent = verb === undefined ? program : nounOf(program, first, terminal);
  const command = parent.command([verb ?? first, spec.args].filter((part) => part !== undefined).join(' '));
  command.description(spec.summary).summary(spec.summary.split('\n')[0] ?? '');
  for (const { flags, description, repeatable, group } of spec.options) {
    const option = new Option(flags, description);
    if (group !== undefined) option.helpGroup(`${group}:`);
    if (repeatable === true) option.argParser(collect);
    command.addOption(option);
  }
  command.addHelpText('after', () => helpTail(spec, terminal, terminal.width ?? 100));
  command.action(async () => run(spec, command.args, command.optsWithGlobals()));
}

function nounOf(program: Command, noun: string, terminal: Terminal): Command {
  const existing = program.commands.find((command) => command.name() === noun);
  if (existing !== undefined) return existing;
  const { summary = '', examples = [] } = nouns[noun] ?? {};
  return program
    .command(noun)
    .description(summary)
    .helpCommand(false)
    .addHelpText('after', () => helpTail({ examples }, terminal, terminal.width ?? 100));
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}
