import type { CustomFieldDefinition, Resource } from '../connector-kit/resource.ts';
import type { VendorSession } from '../connector-kit/vendor-session.ts';
import { openSession } from '../http/index.ts';
import { loadMapping, MappingError } from '../mapping/index.ts';
import type { CompiledMapping } from '../mapping/mapping-types.ts';
import { opportunityModel } from '../model/opportunity-fields.ts';
import type { Opportunity } from '../model/opportunity.ts';
import { assembleConnection } from './assemble-connection.ts';
import { ClientError } from './client-error.ts';
import type { ConnectionOptions } from './connection-options.ts';
import type { OpenConnection, WaitEvent } from './connection-types.ts';
import { checkAccountSettings } from './known-options.ts';
import { permissionWatch } from './or-undefined.ts';
import { isBundledOnly, readMappingFiles, type MappingChoice } from './mapping-files.ts';

/**
 * Opens a session, loads and checks the mapping, and puts them together. Nothing is asked of the vendor yet, unless
 * a mapping or an overlay of the caller's own may name custom fields: those are then read first.
 *
 * @throws ClientError, MappingError (with every finding) or SessionOptionsError.
 */
export async function openConnection(options: ConnectionOptions): Promise<OpenConnection> {
  checkAccountSettings(options);
  const { mapping: _mapping, overlays: _overlays, account, ...sessionOptions } = options;
  const { connector } = options;
  const resource = opportunityResource(options);
  const waits = waitListeners();
  const session = openSession({
    ...sessionOptions,
    onAttempt: ({ waitMs, errorClass }) => {
      if (waitMs !== undefined && errorClass !== undefined) waits.tell({ waitMs, reason: errorClass });
    },
  });
  try {
    const { mapping, catalogue } = await compiledMapping(options, resource, session);
    return assembleConnection({
      connector,
      resource,
      session,
      mapping,
      catalogue,
      ...(account === undefined ? {} : { accountOverrides: account }),
      usage: () => session.usage(),
      onWait: waits.listen,
      close: () => session.close(),
    });
  } catch (error) {
    await session.close();
    throw error;
  }
}

function opportunityResource({ connector }: Pick<ConnectionOptions, 'connector'>): Resource {
  const name = opportunityModel.name;
  const found = Object.hasOwn(connector.resources, name) ? connector.resources[name] : undefined;
  if (found !== undefined) return found;
  throw new ClientError('connector-defect', `The connector ${connector.id} has no ${name} resource.`, {
    hint: 'Report it to the author of the connector.',
  });
}

interface Compiled {
  readonly mapping: CompiledMapping<Opportunity>;
  readonly catalogue: readonly CustomFieldDefinition[] | undefined;
}

async function compiledMapping(
  options: ConnectionOptions,
  resource: Resource,
  session: VendorSession,
): Promise<Compiled> {
  const needsCatalogue = !isBundledOnly(mappingChoice(options, resource));
  const catalogue = needsCatalogue ? await readCatalogue(resource, session) : undefined;
  return { mapping: await loadConnectionMapping(options, catalogue), catalogue };
}

function mappingChoice(
  { connector, mapping, overlays }: Pick<ConnectionOptions, 'connector' | 'mapping' | 'overlays'>,
  resource: Resource,
): MappingChoice {
  return {
    connector: connector.id,
    model: opportunityModel.name,
    descriptor: resource.descriptor,
    mapping,
    overlays,
  };
}

/**
 * The mapping a connection would use, from its files alone.
 *
 * @param catalogue the account's own fields, so that overlays can name them.
 * @throws MappingError (with every finding) or ClientError `file-not-found`.
 */
export async function loadConnectionMapping(
  options: Pick<ConnectionOptions, 'connector' | 'mapping' | 'overlays'>,
  catalogue: readonly CustomFieldDefinition[] | undefined,
): Promise<CompiledMapping<Opportunity>> {
  const sources = await readMappingFiles(mappingChoice(options, opportunityResource(options)));
  const loaded = loadMapping({ ...sources, ...(catalogue === undefined ? {} : { catalogue }) });
  if (loaded.mapping === undefined) throw new MappingError(loaded.findings);
  return loaded.mapping;
}

/** Without the permission to read them, the mapping is checked as if there were none. */
async function readCatalogue(
  resource: Resource,
  session: VendorSession,
): Promise<readonly CustomFieldDefinition[] | undefined> {
  const { orUndefined } = permissionWatch(session.log);
  return orUndefined('custom fields', async () => resource.customFields?.(session));
}

interface WaitListeners {
  tell(event: WaitEvent): void;
  listen(listener: (event: WaitEvent) => void): () => void;
}

function waitListeners(): WaitListeners {
  const listeners = new Set<(event: WaitEvent) => void>();
  return {
    tell: (event) => {
      for (const listener of listeners) listener(event);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
