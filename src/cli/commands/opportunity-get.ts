import type { RawOpportunity } from '../../client/index.ts';
import { connectionOptions } from '../connection/connection-options.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { noSuchOpportunity } from '../connection/no-such-opportunity.ts';
import { withConnection } from '../connection/open-connection.ts';
import { issueText } from '../output/issue-text.ts';
import { jsonOutput } from '../output/printable.ts';
import { recordRows } from '../output/record-rows.ts';
import type { Terminal } from '../output/terminal.ts';

/** `opportune opportunity get <id>` */
export const opportunityGet: CommandSpec = {
  name: 'opportunity get',
  args: '<id>',
  summary: 'read one opportunity live',
  options: [
    { flags: '--raw', description: 'the record as the vendor sent it, with the issues of its translation' },
    ...connectionOptions,
  ],
  examples: [
    { command: 'opportune opportunity get 4711 --connection acme', shows: 'every field of one opportunity' },
    {
      command: 'opportune opportunity get 4711 --connection acme --json',
      shows: 'the same for a program',
    },
    {
      command: 'opportune opportunity get 4711 --connection acme --raw --json',
      shows: 'native and unified together',
    },
  ],
  run: getOpportunity,
};

async function getOpportunity(invocation: Invocation): Promise<ExitCode> {
  const { args, options } = invocation;
  const [id = ''] = args;
  return withConnection(invocation, async (crm) => {
    const found = await crm.opportunities.get(id, { raw: true });
    if (found === undefined) throw noSuchOpportunity(id);
    show(found, options.flag('raw'), invocation.terminal);
    return exitCode.fine;
  });
}

function show({ opportunity, native, issues }: RawOpportunity, raw: boolean, terminal: Terminal): void {
  if (terminal.flags.json) {
    terminal.json(raw ? { opportunity, native: native.body, issues } : opportunity);
    return;
  }
  if (raw) terminal.result(jsonOutput(native.body, 2));
  else
    terminal.table({
      columns: [
        { title: 'FIELD', yields: 0, style: terminal.out.cyan },
        { title: 'VALUE', minWidth: 20, wraps: true },
      ],
      rows: recordRows(opportunity),
    });
  for (const issue of issues) terminal.talk(issueText(issue, terminal.err));
}
