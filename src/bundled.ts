import { connectors } from '../connectors/index.ts';
import { ClientError } from './client/client-error.ts';
import type { ConnectionSettings } from './client/connection-options.ts';
import type { OpenConnection } from './client/connection-types.ts';
import { crmOver, type Crm } from './client/crm.ts';
import { checkConnectOptions } from './client/known-options.ts';
import { loadConnectionMapping, openConnection } from './client/open-connection.ts';
import type { Connector, CredentialsOf } from './connector-kit/connector.ts';
import type { Destination } from './store/destination.ts';
import { openDestination, openStore } from './store/open-destination.ts';
import type { Store } from './store/store.ts';
import { runReplay, type ReplayOptions, type ReplayResult } from './sync/run-replay.ts';
import { runSync } from './sync/run-sync.ts';
import { runVerify } from './sync/run-verify.ts';
import { storedContext } from './sync/stored-context.ts';
import type { SyncOptions, SyncResult } from './sync/sync-types.ts';
import type { VerifyOptions, VerifyResult } from './sync/verify-types.ts';

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
 * Records are asked for anew with every call; what they refer to is not. Custom fields, their options and account
 * settings are up to 15 minutes old, labels of stages, pipelines and the like and names of owners and companies up to 15
 * minutes, or an hour: `maxAgeMs` of the connector's tables. `crm.connection.forgetOlderThan(0)` forgets all of them but
 * account settings and what is asked for by id, such as names of companies; a new connection knows nothing.
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
  /** `sqlite:FILE`, `postgres://…`, `jsonl:FILE`, `jsonl:-`, or an open destination, which stays open. */
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

/** A verification as a library call: `runVerify` with connection and store by name. */
export interface VerifyCallOptions<C extends ConnectorId | Connector> extends Omit<
  VerifyOptions,
  'connection' | 'store'
> {
  readonly connection: OpenConnection | Crm | ConnectOptions<C>;
  /** `sqlite:FILE`, `postgres://…`, or an open store, which stays open. */
  readonly store: string | Store;
}

/**
 * Compares vendor and store by id and change time; with `repair`, mends what differs.
 *
 * @throws SyncError, StoreError, VendorError and what `connect` throws.
 */
export async function verify<const C extends ConnectorId | Connector>(
  options: VerifyCallOptions<C>,
): Promise<VerifyResult> {
  const { connection: from, store: at, ...rest } = options;
  const store = typeof at === 'string' ? await openStore(at, { mustExist: true }) : at;
  try {
    const connection = await connectionOf(from, options.signal);
    try {
      return await runVerify({ ...rest, connection, store });
    } finally {
      if (isConnectOptions(from)) await connection.close();
    }
  } finally {
    if (typeof at === 'string') await store.close();
  }
}

/** What `replay` takes. */
export interface ReplayCallOptions extends Omit<ReplayOptions, 'store' | 'mapping' | 'name'> {
  readonly connector: ConnectorId | Connector;
  /** Whose records: the name they are stored under. @default the connector's id */
  readonly name?: string;
  readonly mapping?: ConnectionSettings['mapping'];
  readonly overlays?: ConnectionSettings['overlays'];
  /** `sqlite:FILE`, `postgres://…`, or an open store, which stays open. */
  readonly store: string | Store;
}

/**
 * Translates stored native bodies again, after a mapping was changed. Nothing is asked of the vendor.
 *
 * @throws SyncError, StoreError, MappingError, ClientError.
 */
export async function replay(options: ReplayCallOptions): Promise<ReplayResult> {
  const { connector: given, mapping, overlays, store: at, ...rest } = options;
  const connector = typeof given === 'string' ? bundledConnector(given) : given;
  const name = options.name ?? connector.id;
  const store = typeof at === 'string' ? await openStore(at, { mustExist: true }) : at;
  try {
    const { catalogue } = storedContext(await store.lookups(name));
    const compiled = await loadConnectionMapping({ connector, mapping, overlays }, catalogue);
    return await runReplay({ ...rest, store, name, mapping: compiled });
  } finally {
    if (typeof at === 'string') await store.close();
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
