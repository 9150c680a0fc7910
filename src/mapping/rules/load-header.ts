import { suggest } from '../did-you-mean.ts';
import type { FindingSink } from '../findings.ts';
import type { SourceFile } from '../mapping-types.ts';
import { nodeReader, type NodeReader } from '../yaml/node-reader.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import type { YamlEntry, YamlMap } from '../yaml/yaml-node.ts';

/** The top of a file: its entries by key. */
export interface FileTop {
  readonly root: YamlMap;
  readonly entries: ReadonlyMap<string, YamlEntry>;
  readonly read: NodeReader;
}

/** Parses a file and reads its top-level keys. */
export function loadTop(
  source: SourceFile,
  keys: readonly string[],
  what: string,
  sink: FindingSink,
): FileTop | undefined {
  const parsed = parseYaml(source);
  if ('finding' in parsed) {
    sink.pass(parsed.finding);
    return undefined;
  }
  const read = nodeReader(sink);
  const root = read.map(parsed.root, what);
  return root === undefined ? undefined : { root, entries: read.entries(root, keys, 'E105', what), read };
}

/** A line of the header that can say only one thing. */
export function expectHeader(
  { root, entries }: FileTop,
  key: string,
  wanted: string | number,
  sink: FindingSink,
): void {
  const entry = entries.get(key);
  if (entry === undefined) {
    sink.add('E101', root.at, `the line "${key}" is missing`, `add  ${key}: ${wanted}`);
    return;
  }
  const { value } = entry;
  if (value.kind === 'scalar' && value.value === wanted) return;
  const given = value.kind === 'scalar' ? String(value.value) : '';
  sink.add('E101', value.at, `"${key}" should be ${wanted}`, suggest(given, [String(wanted)]));
}
