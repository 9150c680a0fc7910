import { entry, parseYaml, toJson, type Position, type YamlNode } from '../../mapping/index.ts';
import type { SourceFile } from '../../mapping/mapping-types.ts';
import { ConfigError, type Place } from '../cli-error.ts';

/** A YAML file with the place of everything in it. */
export interface PositionedYaml {
  readonly value: unknown;
  /** Where a key or its value stands; the nearest thing around it where it does not exist. Without the line itself: it may hold a credential. */
  place(path: readonly PropertyKey[], part: 'key' | 'value'): Place;
}

/** @throws ConfigError `config-syntax` at the first thing that is not YAML. */
export function parsePositionedYaml(source: SourceFile): PositionedYaml {
  const { file, text } = source;
  // A file of nothing but comments says nothing, which is not wrong.
  if (text.split('\n').every((line) => /^\s*(?:#.*)?$/.test(line))) {
    return { value: {}, place: () => ({ file, line: 1, column: 1 }) };
  }
  const parsed = parseYaml(source);
  if ('finding' in parsed) {
    const { message, line, column, hint } = parsed.finding;
    throw new ConfigError('config-syntax', `${file} is not YAML: ${message}`, {
      place: { file, line, column },
      ...(hint === undefined ? {} : { hint }),
    });
  }
  return {
    value: toJson(parsed.root),
    place: (path, part) => ({ file, ...positionOf(parsed.root, path, part) }),
  };
}

function positionOf(root: YamlNode, path: readonly PropertyKey[], part: 'key' | 'value'): Position {
  let node = root;
  let at = root.at;
  for (const [index, key] of path.entries()) {
    const wantsKey = part === 'key' && index === path.length - 1;
    if (node.kind === 'list') {
      const item = node.items[Number(key)];
      if (item === undefined) return at;
      [node, at] = [item, item.at];
    } else {
      const found = entry(node, String(key));
      if (found === undefined) return at;
      [node, at] = [found.value, wantsKey ? found.keyAt : found.value.at];
    }
  }
  return at;
}
