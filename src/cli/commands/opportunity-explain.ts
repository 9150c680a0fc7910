import type { CommandSpec, Invocation } from '../command.ts';
import { connectionOptions } from '../connection/connection-options.ts';
import { fieldAndKey } from '../mapping/custom-mapping-keys.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { noSuchOpportunity } from '../connection/no-such-opportunity.ts';
import { withConnection } from '../connection/open-connection.ts';
import { requireField } from '../opportunity-columns.ts';
import { showExplanations } from '../output/show-explanations.ts';

/** `opportune opportunity explain <id> [field]` */
export const opportunityExplain: CommandSpec = {
  name: 'opportunity explain',
  args: '<id> [field]',
  summary: 'read one opportunity live and say where each value comes from, or why it is empty',
  options: connectionOptions,
  examples: [
    {
      command: 'opportune opportunity explain 4711 closeDate --connection acme',
      shows: 'why closeDate is what it is',
    },
    {
      command: 'opportune opportunity explain 4711 customMappings.tier --connection acme',
      shows: 'one mapping of your own',
    },
    {
      command: 'opportune opportunity explain 4711 --connection acme --json',
      shows: 'every field, for a program',
    },
  ],
  run: explain,
};

async function explain(invocation: Invocation): Promise<ExitCode> {
  const [id = '', asked] = invocation.args;
  const { field, key } = asked === undefined ? {} : fieldAndKey(asked);
  if (field !== undefined) requireField(field);
  return withConnection(invocation, async (crm) => {
    const explanations = await crm.connection.explain(id, field);
    if (explanations === undefined) throw noSuchOpportunity(id);
    showExplanations(explanations, { field, key, hasRecord: true }, invocation.terminal);
    return exitCode.fine;
  });
}
