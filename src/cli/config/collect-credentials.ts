import { UsageError } from '../cli-error.ts';
import type { Invocation } from '../command.ts';
import { readInputFile } from '../input/input-file.ts';
import { credentialVariable, variablePrefix } from './credential-variable.ts';
import { parsePositionedYaml } from './positioned-yaml.ts';

type Credentials = Readonly<Record<string, unknown>>;

/**
 * Credentials from every place they may come from, the later one winning key by key:
 * the configuration, the environment (`OPPORTUNE_<CONNECTION>_<NAME>`), a file, flags.
 *
 * `configured` is told which names a later place gives: what it says about those is not looked at, so that a variable
 * it refers to need not be set.
 */
export async function collectCredentials(
  { options, io, terminal }: Invocation,
  connection: string,
  configured: (given: ReadonlySet<string>) => Credentials,
  otherConnections: readonly string[],
): Promise<Credentials> {
  const flags = options.texts('credential').map(readFlag);
  if (flags.length > 0 && !isLoopback(options.text('baseUrl'))) {
    const [name = ''] = flags[0] ?? [];
    terminal.warn(
      `a credential on the command line can be read in the process list and the shell's history; ` +
        `set ${credentialVariable(connection, name)} instead`,
    );
  }
  const given = {
    ...fromEnvironment(connection, otherConnections, io.env),
    ...(await fromFile(options.text('credentialsFile'), io.cwd)),
    ...Object.fromEntries(flags),
  };
  return { ...configured(new Set(Object.keys(given))), ...given };
}

function readFlag(flag: string): readonly [string, string] {
  const equals = flag.indexOf('=');
  if (equals > 0) return [flag.slice(0, equals), flag.slice(equals + 1)];
  // What was given may be the secret itself, so it is not repeated.
  throw new UsageError('--credential takes name=value.', { hint: 'Write --credential accessToken=…' });
}

async function fromFile(file: string | undefined, folder: string): Promise<Credentials> {
  if (file === undefined) return {};
  const { value } = parsePositionedYaml(await readInputFile(file, folder, 'credentials file'));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new UsageError(`${file} has to hold names and texts.`, { hint: 'Write {"accessToken": "…"}.' });
}

/**
 * `OPPORTUNE_ACME_ACCESS_TOKEN` is the credential `accessToken` of the connection `acme`, unless there is a connection
 * `acme-access` that it belongs to.
 */
function fromEnvironment(
  connection: string,
  others: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Credentials {
  const prefix = variablePrefix(connection);
  const longer = others
    .map(variablePrefix)
    .filter((other) => other.length > prefix.length && other.startsWith(prefix));
  return Object.fromEntries(
    Object.entries(env)
      // Of a connection called `key` this would be a credential.
      .filter(([name]) => name !== 'OPPORTUNE_KEY_PREVIOUS')
      .filter(([name, value]) => name.startsWith(prefix) && (value ?? '') !== '')
      .filter(([name]) => !longer.some((other) => name.startsWith(other)))
      .map(([name, value]) => [camelCase(name.slice(prefix.length)), value]),
  );
}

function camelCase(words: string): string {
  return words.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function isLoopback(url: string | undefined): boolean {
  const host = url === undefined ? '' : (URL.parse(url)?.hostname ?? '');
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d+){3}$/.test(host);
}
