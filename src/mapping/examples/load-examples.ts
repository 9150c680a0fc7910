import type { CustomFieldDefinition } from '../../connector-kit/resource.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { ModelSpec } from '../../model/field-spec.ts';
import { suggest } from '../did-you-mean.ts';
import { findingSink, type FindingSink } from '../findings.ts';
import type { LookupTables } from '../mapping-types.ts';
import type { NativeDescriptor } from '../native/native-descriptor.ts';
import { lookupTablesFromJson } from '../lookup-tables.ts';
import { nodeReader, type NodeReader } from '../yaml/node-reader.ts';
import type { Place } from '../yaml/place.ts';
import { toJson, type YamlEntry, type YamlNode } from '../yaml/yaml-node.ts';
import { loadAccount } from './load-account.ts';
import { loadCatalogue } from './load-catalogue.ts';

export const exampleKeys = [
  'name',
  'write',
  'current',
  'native',
  'lookups',
  'account',
  'catalogue',
  'unified',
  'issues',
  'absent',
] as const;
export const calls = ['create', 'update'] as const;

/** One example of a mapping file. */
export interface Example {
  readonly name: string;
  readonly at: Place;
  /** Undefined for an example of reading. */
  readonly write: 'create' | 'update' | undefined;
  /** Of an update: the native record as it is. */
  readonly current: JsonValue;
  /** Of reading: the record. Of writing: where what is written is shown; see `written`. */
  readonly native: JsonValue;
  /** Of writing: what should be written, all of it; undefined where nothing is said of it. */
  readonly written: YamlEntry | undefined;
  readonly lookups: LookupTables;
  readonly account: { readonly currency: string | null; readonly timezone: string | null };
  readonly catalogue: readonly CustomFieldDefinition[] | undefined;
  /** What the record should be; undefined where nothing is said of it. */
  readonly unified: YamlEntry | undefined;
  readonly issues: YamlEntry | undefined;
  readonly absent: YamlEntry | undefined;
}

/** Reads the examples of a file. Malformed ones are findings and left out. */
export function loadExamples(
  node: YamlNode | undefined,
  { descriptor, model }: { readonly descriptor: NativeDescriptor; readonly model: ModelSpec },
  sink: FindingSink = findingSink(),
): readonly Example[] {
  const read = nodeReader(sink);
  if (node === undefined) return [];
  const examples: Example[] = [];
  for (const item of read.list(node, 'the examples')?.items ?? []) {
    const example = loadExample(item, descriptor, model, read, sink);
    if (example !== undefined) examples.push(example);
  }
  return examples;
}

function loadExample(
  node: YamlNode,
  descriptor: NativeDescriptor,
  model: ModelSpec,
  read: NodeReader,
  sink: FindingSink,
): Example | undefined {
  const before = sink.errors();
  const map = read.map(node, 'an example');
  if (map === undefined) return undefined;
  const entries = read.entries(map, exampleKeys, 'E103', 'an example');
  const [name, native, unified] = [entries.get('name'), entries.get('native'), entries.get('unified')];
  const write = writeOf(entries, map.at, read, sink);
  const isWrite = entries.has('write');
  if (native === undefined && !isWrite)
    sink.add('E102', map.at, 'an example needs "native", the record as the vendor sends it', 'native: { … }');
  if (unified !== undefined) checkUnified(unified.value, model, read, sink);
  checkTables(entries.get('lookups')?.value, descriptor, read, sink);
  const catalogue = loadCatalogue(entries.get('catalogue')?.value, read, sink);
  const title =
    name === undefined ? 'an example without a name' : read.text(name.value, 'the name of an example');
  const [issues, absent] = [entries.get('issues'), entries.get('absent')];
  if (issues !== undefined) read.list(issues.value, '"issues"');
  if (absent !== undefined) checkAbsent(absent.value, model, read, sink);
  const account = loadAccount(entries.get('account')?.value, descriptor, read, sink);
  if (sink.errors() > before || (native === undefined && !isWrite)) return undefined;
  return {
    name: title ?? '',
    at: map.at,
    write,
    current: jsonAt(entries, 'current'),
    native: native === undefined ? null : toJson(native.value),
    written: write === undefined ? undefined : native,
    lookups: lookupTablesFromJson(jsonAt(entries, 'lookups')),
    account,
    catalogue,
    unified,
    issues,
    absent,
  };
}

/** An example of writing says what goes in; what it meets, where there is a record already. */
function writeOf(
  entries: ReadonlyMap<string, YamlEntry>,
  at: Place,
  read: NodeReader,
  sink: FindingSink,
): Example['write'] {
  const [write, current] = [entries.get('write'), entries.get('current')];
  if (write === undefined) {
    if (current !== undefined)
      sink.add('E108', current.keyAt, '"current" means nothing without "write"', 'add  write: update');
    return undefined;
  }
  const call = read.oneOf(write.value, calls, '"write"');
  if (!entries.has('unified'))
    sink.add('E102', at, 'an example of writing needs "unified", what is given', 'unified: { … }');
  if (call === 'update' && current === undefined)
    sink.add(
      'E102',
      at,
      'an example of an update needs "current", the native record as it is',
      'current: { … }',
    );
  if (call === 'create' && current !== undefined)
    sink.add(
      'E108',
      current.keyAt,
      '"current" does not go with a create',
      'leave it out, or write  write: update',
    );
  if (current !== undefined) read.map(current.value, '"current"');
  return call;
}

function jsonAt(entries: ReadonlyMap<string, YamlEntry>, key: string): JsonObject {
  const found = entries.get(key);
  const json = found === undefined ? {} : toJson(found.value);
  return isJsonObject(json) ? json : {};
}

/** Expected fields are fields of the model. */
function checkUnified(node: YamlNode, model: ModelSpec, read: NodeReader, sink: FindingSink): void {
  if (node.kind === 'scalar' && node.value === null) return;
  for (const { key, keyAt } of read.map(node, '"unified"')?.entries ?? []) {
    if (Object.hasOwn(model.fields, key)) continue;
    sink.add('E104', keyAt, `there is no unified field "${key}"`, suggest(key, Object.keys(model.fields)));
  }
}

function checkAbsent(node: YamlNode, model: ModelSpec, read: NodeReader, sink: FindingSink): void {
  read.texts(node, '"absent"');
  for (const item of node.kind === 'list' ? node.items : []) {
    const name = String(toJson(item));
    if (!Object.hasOwn(model.fields, name))
      sink.add(
        'E104',
        item.at,
        `there is no unified field "${name}"`,
        suggest(name, Object.keys(model.fields)),
      );
  }
}

/** Tables and columns are those of the descriptor. */
function checkTables(
  node: YamlNode | undefined,
  { lookups }: NativeDescriptor,
  read: NodeReader,
  sink: FindingSink,
): void {
  if (node === undefined) return;
  for (const { key: name, keyAt, value } of read.map(node, '"lookups"')?.entries ?? []) {
    const table = lookups.get(name);
    if (table === undefined && name !== 'customFields') {
      sink.add('E140', keyAt, `there is no lookup table "${name}"`, suggest(name, lookups.keys()));
    }
    for (const row of read.map(value, `the table ${name}`)?.entries ?? []) {
      for (const column of read.map(row.value, `the row ${row.key}`)?.entries ?? []) {
        if (table === undefined || table.columns.has(column.key)) continue;
        const hint = suggest(column.key, table.columns.keys());
        sink.add('E141', column.keyAt, `the lookup table ${name} has no column "${column.key}"`, hint);
      }
    }
  }
}
