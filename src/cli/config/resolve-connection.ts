import { dirname, resolve } from 'node:path';
import type { SourceFile } from '../../mapping/mapping-types.ts';
import { ConfigError, UsageError } from '../cli-error.ts';
import type { Invocation } from '../command.ts';
import type { CliIo } from '../io.ts';
import { suggestion } from '../suggestion.ts';
import { readInputFile } from '../input/input-file.ts';
import { collectCredentials } from './collect-credentials.ts';
import type { ConnectionConfig, SyncConfig } from './config-schema.ts';
import { expandVariables } from './expand-variables.ts';
import { loadConfig, type LoadedConfig } from './load-config.ts';

/** Everything needed to open one connection, from configuration, environment and flags together. */
export interface ResolvedConnection {
  /** The key of its rows in a destination. */
  readonly name: string;
  /** Where the configuration stands, or would. */
  readonly folder: string;
  readonly connector: string;
  readonly credentials: Readonly<Record<string, unknown>>;
  readonly baseUrl: string | undefined;
  readonly allowCustomOrigin: boolean;
  readonly tokenUrl: string | undefined;
  readonly mapping: SourceFile | undefined;
  /** Bundled overlays by name, others with their text. */
  readonly overlays: readonly (string | SourceFile)[];
  readonly account: { readonly currency?: string; readonly timezone?: string };
  /** Where `sync run` writes, paths made absolute. */
  readonly to: string | undefined;
  /** What the configuration says about syncing this connection. */
  readonly sync: SyncConfig;
}

/**
 * Puts the settings of the asked-for connection together; flags win over the configuration.
 *
 * @throws UsageError when it is not clear which connection is meant.
 * @throws ConfigError when the configuration is wrong.
 */
export async function resolveConnection(invocation: Invocation, asked?: string): Promise<ResolvedConnection> {
  const { options, io } = invocation;
  const loaded = await loadConfig(io.cwd, options.text('config'));
  const { name, configured, configuredCredentials } = choose(
    loaded,
    asked ?? options.text('connection'),
    options.text('connector'),
    io.env,
  );
  if (configured !== undefined)
    await checkConnector(configured, ['connections', name, 'connector'], loaded, invocation);
  const folder = resolve(io.cwd, dirname(loaded.file));
  const connector = options.text('connector') ?? configured?.connector ?? name;
  const others = Object.keys(loaded.config.connections ?? {});
  const credentials = await collectCredentials(invocation, name, configuredCredentials, others);
  invocation.terminal.secrets.add(credentials);
  const overlays = await Promise.all([
    ...(configured?.overlays ?? []).map((overlay) => readOverlay(overlay, folder)),
    ...options.texts('overlay').map((overlay) => readOverlay(overlay, io.cwd)),
  ]);
  const currency = options.text('accountCurrency') ?? configured?.account?.currency;
  const timezone = options.text('accountTimezone') ?? configured?.account?.timezone;
  return {
    name,
    folder,
    connector,
    credentials,
    baseUrl: options.text('baseUrl') ?? configured?.baseUrl,
    allowCustomOrigin: options.flag('allowCustomOrigin') || configured?.allowCustomOrigin === true,
    tokenUrl: options.text('tokenUrl') ?? configured?.tokenUrl,
    mapping: await readMapping(invocation, configured, folder),
    overlays,
    account: {
      ...(currency === undefined ? {} : { currency }),
      ...(timezone === undefined ? {} : { timezone }),
    },
    sync: { ...loaded.config.sync, ...configured?.sync },
    to:
      absoluteDestination(options.text('to'), io.cwd) ??
      absoluteDestination(configured?.to ?? sharedDestination(loaded, io.env), folder),
  };
}

/** @throws ConfigError when the configuration names a connector that does not exist. */
async function checkConnector(
  { connector }: Pick<ConnectionConfig, 'connector'>,
  path: readonly string[],
  { document }: LoadedConfig,
  { bundle }: Invocation,
): Promise<void> {
  const known = (await bundle.vendors()).map(({ id }) => id);
  if (document === undefined || known.includes(connector)) return;
  throw new ConfigError('config-value', `there is no connector "${connector}"`, {
    place: document.place(path, 'value'),
    hint: suggestion(connector, known),
  });
}

interface Choice {
  readonly name: string;
  /** Undefined where flags and environment say everything. */
  readonly configured: Omit<ConnectionConfig, 'credentials'> | undefined;
  /** What the configuration says about credentials, without those that are given elsewhere. */
  configuredCredentials(given: ReadonlySet<string>): Readonly<Record<string, unknown>>;
}

function choose(
  { config, document, file }: LoadedConfig,
  wanted: string | undefined,
  vendor: string | undefined,
  env: CliIo['env'],
): Choice {
  const connections = config.connections ?? {};
  const names = Object.keys(connections);
  // A vendor named by a flag alone means flags and environment, whatever the configuration has.
  const name = wanted ?? vendor ?? (names.length === 1 ? names[0] : undefined);
  if (name === undefined) throw new UsageError('Which connection?', { hint: whichHint(names, file) });
  const found = Object.hasOwn(connections, name) ? connections[name] : undefined;
  if (found === undefined || document === undefined || (wanted === undefined && vendor !== undefined)) {
    if (vendor !== undefined) return { name, configured: undefined, configuredCredentials: () => ({}) };
    const hint = names.length === 0 ? whichHint(names, file) : suggestion(name, names);
    throw new UsageError(`${file} has no connection "${name}".`, { hint });
  }
  if (vendor !== undefined && vendor !== found.connector) {
    throw new UsageError(`The connection "${name}" is one of ${found.connector}, not of ${vendor}.`, {
      hint: 'Leave --connector out, or give the connection another name.',
    });
  }
  const { credentials = {}, ...rest } = found;
  const path = ['connections', name];
  return {
    name,
    configured: expandVariables(rest, path, document, env),
    configuredCredentials: (given) => {
      const needed = Object.entries(credentials).filter(([key]) => !given.has(key));
      return expandVariables(Object.fromEntries(needed), [...path, 'credentials'], document, env);
    },
  };
}

function whichHint(names: readonly string[], file: string): string {
  if (names.length > 0) return `Name one with --connection: ${names.join(', ')}.`;
  return `Describe it in ${file}, or give --connector and credentials.`;
}

async function readMapping(
  { options, io }: Invocation,
  configured: Choice['configured'],
  folder: string,
): Promise<SourceFile | undefined> {
  const flag = options.text('mapping');
  if (flag !== undefined) return readInputFile(flag, io.cwd, 'mapping');
  return configured?.mapping === undefined ? undefined : readInputFile(configured.mapping, folder, 'mapping');
}

/** A bare word is a bundled overlay; with a dot or a slash it is a path. */
async function readOverlay(overlay: string, folder: string): Promise<string | SourceFile> {
  return /[./\\]/.test(overlay) ? readInputFile(overlay, folder, 'overlay') : overlay;
}

/** Where connections write that say nothing else. */
function sharedDestination({ config, document }: LoadedConfig, env: CliIo['env']): string | undefined {
  return config.to === undefined || document === undefined
    ? undefined
    : expandVariables(config.to, ['to'], document, env);
}

/** File paths in a destination count from the folder they were written for. */
export function absoluteDestination(to: string | undefined, folder: string): string | undefined {
  const file = /^(sqlite|jsonl):(.+)$/i.exec(to ?? '');
  if (to === undefined || file === null || file[2] === '-' || file[2] === ':memory:') return to;
  return `${file[1] ?? ''}:${resolve(folder, file[2] ?? '')}`;
}
