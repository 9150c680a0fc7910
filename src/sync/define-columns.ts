import type { OpenConnection } from '../client/connection-types.ts';
import { columnKind } from '../store/columns.ts';
import type { Destination } from '../store/destination.ts';
import { isStore } from '../store/store.ts';

/** Makes, or makes anew, the view of a connection's rows in which each of its custom mappings is a column. */
export async function defineColumns(
  { mapping, session }: OpenConnection,
  destination: Destination,
  name: string,
): Promise<void> {
  if (!isStore(destination)) return;
  const columns = [...mapping.customMappings].map(([key, { type, list }]) => ({
    key,
    type: columnKind(type, list),
  }));
  const view = await destination.defineView(name, columns);
  session.log('info', 'A view with the custom mappings as columns was made.', { view });
}
