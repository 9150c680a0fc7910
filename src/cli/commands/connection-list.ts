import type { CommandSpec, Invocation } from '../command.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';

/** `opportune connection list` */
export const connectionList: CommandSpec = {
  name: 'connection list',
  summary: 'list the connections of the configuration; credentials are never shown',
  options: [{ flags: '--config <file>', description: 'configuration to use (default: opportune.yaml)' }],
  examples: [
    { command: 'opportune connection list', shows: 'the connections of opportune.yaml' },
    {
      command: 'opportune connection list --config eu.yaml --json',
      shows: 'those of another file, for a program',
    },
  ],
  run: listConnections,
};

async function listConnections({ options, io, terminal }: Invocation): Promise<ExitCode> {
  const { loadConfig } = await import('../config/load-config.ts');
  const { config, file, document } = await loadConfig(io.cwd, options.text('config'));
  const { destinationName } = await import('../../store/destination-name.ts');
  const shown = (to: string | undefined): string | null => (to === undefined ? null : destinationName(to));
  const connections = Object.entries(config.connections ?? {}).map(([name, one]) => ({
    name,
    connector: one.connector,
    credentials: Object.keys(one.credentials ?? {}),
    baseUrl: one.baseUrl === undefined ? null : withoutUser(one.baseUrl),
    mapping: one.mapping ?? null,
    overlays: one.overlays ?? [],
    to: shown(one.to ?? config.to),
  }));
  if (terminal.flags.json) {
    terminal.json(connections);
  } else if (connections.length === 0) {
    const example = 'Describe one there:  connections: { acme: { connector: hubspot, to: sqlite:deals.db } }';
    const what = document === undefined ? `There is no ${file} here.` : `${file} has no connections.`;
    terminal.talk(`${what} ${example}`);
  } else {
    terminal.table({
      // Half a destination or an overlay that is not told would mislead.
      blocks: 'always',
      columns: [
        { title: 'CONNECTION', yields: 0, style: terminal.out.cyan },
        { title: 'CONNECTOR', yields: 0 },
        { title: 'CREDENTIALS', yields: 3, minWidth: 11 },
        { title: 'BASE URL', yields: 2, minWidth: 21 },
        { title: 'OVERLAYS', yields: 2, minWidth: 12 },
        { title: 'TO', minWidth: 14 },
      ],
      rows: connections.map((one) => [
        one.name,
        one.connector,
        one.credentials.join(', ') || 'environment',
        one.baseUrl ?? 'the vendor’s own',
        one.overlays.join(', ') || '–',
        one.to ?? '–',
      ]),
    });
  }
  return exitCode.fine;
}

/** No connection opens with a user and password in its address; until somebody tries, they are not to be shown. */
function withoutUser(url: string): string {
  return url.replace(/\/\/[^/]*@/, '//[hidden]@');
}
