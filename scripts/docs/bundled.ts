import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { connectors } from '../../connectors/index.ts';
import type { Connector } from '../../src/connector-kit/index.ts';
import { loadMapping, type MappingFiles } from '../../src/mapping/index.ts';
import type { FieldExplanation } from '../../src/mapping/mapping-types.ts';

export interface Bundled {
  readonly connector: Connector;
  /** `vendor/object`. */
  readonly native: string;
  readonly files: MappingFiles;
  /** What the mapping says about each field, by running it on a record with nothing in it. */
  readonly fields: ReadonlyMap<string, FieldExplanation>;
}

const descriptorEnd = '.native.yaml';
const root = fileURLToPath(new URL('../../', import.meta.url));

/** The bundled vendors with their mappings. */
export const bundled: readonly Bundled[] = Object.values(connectors).map((connector) => {
  const { native, files } = filesOf(connector.id);
  return { connector, native, files, fields: explainNothing(connector.id, files) };
});

function filesOf(vendor: string): Pick<Bundled, 'native' | 'files'> {
  const name = readdirSync(`${root}connectors/${vendor}`).find((file) => file.endsWith(descriptorEnd)) ?? '';
  const source = (file: string): { file: string; text: string } => ({
    file,
    text: readFileSync(root + file, 'utf8'),
  });
  return {
    native: `${vendor}/${name.slice(0, -descriptorEnd.length)}`,
    files: {
      descriptor: source(`connectors/${vendor}/${name}`),
      mapping: source(`mappings/${vendor}/opportunity.yaml`),
    },
  };
}

function explainNothing(vendor: string, files: MappingFiles): ReadonlyMap<string, FieldExplanation> {
  const { mapping } = loadMapping(files);
  if (mapping === undefined) throw new Error(`the mapping of ${vendor} does not check`);
  const bound = mapping.bind({ lookups: new Map(), account: { currency: null, timezone: null } });
  return new Map(bound.explain({ id: '1' }).map((explanation) => [explanation.field, explanation]));
}
