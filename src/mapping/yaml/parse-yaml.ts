import type { SourceFile } from '../mapping-types.ts';
import { readCommonYaml } from './common/read-common-yaml.ts';
import { readAnyYaml } from './read-any-yaml.ts';
import { unreadable, type ParsedYaml } from './yaml-node.ts';

/** Larger files are refused unread. */
const maxFileBytes = 256 * 1024;

/** Files that were parsed lately, so that a base that many overlays extend is parsed once. */
const recent = new Map<string, ParsedYaml>();
const maxRecent = 16;

/**
 * Reads YAML 1.2 (core schema: no tags, no aliases, no repeated keys) with the place of every key and value.
 * Never throws; of several mistakes only the first is told, since the others mostly follow from it.
 */
export function parseYaml(source: SourceFile): ParsedYaml {
  const key = `${source.file}\n${source.text}`;
  const known = recent.get(key);
  if (known !== undefined) return known;
  const parsed = parse(source);
  const oldest = recent.keys().next();
  if (recent.size >= maxRecent && oldest.done !== true) recent.delete(oldest.value);
  recent.set(key, parsed);
  return parsed;
}

function parse(source: SourceFile): ParsedYaml {
  if (Buffer.byteLength(source.text) > maxFileBytes) {
    return unreadable(`the file is larger than ${maxFileBytes / 1024} KB`, {
      file: source.file,
      line: 1,
      column: 1,
    });
  }
  const root = readCommonYaml(source);
  return root === undefined ? readAnyYaml(source) : { root };
}
