import type { Connector } from '../../connector-kit/index.ts';
import { abilitiesOf as abilitiesOfResource } from '../connection/resource-abilities.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';

/** `opportune connector list` */
export const connectorList: CommandSpec = {
  name: 'connector list',
  summary: 'list the vendors that are built in',
  options: [],
  examples: [
    { command: 'opportune connector list', shows: 'what can be read and written without writing code' },
    { command: 'opportune connector list --json', shows: 'the same for a program' },
  ],
  run: listConnectors,
};

async function listConnectors({ bundle, terminal }: Invocation): Promise<ExitCode> {
  const connectors = (await bundle.connectors()).map((connector) => ({
    id: connector.id,
    displayName: connector.displayName,
    models: Object.keys(connector.resources),
    abilities: abilitiesOf(connector),
    docsUrl: connector.docsUrl,
  }));
  if (terminal.flags.json) {
    terminal.json(connectors);
    return exitCode.fine;
  }
  terminal.table({
    columns: [
      { title: 'CONNECTOR', yields: 0, style: terminal.out.cyan },
      { title: 'VENDOR', yields: 0 },
      { title: 'MODELS' },
      // Half a list would be a wrong one.
      { title: 'READS AND WRITES', yields: 1, minWidth: 40 },
      // Half an address leads nowhere.
      { title: 'API', yields: 2, minWidth: 200 },
    ],
    rows: connectors.map(({ id, displayName, models, abilities, docsUrl }) => [
      id,
      displayName,
      models.join(', '),
      abilities.join(', '),
      docsUrl,
    ]),
  });
  return exitCode.fine;
}

/** What can be done with any of its models. */
function abilitiesOf({ resources }: Connector): readonly string[] {
  return [...new Set(Object.values(resources).flatMap(abilitiesOfResource))];
}
