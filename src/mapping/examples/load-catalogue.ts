import { nativeTypes, type CustomFieldDefinition } from '../../connector-kit/resource.ts';
import { definitionOf } from '../compile/catalogue-of-table.ts';
import { customFieldTypes } from '../../model/custom-field-types.ts';
import type { FindingSink } from '../findings.ts';
import type { NodeReader } from '../yaml/node-reader.ts';
import { toJsonObject, type YamlMap, type YamlNode } from '../yaml/yaml-node.ts';

export const definitionKeys = [
  'key',
  'label',
  'type',
  'wire',
  'options',
  'description',
  'refName',
  'access',
  'clear',
  'nullable',
  'whole',
  'longest',
] as const;
export const neededKeys = ['key', 'label', 'type', 'wire'];

/** Reads `catalogue` of an example: the account's own fields. Malformed definitions are findings. */
export function loadCatalogue(
  node: YamlNode | undefined,
  read: NodeReader,
  sink: FindingSink,
): readonly CustomFieldDefinition[] | undefined {
  const list = node === undefined ? undefined : read.list(node, '"catalogue"');
  return list?.items.flatMap((item) => {
    const map = read.map(item, 'a definition');
    return map === undefined ? [] : [loadDefinition(map, read, sink)];
  });
}

function loadDefinition(map: YamlMap, read: NodeReader, sink: FindingSink): CustomFieldDefinition {
  const entries = read.entries(map, definitionKeys, 'E103', 'a definition');
  const [key, label] = ['key', 'label'].map((name) => {
    const value = entries.get(name)?.value;
    return value === undefined ? undefined : read.text(value, `"${name}"`);
  });
  for (const name of neededKeys)
    if (!entries.has(name)) sink.add('E102', map.at, `a definition needs "${name}"`, `add  ${name}: …`);
  for (const name of ['description', 'refName']) {
    const value = entries.get(name)?.value;
    if (value !== undefined) read.text(value, `"${name}"`);
  }
  for (const name of ['nullable', 'whole']) {
    const value = entries.get(name)?.value;
    if (value !== undefined) read.flag(value, `"${name}"`);
  }
  const longest = entries.get('longest')?.value;
  if (longest !== undefined) read.number(longest, '"longest"');
  const at = (name: string): YamlNode | undefined => entries.get(name)?.value;
  const [type, wire, access, options] = [at('type'), at('wire'), at('access'), at('options')];
  if (type !== undefined) read.oneOf(type, customFieldTypes, '"type"');
  if (wire !== undefined) read.oneOf(wire, nativeTypes, '"wire"');
  if (access !== undefined) read.oneOf(access, ['read', 'read-write'], '"access"');
  if (options !== undefined)
    for (const option of read.map(options, '"options"')?.entries ?? []) read.text(option.value, 'a label');
  return definitionOf(key ?? '', toJsonObject(map), label ?? '');
}
