import type { OpportunityInput } from '../../model/opportunity-input.ts';
import { UsageError } from '../cli-error.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { connectionOptions } from '../connection/connection-options.ts';
import type { ExitCode } from '../exit-code.ts';
import { withWritingConnection } from '../connection/open-connection.ts';
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

/** `opportune opportunity upsert` */
export const opportunityUpsert: CommandSpec = {
  name: 'opportunity upsert',
  summary: 'update the one opportunity that carries a key, or create it; with a file, so for each line',
  options: [
    {
      flags: '--key <field=value>',
      description:
        'the custom field, by its id or label, and the value that names the record; with lines the field alone',
    },
    ...valueOptions,
    {
      flags: '--input <file|->',
      description:
        'the record as JSON; a .jsonl file holds a line for each record: { key, input }, or the fields beside the key; - is standard input',
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
        "opportune opportunity upsert --connection acme --key 'Order number=A-1001' --set title='New Rocket' --plan",
      shows: 'whether it would be created or updated',
    },
    {
      command: 'opportune opportunity upsert --connection acme --key order_number=A-1001 --input deal.json',
      shows: 'safe to run again: there is one record a key',
    },
    {
      command:
        "opportune opportunity upsert --connection acme --key 'Order number' --input orders.jsonl --verify",
      shows: 'many, read back; what became of each line goes to orders.results.jsonl',
    },
  ],
  exitCodes: writeExitCodes,
  run: upsert,
};

async function upsert(invocation: Invocation): Promise<ExitCode> {
  const given = invocation.options.text('key');
  const { flagValues, readFlags } = await import('../writing/flag-values.ts');
  const flags = await readFlags(invocation);
  if (isLines(invocation)) {
    const { writeLines } = await import('../writing/lines/write-lines.ts');
    return writeLines(invocation, 'upsert', flags, readKeyField(given));
  }
  const key = readKey(given);
  const { checkFlagsOfOne, writeOne } = await import('../writing/write-one.ts');
  checkFlagsOfOne(invocation);
  const record = await readRecord(invocation);
  return withWritingConnection(invocation, async (crm) => {
    // Whatever it is, the library looks it through.
    const input = joinValues(record, await flagValues(crm, flags)) as OpportunityInput;
    return writeOne(invocation, crm, (options) => crm.opportunities.upsert(input, { ...options, key }));
  });
}

/** With lines: each has its own value. */
function readKeyField(given: string | undefined): string {
  if (given !== undefined && given !== '' && !given.includes('=')) return given;
  const message =
    given === undefined ? 'Which field names the records?' : 'With lines, --key takes the field alone.';
  throw new UsageError(message, {
    hint: `Give --key 'Order number', and each line its key: { "key": "A-1001", "title": … }.`,
  });
}

function readKey(given: string | undefined): { readonly field: string; readonly value: string } {
  const at = given?.indexOf('=') ?? -1;
  if (given !== undefined && at > 0 && at < given.length - 1)
    return { field: given.slice(0, at), value: given.slice(at + 1) };
  throw new UsageError(given === undefined ? 'Which record is meant?' : '--key takes field=value.', {
    hint: "Name a custom field that only one record has with this value: --key 'Order number=A-1001'.",
  });
}
