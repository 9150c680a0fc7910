import { LineCounter, isMap, isSeq, isScalar, parseDocument, type Node } from 'yaml';
import type { SourceFile } from '../../mapping/mapping-types.ts';
import { ConfigError, type Place } from '../cli-error.ts';
import type { PositionedYaml } from './positioned-yaml.ts';

export function parsePositionedYaml({ file, text }: SourceFile): PositionedYaml {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const [error] = doc.errors;
  if (error !== undefined)
    throw new ConfigError('config-syntax', error.message.split('\n')[0] ?? '', { place: at(error.pos[0]) });
  return {
    value: doc.toJS(),
    place(path, part) {
      let node: unknown = doc.contents;
      let offset = 0;
      for (const [index, key] of path.entries()) {
        const last = index === path.length - 1;
        if (isMap(node)) {
          const pair = node.items.find(({ key: k }) => isScalar(k) && k.value === key);
          if (!pair) break;
          offset =
            (last && part === 'key' ? (pair.key as Node) : ((pair.value ?? pair.key) as Node)).range?.[0] ??
            offset;
          node = pair.value;
        } else if (isSeq(node)) {
          node = node.items[Number(key)];
          offset = (node as Node).range?.[0] ?? offset;
        } else break;
      }
      return at(offset);
    },
  };
}
