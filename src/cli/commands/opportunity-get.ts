import type { Crm, RawOpportunity } from '../../client/index.ts';
import { RunError } from '../cli-error.ts';
import { connectionOptions } from '../connection-options.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { fieldValue, readableFields, requireField } from '../opportunity-columns.ts';
import { withConnection } from '../open-connection.ts';
import { explanationText } from '../output/explanation-text.ts';
import { issueText } from '../output/issue-text.ts';
import { cellText, jsonText } from '../output/printable.ts';
import type { Terminal } from '../output/terminal.ts';

/** `opportune opportunity get <id>` */
export const opportunityGet: CommandSpec = {
  name: 'opportunity get',
  args: '<id>',
  summary: 'read one opportunity live, or explain one of its values',
  options: [
    { flags: '--explain <field>', description: 'where the value comes from, or why it is empty' },
    { flags: '--raw', description: 'the record as the vendor sent it, with the issues of its translation' },
    ...connectionOptions,
  ],
  examples: [
    { command: 'opportune opportunity get 4711 --connection acme', shows: 'every field of one opportunity' },
    {
      command: 'opportune opportunity get 4711 --connection acme --explain closeDate',
      shows: 'why closeDate is what it is',
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
  const field = options.text('explain');
  if (field !== undefined) requireField(field);
  return withConnection(invocation, async (crm) => {
    if (field !== undefined) return explainField(crm, id, field, invocation.terminal);
    const found = await crm.opportunities.get(id, { raw: true });
    if (found === undefined) throw notFound(id);
    show(found, options.flag('raw'), invocation.terminal);
    return exitCode.fine;
  });
}

async function explainField(crm: Crm, id: string, field: string, terminal: Terminal): Promise<ExitCode> {
  const explanations = await crm.connection.explain(id, field);
  if (explanations === undefined) throw notFound(id);
  if (terminal.flags.json) terminal.json(explanations[0]);
  else
    terminal.result(explanations.map((one) => explanationText(one, terminal.out, terminal.width)).join('\n'));
  return exitCode.fine;
}

function show({ opportunity, native, issues }: RawOpportunity, raw: boolean, terminal: Terminal): void {
  if (terminal.flags.json) {
    terminal.json(raw ? { opportunity, native: native.body, issues } : opportunity);
    return;
  }
  if (raw) terminal.result(JSON.stringify(native.body, undefined, 2));
  else
    terminal.table({
      columns: [
        { title: 'FIELD', yields: 0, style: terminal.out.cyan },
        { title: 'VALUE', minWidth: 20 },
      ],
      rows: readableFields()
        .map((name) => [name, fieldValue(opportunity, name)] as const)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [name, cellText(value, value === null ? undefined : jsonText(value))]),
    });
  for (const issue of issues) terminal.talk(issueText(issue, terminal.err));
}

function notFound(id: string): RunError {
  return new RunError('not-found', `The vendor has no opportunity ${id}.`, {
    hint: 'It may have been deleted or merged; `opportune opportunity list` shows what there is.',
  });
}
