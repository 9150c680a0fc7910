import type { Connector } from '../../connector-kit/index.ts';
import { UsageError } from '../cli-error.ts';
import { suggestion } from '../suggestion.ts';

/** @throws UsageError with the connectors there are. */
export function findConnector(connectors: readonly Connector[], id: string): Connector {
  const found = connectors.find((connector) => connector.id === id);
  if (found !== undefined) return found;
  throw new UsageError(`There is no connector "${id}".`, {
    hint: suggestion(
      id,
      connectors.map((connector) => connector.id),
    ),
  });
}
