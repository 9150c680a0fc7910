import { UsageError } from '../cli-error.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { connectionOptions } from '../connection/connection-options.ts';
import type { ExitCode } from '../exit-code.ts';
import { withWritingConnection } from '../connection/open-connection.ts';
import { idAndLines, whichRecord } from '../writing/argument-mistakes.ts';
import {
  linesOptions,
  planOptions,
  sinceOption,
  verifyOption,
  writeExitCodes,
} from '../writing/write-flags.ts';

/** `opportune opportunity delete [id]` */
export const opportunityDelete: CommandSpec = {
  name: 'opportunity delete',
  args: '[id]',
  summary: 'delete an opportunity, or one for each line of a file; does so only with --yes',
  options: [
    { flags: '--yes', description: 'really delete; without it, or --plan, nothing is done' },
    {
      flags: '--input <file|->',
      description: 'many: an id a line, bare or as { "id": … }; - is standard input',
    },
    ...planOptions,
    verifyOption,
    sinceOption,
    ...linesOptions,
    ...connectionOptions,
  ],
  examples: [
    {
      command: 'opportune opportunity delete 4711 --connection acme --plan',
      shows: 'which deal that is, and what would be sent',
    },
    { command: 'opportune opportunity delete 4711 --connection acme --yes', shows: 'delete it' },
    {
      command: 'opportune opportunity delete --connection acme --input ids.txt --yes --results deleted.jsonl',
      shows: 'many, with what became of each line',
    },
  ],
  exitCodes: writeExitCodes,
  run: remove,
};

async function remove(invocation: Invocation): Promise<ExitCode> {
  const { args, options } = invocation;
  const [id] = args;
  const isMany = options.text('input') !== undefined;
  if (isMany && id !== undefined) throw idAndLines();
  if (!isMany && id === undefined) throw whichRecord('delete');
  // A question would hold up a script for ever, and whoever is asked each time stops reading. A flag is deliberate,
  // can be read in a script, and stays in the history of a shell.
  if (!options.flag('yes') && !options.flag('plan')) {
    throw new UsageError('Deleting needs --yes. Nothing was done.', {
      hint: 'See with --plan what would be deleted; then give --yes.',
    });
  }
  if (id === undefined) {
    const { writeLines } = await import('../writing/lines/write-lines.ts');
    return writeLines(invocation, 'delete', { assignments: [], passThrough: [] });
  }
  const { checkFlagsOfOne, writeOne } = await import('../writing/write-one.ts');
  checkFlagsOfOne(invocation);
  return withWritingConnection(invocation, (crm) =>
    writeOne(invocation, crm, (own) => crm.opportunities.delete(id, own)),
  );
}
