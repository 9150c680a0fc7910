import type { RunningSandbox, SandboxDefinition, SandboxOptions } from '../../sandbox-kit/sandbox.ts';
import { UsageError } from '../cli-error.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { suggestion } from '../suggestion.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import type { Options } from '../options.ts';
import { definitionList } from '../output/definition-list.ts';
import { startSandboxes } from '../start-sandboxes.ts';
import { untilStopped } from '../until-stopped.ts';

/** `opportune sandbox [vendor]` */
export const sandbox: CommandSpec = {
  name: 'sandbox',
  args: '[vendor]',
  summary:
    'run emulated vendors on this machine until you press Ctrl+C\nDeals, faults and the clock of one that runs are changed over HTTP, at the address it prints (/_sandbox): docs/sandbox.md.',
  options: [
    {
      flags: '--port <n>',
      description: 'port of the first vendor, the next ones follow (default: a free port)',
    },
    { flags: '--deals <n>', description: 'how many deals each has, up to 1,000,000 (default: 250)' },
    { flags: '--seed <n>', description: 'the same seed gives the same company, deals and ids (default: 1)' },
    { flags: '--fault <fault>', description: 'a fault that is on from the start', repeatable: true },
    { flags: '--list-faults', description: 'show the faults that --fault takes, and end' },
    { flags: '--limits <vendor|off>', description: 'the vendor’s rate limits, or none (default: vendor)' },
    { flags: '--latency <ms>', description: 'added to each answer, in milliseconds (default: 0)' },
  ],
  examples: [
    { command: 'opportune sandbox', shows: 'every vendor, each on its own port' },
    { command: 'opportune sandbox hubspot --port 8181 --deals 10000', shows: 'one vendor with many deals' },
    { command: 'opportune sandbox pipedrive --list-faults', shows: 'what can be made to go wrong' },
    {
      command: 'opportune sandbox copper --json',
      shows: 'addresses and credentials for a program, one line',
    },
    {
      command: 'opportune sandbox hubspot --fault "status=503*3@/deals"',
      shows: 'with a fault; the address it prints as `control` switches others on: docs/sandbox.md',
    },
  ],
  run: runSandbox,
};

async function runSandbox(invocation: Invocation): Promise<ExitCode> {
  const { args, options, io, terminal, bundle } = invocation;
  const chosen = choose(await bundle.sandboxes(), args[0]);
  if (options.flag('listFaults')) return listFaults(chosen, invocation);
  const running = await startSandboxes(chosen, sandboxOptions(options));
  try {
    for (const one of running) await announce(one, invocation);
    if (!terminal.flags.json) terminal.note('Ready. Ctrl+C stops.');
    await untilStopped(io.signal);
  } finally {
    await Promise.all(running.map((one) => one.close()));
  }
  return exitCode.fine;
}

function choose(all: readonly SandboxDefinition[], vendor: string | undefined): readonly SandboxDefinition[] {
  if (vendor === undefined) return all;
  const found = all.filter(({ connector }) => connector === vendor);
  if (found.length > 0) return found;
  throw new UsageError(`There is no emulated vendor "${vendor}".`, {
    hint: suggestion(
      vendor,
      all.map(({ connector }) => connector),
    ),
  });
}

function sandboxOptions(options: Options): SandboxOptions {
  const port = options.count('port', { min: 0, max: 65_535 });
  const deals = options.count('deals', { min: 0, max: 1_000_000 });
  const seed = options.count('seed', { min: 0, max: 4_294_967_295 });
  const latencyMs = options.count('latency', { min: 0, max: 60_000 });
  const limits = options.choice('limits', ['vendor', 'off']);
  return {
    faults: options.texts('fault'),
    ...(port === undefined ? {} : { port }),
    ...(deals === undefined ? {} : { deals }),
    ...(seed === undefined ? {} : { seed }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(limits === undefined ? {} : { limits }),
  };
}

function listFaults(chosen: readonly SandboxDefinition[], { terminal }: Invocation): ExitCode {
  const faults = chosen.flatMap(({ connector, faults: known }) =>
    Object.entries(known).map(([fault, meaning]) => ({ connector, fault, meaning })),
  );
  if (terminal.flags.json) terminal.json(faults);
  else
    terminal.table({
      columns: [
        { title: 'VENDOR', yields: 0 },
        { title: 'FAULT', yields: 0, style: terminal.out.cyan },
        { title: 'MEANING', minWidth: 20, wraps: true },
      ],
      rows: faults.map(({ connector, fault, meaning }) => [connector, fault, meaning]),
    });
  return exitCode.fine;
}

/** These credentials open nothing but this sandbox, so they are shown. */
async function announce(
  { connector, baseUrl, controlUrl, credentials }: RunningSandbox,
  { terminal }: Invocation,
): Promise<void> {
  if (terminal.flags.json) {
    await terminal.jsonLine({ ready: true, connector, baseUrl, controlUrl, credentials });
    return;
  }
  const flags = Object.entries(credentials).map(([name, value]) => `--credential ${name}=${String(value)}`);
  terminal.result(terminal.out.bold(connector));
  terminal.result(
    definitionList(
      [
        ['base URL', baseUrl],
        ...Object.entries(credentials).map(([name, value]) => [name, String(value)] as const),
        [
          'try',
          terminal.asCalled(
            `opportune opportunity list --connector ${connector} --base-url ${baseUrl} ${flags.join(' ')}`,
          ),
        ],
        ['control', `${controlUrl}  edits, deletes, faults and the clock over HTTP: docs/sandbox.md`],
      ],
      terminal.out,
    ),
  );
}
