import type { CompiledMapping } from '../../mapping/mapping-types.ts';
import type { Opportunity } from '../../model/opportunity.ts';
import type { Store } from '../../store/store.ts';
import { UsageError } from '../cli-error.ts';
import type { Invocation } from '../command.ts';
import { resolveConnection } from '../config/resolve-connection.ts';
import { findConnector } from '../connection/find-connector.ts';

/** A connection's rows, and the mapping it has now. */
export interface StoredConnection {
  readonly store: Store;
  readonly name: string;
  readonly mapping: CompiledMapping<Opportunity>;
}

/** Opens the store of a connection; nothing is asked of the vendor. The caller closes it. @throws UsageError */
export async function resolveStored(
  invocation: Invocation,
  asked: string | undefined,
): Promise<StoredConnection> {
  const { name, to, connector, mapping, overlays } = await resolveConnection(invocation, asked);
  if (to === undefined) {
    throw new UsageError('Which database?', {
      hint: 'Give --to sqlite:deals.db, or set `to` in the configuration.',
    });
  }
  const { openStore } = await import('../../store/open-destination.ts');
  const { loadConnectionMapping } = await import('../../client/open-connection.ts');
  const { storedContext } = await import('../../sync/stored-context.ts');
  const store = await openStore(to, { mustExist: true });
  try {
    const { catalogue } = storedContext(await store.lookups(name));
    const found = findConnector(await invocation.bundle.connectors(), connector);
    return {
      store,
      name,
      mapping: await loadConnectionMapping({ connector: found, mapping, overlays }, catalogue),
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
