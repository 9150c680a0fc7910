import type { ConnectionOptions, Crm } from '../../client/index.ts';
import { SessionOptionsError } from '../../http/session-error.ts';
import type { Invocation } from '../command.ts';
import { variablePrefix } from '../config/credential-variable.ts';
import type { ResolvedConnection } from '../config/resolve-connection.ts';
import { findConnector } from './find-connector.ts';
import { talkLog } from './talk-log.ts';

/**
 * Opens the connection a command is about, lends it to `use`, and closes it whatever happens.
 *
 * @param signal ends waits and requests that are on their way; by default when the user asks to stop.
 */
export async function withConnection<T>(
  invocation: Invocation,
  use: (crm: Crm, resolved: ResolvedConnection) => Promise<T>,
  asked?: string,
  signal: AbortSignal = invocation.io.signal,
): Promise<T> {
  // Loaded here and below: most commands read no configuration and talk to no vendor, and need not wait for the code.
  const { resolveConnection } = await import('../config/resolve-connection.ts');
  const resolved = await resolveConnection(invocation, asked);
  const { savedCredentials } = await import('../config/saved-credentials.ts');
  const saved = await savedCredentials(invocation, resolved);
  try {
    // A command that asks for connections by name may be at work on several.
    const speaker = asked === undefined ? undefined : resolved.name;
    const opening = { ...resolved, credentialStore: saved.store, signal };
    const crm = await openCrm(opening, invocation, speaker).catch((error: unknown) => {
      throw explained(error, resolved);
    });
    try {
      return await use(crm, resolved);
    } finally {
      await crm.close();
    }
  } finally {
    await saved.close();
  }
}

type Opening = Omit<ResolvedConnection, 'name' | 'folder' | 'to' | 'sync'> &
  Pick<ConnectionOptions, 'credentialStore' | 'signal'>;

/** `speaker` is said before what the engine has to say. @throws UsageError when there is no such connector. */
export async function openCrm(
  opening: Opening,
  { bundle, io, terminal }: Invocation,
  speaker?: string,
): Promise<Crm> {
  const connector = findConnector(await bundle.connectors(), opening.connector);
  const { crmOver, openConnection } = await import('../../client/index.ts');
  const log = talkLog(terminal, speaker);
  return crmOver(await openConnection({ signal: io.signal, ...opening, connector, log }));
}

/**
 * As `withConnection`, for commands that write: a request that is on its way is brought to its end when the user asks
 * to stop, since nobody could say what became of it otherwise.
 */
export async function withWritingConnection<T>(
  invocation: Invocation,
  use: (crm: Crm, resolved: ResolvedConnection) => Promise<T>,
): Promise<T> {
  return withConnection(invocation, use, undefined, new AbortController().signal);
}

/** Where no credentials were found at all, it helps to hear where they are looked for. */
function explained(error: unknown, { name, credentials }: ResolvedConnection): unknown {
  if (!(error instanceof SessionOptionsError) || Object.keys(credentials).length > 0) return error;
  const hint = `None are given. Set ${variablePrefix(name)}<NAME> for each (accessToken becomes ACCESS_TOKEN), give --credentials-file, or write them into the configuration.`;
  return new SessionOptionsError(error.message, { hint, context: error.context, cause: error });
}
