import { nativeTypes } from '../../connector-kit/resource.ts';
import { isTimeZone } from '../../model/zoned-date.ts';
import { suggest } from '../did-you-mean.ts';
import type { FindingSink } from '../findings.ts';
import type { SourceFile } from '../mapping-types.ts';
import { nodeReader, type NodeReader } from '../yaml/node-reader.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import { toJson, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/yaml-node.ts';
import type { LookupTable, NativeDescriptor, NativeField } from './native-descriptor.ts';
import { checkSources, loadNativeFields, plainField } from './load-native-fields.ts';

const topKeys = [
  'native',
  'empty',
  'clear',
  'ids',
  'dayZone',
  'reserved',
  'fields',
  'lookups',
  'account',
] as const;
const idKinds = ['text', 'number'] as const;
const tableKeys = ['key', 'fields', 'unique', 'load', 'fold'] as const;
const loads = ['all', 'by-key'] as const;

/** Reads a native descriptor; undefined, with findings, where it is not one. */
export function loadDescriptor(source: SourceFile, sink: FindingSink): NativeDescriptor | undefined {
  const parsed = parseYaml(source);
  if ('finding' in parsed) {
    sink.pass(parsed.finding);
    return undefined;
  }
  const read = nodeReader(sink);
  const root = read.map(parsed.root, 'a native descriptor');
  if (root === undefined) return undefined;
  const before = sink.errors();
  const entries = read.entries(root, topKeys, 'E105', 'a native descriptor');
  const native = requiredText(entries.get('native'), root, read, sink);
  const fields = entries.get('fields');
  if (fields === undefined)
    sink.add(
      'E102',
      root.at,
      'a native descriptor needs "fields"',
      'fields:  with the type of each native path',
    );
  const natives =
    fields === undefined ? new Map<string, NativeField>() : loadNativeFields(fields.value, read, sink);
  if (fields !== undefined) checkSources(natives, fields.value, sink);
  const descriptor = {
    native: native ?? '',
    empty: optionalTexts(entries.get('empty'), read),
    ...writeFacts(entries, read, sink),
    reserved: optionalTexts(entries.get('reserved'), read),
    fields: natives,
    lookups: loadTables(entries.get('lookups')?.value, read, sink),
    account: loadColumns(entries.get('account')?.value, '$account', read),
  };
  return sink.errors() > before ? undefined : descriptor;
}

/** What only writing asks for. */
function writeFacts(
  entries: ReadonlyMap<string, YamlEntry>,
  read: NodeReader,
  sink: FindingSink,
): Pick<NativeDescriptor, 'clear' | 'ids' | 'dayZone'> {
  const [clear, ids, dayZone] = [entries.get('clear'), entries.get('ids'), entries.get('dayZone')];
  const zone = dayZone === undefined ? 'UTC' : (read.text(dayZone.value, 'dayZone') ?? 'UTC');
  if (dayZone !== undefined && !isTimeZone(zone)) {
    const hint = suggest(zone, Intl.supportedValuesOf('timeZone'));
    sink.add('E109', dayZone.value.at, `"${zone}" is no time zone`, hint);
  }
  if (clear !== undefined && clear.value.kind !== 'scalar')
    sink.add('E106', clear.value.at, '"clear" is a single value', 'leave it out where null clears a field');
  return {
    clear: clear === undefined ? null : (toJson(clear.value) ?? null),
    ids: ids === undefined ? 'text' : (read.oneOf(ids.value, idKinds, 'ids') ?? 'text'),
    dayZone: zone,
  };
}

function requiredText(
  entry: YamlEntry | undefined,
  root: YamlMap,
  read: NodeReader,
  sink: FindingSink,
): string | undefined {
  if (entry === undefined) {
    sink.add(
      'E101',
      root.at,
      'a native descriptor begins with  native: <vendor>/<object>',
      'add it as the first line',
    );
    return undefined;
  }
  return read.text(entry.value, 'native');
}

function optionalTexts(entry: YamlEntry | undefined, read: NodeReader): readonly string[] {
  return entry === undefined ? [] : (read.texts(entry.value, `"${entry.key}"`) ?? []);
}

function loadTables(
  node: YamlNode | undefined,
  read: NodeReader,
  sink: FindingSink,
): Map<string, LookupTable> {
  const tables = new Map<string, LookupTable>();
  if (node === undefined) return tables;
  for (const { key: name, value } of read.map(node, 'the lookups')?.entries ?? []) {
    const map = read.map(value, `the lookup table ${name}`);
    if (map === undefined) continue;
    const entries = read.entries(map, tableKeys, 'E103', 'a lookup table');
    const load = entries.get('load');
    const fold = entries.get('fold');
    const unique = entries.get('unique');
    const key = entries.get('key');
    if (key !== undefined) read.oneOf(key.value, nativeTypes, 'the type of the key');
    const columns = loadColumns(entries.get('fields')?.value, name, read);
    if (load === undefined)
      sink.add(
        'E102',
        map.at,
        `the lookup table ${name} does not say how it is loaded`,
        'add  load: all  or  load: by-key',
      );
    tables.set(name, {
      name,
      columns,
      unique: unique === undefined ? [] : uniqueColumns(unique.value, name, columns, read, sink),
      load: load === undefined ? 'all' : (read.oneOf(load.value, loads, 'load') ?? 'all'),
      fold: fold === undefined ? false : (read.flag(fold.value, 'fold') ?? false),
    });
  }
  return tables;
}

function uniqueColumns(
  node: YamlNode,
  table: string,
  columns: ReadonlyMap<string, NativeField>,
  read: NodeReader,
  sink: FindingSink,
): readonly string[] {
  const names = read.texts(node, 'unique') ?? [];
  names.forEach((name, index) => {
    const at = node.kind === 'list' ? (node.items[index]?.at ?? node.at) : node.at;
    if (!columns.has(name))
      sink.add(
        'E141',
        at,
        `the lookup table ${table} has no column "${name}"`,
        suggest(name, columns.keys()),
      );
  });
  return names;
}

function loadColumns(node: YamlNode | undefined, table: string, read: NodeReader): Map<string, NativeField> {
  const columns = new Map<string, NativeField>();
  if (node === undefined) return columns;
  for (const { key, value } of read.map(node, `the columns of ${table}`)?.entries ?? []) {
    const type = read.oneOf(value, nativeTypes, 'a native type');
    if (type !== undefined) columns.set(key, plainField(`${table}.${key}`, type));
  }
  return columns;
}
