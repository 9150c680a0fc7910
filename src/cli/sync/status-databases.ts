import { dirname, resolve } from 'node:path';
import { UsageError } from '../cli-error.ts';
import type { Invocation } from '../command.ts';
import { expandVariables } from '../config/expand-variables.ts';
import { loadConfig } from '../config/load-config.ts';
import { absoluteDestination } from '../config/resolve-connection.ts';
import { suggestion } from '../suggestion.ts';

/** A database to be looked into, and the connections that the configuration keeps there. */
export interface StatusDatabase {
  readonly to: string;
  readonly expected: readonly string[];
}

/**
 * The database of `--to` or of the connection that is named; else every one of the configuration. Credentials are not
 * needed for it, so none are read.
 *
 * @throws UsageError where none is known.
 */
export async function statusDatabases({ args, options, io }: Invocation): Promise<readonly StatusDatabase[]> {
  const flag = absoluteDestination(options.text('to'), io.cwd);
  if (flag !== undefined) return [{ to: flag, expected: [] }];
  const { config, document, file } = await loadConfig(io.cwd, options.text('config'));
  const folder = resolve(io.cwd, dirname(file));
  const read = (to: string | undefined, path: readonly string[]): string | undefined =>
    to === undefined || document === undefined
      ? undefined
      : absoluteDestination(expandVariables(to, path, document, io.env), folder);
  const connections = Object.entries(config.connections ?? {});
  const [name] = args;
  const asked = name === undefined ? connections : connections.filter(([key]) => key === name);
  const places = asked.map(([key, { to }]) => ({
    key,
    to: to === undefined ? read(config.to, ['to']) : read(to, ['connections', key, 'to']),
  }));
  const found = places.filter((place): place is { key: string; to: string } => place.to !== undefined);
  // Rows may be left of a connection that the configuration no longer has.
  const shared = asked.length === 0 ? read(config.to, ['to']) : undefined;
  if (shared !== undefined) return [{ to: shared, expected: [] }];
  const readable = found.filter(({ to }) => name !== undefined || !/^jsonl:/i.test(to));
  if (readable.length === 0)
    throw unknownDatabase(name, asked.length > 0, Object.keys(config.connections ?? {}));
  return [...Map.groupBy(readable, ({ to }) => to)].map(([to, those]) => ({
    to,
    expected: those.map(({ key }) => key),
  }));
}

function unknownDatabase(
  name: string | undefined,
  isConfigured: boolean,
  names: readonly string[],
): UsageError {
  const hint =
    name !== undefined && !isConfigured && names.length > 0
      ? `The configuration has no "${name}": ${suggestion(name, names)}`
      : 'Give --to sqlite:deals.db, or set `to` in the configuration.';
  return new UsageError('Which database?', { hint });
}
