import { connectors } from '../connectors/index.ts';
import { ClientError } from './client/client-error.ts';
import type { ConnectionSettings } from './client/connection-options.ts';
import type { OpenConnection } from './client/connection-types.ts';
import { crmOver, type Crm } from './client/crm.ts';
import { checkConnectOptions } from './client/known-options.ts';
import { openConnection } from './client/open-connection.ts';
import type { Connector, CredentialsOf } from './connector-kit/connector.ts';
import type { Destination } from './store/destination.ts';
import { openDestination } from './store/open-destination.ts';
import { runSync } from './sync/run-sync.ts';
import type { SyncOptions, SyncResult } from './sync/sync-types.ts';

export { connectors };

/** Id of a bundled connector. */
export type ConnectorId = keyof typeof connectors;

/** What `credentials` has to be for a connector, bundled or your own. */
export type CredentialsFor<C extends ConnectorId | Connector> = C extends ConnectorId
  ? CredentialsOf<(typeof connectors)[C]>
  : CredentialsOf<C>;

/** What `connect` takes. The connector decides the type of the credentials. */
export interface ConnectOptions<C extends ConnectorId | Connector> extends ConnectionSettings<
  CredentialsFor<C>
> {
  /** Id of a bundled connector, or a connector made with `defineConnector`. */
  readonly connector: C;
  readonly credentials: CredentialsFor<C>;
}

/**
 * Opens a connection to one CRM account. Nothing is asked of the vendor before the first call.
 *
 * @example
 * const crm = await connect({ connector: 'pipedrive', credentials: { apiToken } });
 * for await (const opportunity of crm.opportunities.list()) console.log(opportunity.title);
 *
 * @throws ClientError, MappingError or SessionOptionsError when an option cannot be used.
 */
export async function connect<const C extends ConnectorId | Connector>(
  options: ConnectOptions<C>,
): Promise<Crm> {
  checkConnectOptions(options);
  return crmOver(await openConnection(withConnector(options)));
}

/** A sync as a library call: `runSync` with connection and destination by name. */
export interface SyncCallOptions<C extends ConnectorId | Connector> extends Omit<
  SyncOptions,
  'connection' | 'destination'
> {
  /** An open connection, which stays open, or what to open one with, which is closed at the end. */
  readonly connection: OpenConnection | Crm | ConnectOptions<C>;
  /** `sqlite:FILE`, `jsonl:FILE`, `jsonl:-`, or an open destination, which stays open. */
  readonly to: string | Destination;
}

/**
 * Brings a destination up to date with a CRM account: everything the first time, what changed since after that.
 * It may be killed at any moment; the next call goes on where this one ended.
 *
 * @throws SyncError, StoreError, VendorError and what `connect` throws.
 */
export async function sync<const C extends ConnectorId | Connector>(
  options: SyncCallOptions<C>,
): Promise<SyncResult> {
  const { connection: from, to, ...rest } = options;
  const destination = typeof to === 'string' ? await openDestination(to) : to;
  try {
    const connection = await connectionOf(from, options.signal);
    try {
      return await runSync({ ...rest, connection, destination });
    } finally {
      if (isConnectOptions(from)) await connection.close();
    }
  } finally {
    if (typeof to === 'string') await destination.close();
  }
}

async function connectionOf<C extends ConnectorId | Connector>(
  from: OpenConnection | Crm | ConnectOptions<C>,
  signal: AbortSignal | undefined,
): Promise<OpenConnection> {
  if (isConnectOptions(from)) return openConnection({ signal, ...withConnector(from) });
  return 'connection' in from ? from.connection : from;
}

function isConnectOptions<C extends ConnectorId | Connector>(
  from: OpenConnection | Crm | ConnectOptions<C>,
): from is ConnectOptions<C> {
  return 'credentials' in from;
}

/**
 * The bundled connector with this id.
 *
 * @throws ClientError `unknown-connector` with the ids there are.
 */
export function bundledConnector(id: string): Connector {
  const found = new Map<string, Connector>(Object.entries(connectors)).get(id);
  if (found !== undefined) return found;
  throw new ClientError('unknown-connector', `No connector is called ${JSON.stringify(id.slice(0, 40))}.`, {
    hint: `There are ${Object.keys(connectors).join(', ')}; or pass a connector of your own.`,
  });
}

function withConnector<C extends ConnectorId | Connector>({
  connector,
  saveCredentials,
  ...rest
}: ConnectOptions<C>): Parameters<typeof openConnection>[0] {
  return {
    ...rest,
    connector: typeof connector === 'string' ? bundledConnector(connector) : connector,
    // The engine hands back what the connector's own schema made of the credentials.
    saveCredentials: saveCredentials as ((credentials: unknown) => Promise<void>) | undefined,
  };
}
