import type { CommandSpec, Invocation } from '../command.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';

/** `opportune connector list` */
export const connectorList: CommandSpec = {
  name: 'connector list',
  summary: 'list the vendors that are built in',
  options: [],
  examples: [
    { command: 'opportune connector list', shows: 'what can be read without writing code' },
    { command: 'opportune connector list --json', shows: 'the same for a program' },
  ],
  run: listConnectors,
};

async function listConnectors({ bundle, terminal }: Invocation): Promise<ExitCode> {
  const connectors = (await bundle.connectors()).map((connector) => ({
    id: connector.id,
    displayName: connector.displayName,
    models: Object.keys(connector.resources),
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
      // Half an address leads nowhere.
      { title: 'API', yields: 2, minWidth: 200 },
    ],
    rows: connectors.map(({ id, displayName, models, docsUrl }) => [
      id,
      displayName,
      models.join(', '),
      docsUrl,
    ]),
  });
  return exitCode.fine;
}
