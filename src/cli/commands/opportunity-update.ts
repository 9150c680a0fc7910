import type { OpportunityInput } from '../../model/opportunity-input.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { connectionOptions } from '../connection/connection-options.ts';
import type { ExitCode } from '../exit-code.ts';
import { withWritingConnection } from '../connection/open-connection.ts';
import { idAndLines, nothingGiven, whichRecord } from '../writing/argument-mistakes.ts';
import { isLines, readRecord } from '../writing/record-input.ts';
import { joinValues } from '../writing/values/join-values.ts';
import {
  jsonLinesOption,
  linesOptions,
  planOptions,
  sinceOption,
  valueOptions,
  verifyOption,
  writeExitCodes,
} from '../writing/write-flags.ts';

/** `opportune opportunity update [id]` */
export const opportunityUpdate: CommandSpec = {
  name: 'opportunity update',
  args: '[id]',
  summary: 'change the fields that are given, of one opportunity or of one for each line of a file',
  options: [
    ...valueOptions,
    {
      flags: '--input <file|->',
      description:
        'the changes as JSON; a .jsonl file holds a line for each record: { id, changes }, or the fields beside the id; - is standard input',
    },
    ...planOptions,
    verifyOption,
    sinceOption,
    jsonLinesOption,
    ...linesOptions,
    ...connectionOptions,
  ],
  examples: [
    {
      command: 'opportune opportunity update 4711 --connection acme --set status=Won --plan',
      shows: 'the difference it would make, and the requests for it',
    },
    {
      command:
        'opportune opportunity update 4711 --connection acme --set description=null --if-unmodified-since 2026-11-01T08:00:00Z',
      shows: 'clear a field, unless somebody changed the deal meanwhile',
    },
    {
      command: 'opportune opportunity update --connection acme --input changes.jsonl --plan --json',
      shows: 'the plans of many, for a program',
    },
  ],
  exitCodes: writeExitCodes,
  run: update,
};

async function update(invocation: Invocation): Promise<ExitCode> {
  const [id] = invocation.args;
  const { flagValues, hasFlags, readFlags } = await import('../writing/flag-values.ts');
  const flags = await readFlags(invocation);
  if (isLines(invocation)) {
    if (id !== undefined) throw idAndLines();
    const { writeLines } = await import('../writing/lines/write-lines.ts');
    return writeLines(invocation, 'update', flags);
  }
  if (id === undefined) throw whichRecord('update');
  const { checkFlagsOfOne, writeOne } = await import('../writing/write-one.ts');
  checkFlagsOfOne(invocation);
  if (invocation.options.text('input') === undefined && !hasFlags(flags)) throw nothingGiven();
  const record = await readRecord(invocation);
  return withWritingConnection(invocation, async (crm) => {
    // Whatever it is, the library looks it through.
    const changes = joinValues(record, await flagValues(crm, flags)) as OpportunityInput;
    return writeOne(invocation, crm, (options) => crm.opportunities.update(id, changes, options));
  });
}
