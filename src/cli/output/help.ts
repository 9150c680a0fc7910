import { Option, type Argument, type HelpConfiguration } from 'commander';
import type { CommandSpec, OptionSpec } from '../command.ts';
import type { Colors } from './colors.ts';
import type { Terminal } from './terminal.ts';
import { wrapEntry } from './wrap-text.ts';

export const programIntroduction = `Reads and writes the deals of any CRM as one kind of record: the unified Opportunity.

Start with "opportune demo": it needs no account and shows the whole way in under a minute.`;

/** Options that every command takes. */
export const sharedOptions: readonly OptionSpec[] = [
  { flags: '--json', description: 'results as JSON on standard output, errors as JSON on standard error' },
  { flags: '--no-color', description: 'no colours; NO_COLOR and FORCE_COLOR are obeyed as well' },
  { flags: '--debug', description: 'show where an error came from' },
];

/** How help looks: titles bold, names coloured, the options every command shares at the end. */
export function helpLayout(colors: Colors): HelpConfiguration {
  return {
    showGlobalOptions: true,
    minWidthToWrap: 20,
    subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map(argumentTerm)].join(' '),
    // The program itself lists them among its own.
    visibleGlobalOptions: (command) =>
      command.parent === null
        ? []
        : sharedOptions.map(({ flags, description }) => new Option(flags, description)),
    styleTitle: colors.bold,
    styleCommandText: colors.cyan,
    styleSubcommandText: colors.cyan,
    styleOptionText: colors.cyan,
    styleArgumentText: colors.cyan,
  };
}

function argumentTerm(argument: Argument): string {
  const name = argument.variadic ? `${argument.name()}...` : argument.name();
  return argument.required ? `<${name}>` : `[${name}]`;
}

const usualExitCodes =
  '0 fine, 1 findings, 2 asked the wrong way, 3 could not be carried out, 4 not finished: run it again';

/** The examples and the exit codes, below the options. */
export function helpTail(
  { examples, exitCodes = usualExitCodes }: Pick<CommandSpec, 'examples' | 'exitCodes'>,
  terminal: Pick<Terminal, 'out' | 'asCalled'>,
  width: number,
): string {
  const { out: colors } = terminal;
  const lines = examples.flatMap(({ command, shows }) => [
    `  ${colors.dim(`# ${shows}`)}`,
    `  ${terminal.asCalled(command)}`,
  ]);
  return [
    '',
    colors.bold('Examples:'),
    ...lines,
    '',
    colors.bold('Exit codes:'),
    wrapEntry('  ', exitCodes, width),
    '',
  ].join('\n');
}
