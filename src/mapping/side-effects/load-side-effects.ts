import type { FindingSink } from '../findings.ts';
import type { Placed } from '../rules/rule.ts';
import type { NodeReader } from '../yaml/node-reader.ts';
import type { YamlEntry, YamlNode } from '../yaml/yaml-node.ts';
import type { SideEffectLine } from './side-effect-line.ts';

export const sideEffectWords = ['writing', 'changes', 'because'] as const;

/** Reads `sideEffects` of a mapping or an overlay; a malformed entry is a finding and left out. */
export function loadSideEffects(
  entry: YamlEntry | undefined,
  read: NodeReader,
  sink: FindingSink,
): readonly SideEffectLine[] {
  if (entry === undefined) return [];
  const list = read.list(entry.value, '"sideEffects"');
  return (list?.items ?? []).flatMap((item) => loadOne(item, read, sink) ?? []);
}

function loadOne(node: YamlNode, read: NodeReader, sink: FindingSink): SideEffectLine | undefined {
  const map = read.map(node, 'a side effect');
  if (map === undefined) return undefined;
  const before = sink.errors();
  const entries = read.entries(map, sideEffectWords, 'E103', 'a side effect');
  const missing = sideEffectWords.find((word) => !entries.has(word));
  if (missing !== undefined && sink.errors() === before)
    sink.add('E102', node.at, `a side effect needs "${missing}"`, `add  ${missing}: …`);
  const [writing, changes] = [
    names(entries.get('writing'), read, sink),
    names(entries.get('changes'), read, sink),
  ];
  const reason = entries.get('because');
  const because = reason === undefined ? undefined : read.text(reason.value, '"because"');
  if (reason !== undefined && because?.trim() === '')
    sink.add('E106', reason.value.at, 'the reason is missing', 'say it to the person who asks why');
  if (sink.errors() > before || because === undefined) return undefined;
  return { at: node.at, writing, changes, because };
}

/** One name, or a list of them. */
function names(entry: YamlEntry | undefined, read: NodeReader, sink: FindingSink): readonly Placed<string>[] {
  if (entry === undefined) return [];
  const { key, value } = entry;
  const items = value.kind === 'list' ? value.items : [value];
  if (items.length === 0)
    sink.add('E106', value.at, `"${key}" needs at least one field`, 'name a unified field');
  const found: Placed<string>[] = [];
  for (const item of items) {
    const name = read.text(item, value.kind === 'list' ? `each of "${key}"` : `"${key}"`);
    if (name === undefined) continue;
    if (found.some((other) => other.value === name))
      sink.add('E107', item.at, `${name} stands here twice`, 'leave one out');
    else found.push({ value: name, at: item.at });
  }
  return found;
}
