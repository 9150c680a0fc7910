import type { Connector, Resource } from '../../connector-kit/index.ts';
import { operationsOfMany } from '../../client/writes/operations-of-many.ts';
import { bundledOverlays } from '../../client/mapping-files.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { findConnector } from '../connection/find-connector.ts';
import { definitionList } from '../output/definition-list.ts';
import { durationText } from '../output/numbers.ts';
import type { Terminal } from '../output/terminal.ts';
import { wrapEntry } from '../output/wrap-text.ts';

/** `opportune connector show <vendor>` */
export const connectorShow: CommandSpec = {
  name: 'connector show',
  args: '<vendor>',
  summary: 'show what a connector can do, and how changes and deletions are seen',
  options: [],
  examples: [
    {
      command: 'opportune connector show hubspot',
      shows: 'operations, the requests behind writes, change tracking and lookup tables',
    },
    { command: 'opportune connector show copper --json', shows: 'the same for a program' },
  ],
  run: showConnector,
};

async function showConnector({ args, bundle, terminal }: Invocation): Promise<ExitCode> {
  const connector = findConnector(await bundle.connectors(), args[0] ?? '');
  const overlays = await bundledOverlays(connector.id);
  const facts = { ...factsOf(connector), overlays };
  if (terminal.flags.json) {
    terminal.json(facts);
    return exitCode.fine;
  }
  terminal.result(terminal.out.bold(`${connector.displayName} (${connector.id})`));
  terminal.result(
    definitionList(
      [
        ['API', connector.docsUrl],
        ['origins', connector.origins.join(', ')],
        [
          'access tokens',
          facts.refreshesTokens ? 'are refreshed where OAuth is used' : 'are never refreshed',
        ],
        ['overlays', overlays.join(', ') || 'none'],
      ],
      terminal.out,
      terminal.width,
    ),
  );
  for (const [model, resource] of Object.entries(facts.models)) {
    terminal.result(`\n${terminal.out.bold(model)}`);
    terminal.result(definitionList(resourceLines(resource), terminal.out, terminal.width));
    showWrites(resource, terminal);
  }
  return exitCode.fine;
}

/** The requests behind writes, by the names that passThrough knows them by. */
function showWrites({ writes }: ResourceFacts, terminal: Terminal): void {
  if (writes.length === 0) return;
  const { out, width = Infinity } = terminal;
  terminal.result(`\n${out.bold('what writes send')}, by the ids that passThrough takes`);
  for (const { id, calls, request, docsUrl, passThrough } of writes) {
    const takesNone = passThrough ? '' : '; many at once, takes no passThrough';
    terminal.result(`  ${out.cyan(id)}  ${out.dim(`${calls.join(', ')}${takesNone}`)}`);
    terminal.result(wrapEntry('    ', request, width));
    terminal.result(`    ${out.dim(docsUrl)}`);
  }
}

function factsOf(connector: Connector) {
  const models = Object.entries(connector.resources).map(
    ([model, resource]) => [model, resourceFacts(resource)] as const,
  );
  return {
    id: connector.id,
    displayName: connector.displayName,
    docsUrl: connector.docsUrl,
    origins: connector.origins,
    refreshesTokens: connector.refresh !== undefined,
    models: Object.fromEntries(models),
  };
}

type ResourceFacts = ReturnType<typeof resourceFacts>;

function resourceFacts(resource: Resource) {
  const { writes } = resource;
  const ofMany = operationsOfMany(writes ?? {});
  const lookups = Object.entries(resource.lookups).map(([table, { load }]) => [table, load] as const);
  return {
    nativeName: resource.nativeName,
    // An operation that a vendor lacks is an absent method.
    operations: [
      ...(['list', 'get', 'customFields'] as const).filter((operation) => resource[operation] !== undefined),
      ...(['create', 'update', 'delete'] as const).filter((operation) => writes?.[operation] !== undefined),
      // Where the vendor has none of its own, the record is looked for first.
      ...((writes?.upsert ?? writes?.find) === undefined ? [] : (['upsert'] as const)),
      ...(writes?.batch === undefined ? [] : (['batch'] as const)),
    ],
    writes: (writes?.operations ?? []).map(({ id, calls, request, docsUrl }) => ({
      id,
      calls,
      request,
      docsUrl,
      passThrough: !ofMany.has(id),
    })),
    changeTracking: resource.changeTracking,
    lookups: Object.fromEntries(lookups),
  };
}

function resourceLines({
  nativeName,
  operations,
  changeTracking,
  lookups,
}: ResourceFacts): [string, string][] {
  const { incremental, precisionMs, overlapMs, deletions, unseen } = changeTracking;
  return [
    ['native name', nativeName],
    ['operations', operations.join(', ')],
    ['changes', incremental === 'server-filter' ? 'asked for by change time' : 'found by reading everything'],
    ['', `in steps of ${durationText(precisionMs)}, read again ${durationText(overlapMs)} back`],
    ['deletions', deletions === 'listed' ? 'listed by the vendor' : 'found by reading everything'],
    ['not seen', unseen.join('; ') || 'nothing known'],
    [
      'lookups',
      Object.entries(lookups)
        .map(([table, load]) => `${table} (${load})`)
        .join(', ') || 'none',
    ],
  ];
}
