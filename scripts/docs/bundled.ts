import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { connectors } from '../../connectors/index.ts';
import type { Connector } from '../../src/connector-kit/index.ts';
import { loadMapping } from '../../src/mapping/index.ts';
import type { FieldExplanation } from '../../src/mapping/mapping-types.ts';

export interface Bundled {
  readonly connector: Connector;
  /** What the mapping says about each field, by running it on a record with nothing in it. */
  readonly fields: ReadonlyMap<string, FieldExplanation>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The bundled vendors with their mappings. */
export const bundled: readonly Bundled[] = Object.values(connectors).map((connector) => ({
  connector,
  fields: explainNothing(connector.id),
}));

function explainNothing(vendor: string): ReadonlyMap<string, FieldExplanation> {
  const name = readdirSync(`${root}connectors/${vendor}`).find((file) => file.endsWith('.native.yaml')) ?? '';
  const source = (file: string): { file: string; text: string } => ({
    file,
    text: readFileSync(root + file, 'utf8'),
  });
  const { mapping } = loadMapping({
    descriptor: source(`connectors/${vendor}/${name}`),
    mapping: source(`mappings/${vendor}/opportunity.yaml`),
  });
  if (mapping === undefined) throw new Error(`the mapping of ${vendor} does not check`);
  const bound = mapping.bind({ lookups: new Map(), account: { currency: null, timezone: null } });
  return new Map(bound.explain({ id: '1' }).map((explanation) => [explanation.field, explanation]));
}
