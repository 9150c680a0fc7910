import type { NewOpportunityInput } from '../../model/opportunity-input.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { connectionOptions } from '../connection/connection-options.ts';
import type { ExitCode } from '../exit-code.ts';
import { withWritingConnection } from '../connection/open-connection.ts';
import { nothingGiven } from '../writing/argument-mistakes.ts';
import { isLines, readRecord } from '../writing/record-input.ts';
import { joinValues } from '../writing/values/join-values.ts';
import {
  jsonLinesOption,
  linesOptions,
  planOptions,
  valueOptions,
  verifyOption,
  writeExitCodes,
} from '../writing/write-flags.ts';

/** `opportune opportunity create` */
export const opportunityCreate: CommandSpec = {
  name: 'opportunity create',
  summary: 'create an opportunity, or one for each line of a file; --plan shows first what would be sent',
  options: [
    ...valueOptions,
    {
      flags: '--input <file|->',
      description: 'the record as JSON; a .jsonl file holds a record a line; - is standard input',
    },
    ...planOptions,
    verifyOption,
    jsonLinesOption,
    ...linesOptions,
    ...connectionOptions,
  ],
  examples: [
    {
      command:
        "opportune opportunity create --connection acme --set title='New Rocket' --set monetaryAmount=75000 --plan",
      shows: 'what would be sent',
    },
    {
      command:
        "opportune opportunity create --connection acme --set title='New Rocket' --set customFields.Tier=Gold --verify",
      shows: 'the deal, read back',
    },
    {
      command: 'opportune opportunity create --connection acme --input deals.jsonl',
      shows: 'many; what became of each line goes to deals.results.jsonl',
    },
    {
      command:
        'opportune opportunity create --connection acme --input deals.jsonl --retry deals.results.jsonl',
      shows: 'only those that were refused, failed or not tried',
    },
  ],
  exitCodes: writeExitCodes,
  run: create,
};

async function create(invocation: Invocation): Promise<ExitCode> {
  const { flagValues, hasFlags, readFlags } = await import('../writing/flag-values.ts');
  const flags = await readFlags(invocation);
  if (isLines(invocation)) {
    const { writeLines } = await import('../writing/lines/write-lines.ts');
    return writeLines(invocation, 'create', flags);
  }
  const { checkFlagsOfOne, writeOne } = await import('../writing/write-one.ts');
  checkFlagsOfOne(invocation);
  if (invocation.options.text('input') === undefined && !hasFlags(flags)) throw nothingGiven();
  const record = await readRecord(invocation);
  return withWritingConnection(invocation, async (crm) => {
    // Whatever it is, the library looks it through.
    const input = joinValues(record, await flagValues(crm, flags)) as NewOpportunityInput;
    return writeOne(invocation, crm, (options) => crm.opportunities.create(input, options));
  });
}
