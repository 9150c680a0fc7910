import { nativeTypes } from '../../connector-kit/resource.ts';
import { suggest } from '../did-you-mean.ts';
import type { FindingSink } from '../findings.ts';
import type { NodeReader } from '../yaml/node-reader.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/yaml-node.ts';
import { dateFormats, type NativeField } from './native-descriptor.ts';
import { descriptorPath, isPathMistake, parsePath } from './native-path.ts';

export const accesses = ['read', 'read-write'] as const;
/** The facts that may stand behind a native path. */
export const nativeFieldKeys = [
  'type',
  'access',
  'values',
  'open',
  'nullable',
  'trim',
  'format',
  'attached',
  'derivedFrom',
  'required',
  'prefilled',
  'lasting',
  'unproven',
  'whole',
  'lowerCase',
  'ownMarks',
  'longest',
  'note',
] as const;
/** Facts that are so where they are given as true. */
export const nativeFieldFlags = [
  'required',
  'prefilled',
  'lasting',
  'unproven',
  'whole',
  'lowerCase',
  'ownMarks',
] as const;

/** A native field of which only its type is known. */
export function plainField(path: string, type: NativeField['type']): NativeField {
  return {
    path,
    type,
    access: 'read-write',
    values: undefined,
    open: false,
    nullable: true,
    clear: undefined,
    trim: false,
    format: 'Y-M-D',
    attached: undefined,
    derivedFrom: [],
    required: false,
    prefilled: false,
    lasting: false,
    unproven: false,
    whole: false,
    lowerCase: false,
    ownMarks: false,
    longest: undefined,
    note: undefined,
  };
}

/** Reads `fields:` of a descriptor, or `nativeFields:` of an overlay. */
export function loadNativeFields(
  node: YamlNode,
  read: NodeReader,
  sink: FindingSink,
): Map<string, NativeField> {
  const fields = new Map<string, NativeField>();
  for (const entry of read.map(node, 'the native fields')?.entries ?? []) {
    const parsed = parsePath(entry.key);
    if (isPathMistake(parsed)) {
      sink.add(parsed.code, entry.keyAt, parsed.message, 'a path reads  name.name[].name');
      continue;
    }
    const path = descriptorPath(parsed);
    if (path !== entry.key) {
      sink.add('E110', entry.keyAt, `a native field is declared as ${path}`, 'write [] for items of a list');
      continue;
    }
    const field = loadNativeField(path, entry.value, read, sink);
    if (field !== undefined) fields.set(path, field);
  }
  return fields;
}

/** What a field is worked out from is a field, too. */
export function checkSources(
  fields: ReadonlyMap<string, NativeField>,
  node: YamlNode,
  sink: FindingSink,
): void {
  for (const { key, value } of node.kind === 'map' ? node.entries : []) {
    const derived =
      value.kind === 'map' ? value.entries.find((entry) => entry.key === 'derivedFrom') : undefined;
    const sources = derived?.value.kind === 'list' ? derived.value.items : [];
    for (const source of sources) {
      if (source.kind !== 'scalar' || typeof source.value !== 'string' || fields.has(source.value)) continue;
      const message = `${key} cannot be derived from "${source.value}", which is no native field`;
      sink.add('E113', source.at, message, suggest(source.value, fields.keys()));
    }
  }
}

function loadNativeField(
  path: string,
  node: YamlNode,
  read: NodeReader,
  sink: FindingSink,
): NativeField | undefined {
  const map = read.map(node, `the facts of ${path}`, '{ type: text }, or whatever its type is');
  if (map === undefined) return undefined;
  const entries = read.entries(map, nativeFieldKeys, 'E103', 'a native field');
  const typeEntry = entries.get('type');
  if (typeEntry === undefined) {
    sink.add('E102', map.at, `${path} has no type`, `one of ${nativeTypes.join(', ')}`);
    return undefined;
  }
  const type = read.oneOf(typeEntry.value, nativeTypes, 'a native type');
  if (type === undefined) return undefined;
  return { ...plainField(path, type), ...factsOf(entries, map, path, read, sink) };
}

function factsOf(
  entries: ReadonlyMap<string, YamlEntry>,
  map: YamlMap,
  path: string,
  read: NodeReader,
  sink: FindingSink,
): Partial<NativeField> {
  const node = (key: (typeof nativeFieldKeys)[number]): YamlNode | undefined => entries.get(key)?.value;
  const [access, values, open, nullable, trim, format, attached, derivedFrom] = [
    node('access'),
    node('values'),
    node('open'),
    node('nullable'),
    node('trim'),
    node('format'),
    node('attached'),
    node('derivedFrom'),
  ];
  const type = node('type');
  if (format !== undefined && type?.kind === 'scalar' && type.value !== 'date') {
    sink.add('E108', map.at, 'only a date has a format', 'leave "format" out');
  }
  return {
    ...(access === undefined ? {} : { access: read.oneOf(access, accesses, 'access') ?? 'read-write' }),
    ...(values === undefined ? {} : { values: valuesOf(values, path, read, sink) }),
    ...(open === undefined ? {} : { open: read.flag(open, 'open') ?? false }),
    ...(nullable === undefined ? {} : { nullable: read.flag(nullable, 'nullable') ?? true }),
    ...(trim === undefined ? {} : { trim: read.flag(trim, 'trim') ?? false }),
    ...(format === undefined
      ? {}
      : { format: read.oneOf(format, dateFormats, 'the format of a date') ?? 'Y-M-D' }),
    ...(attached === undefined ? {} : { attached: read.text(attached, 'attached') }),
    ...(derivedFrom === undefined ? {} : { derivedFrom: read.texts(derivedFrom, 'derivedFrom') ?? [] }),
    ...flagsOf(entries, read),
    ...longestOf(node('longest'), sink),
    ...noteOf(node('note'), read),
  };
}

/** Facts that are either so or not. */
function flagsOf(entries: ReadonlyMap<string, YamlEntry>, read: NodeReader): Partial<NativeField> {
  const found: Partial<Record<(typeof nativeFieldFlags)[number], boolean>> = {};
  for (const name of nativeFieldFlags) {
    const value = entries.get(name)?.value;
    if (value !== undefined) found[name] = read.flag(value, name) ?? false;
  }
  return found;
}

function longestOf(node: YamlNode | undefined, sink: FindingSink): Partial<NativeField> {
  if (node === undefined) return {};
  const value = node.kind === 'scalar' ? node.value : undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return { longest: value };
  sink.add('E106', node.at, '"longest" is a number of characters', 'write a whole number above 0');
  return {};
}

function valuesOf(
  node: YamlNode,
  path: string,
  read: NodeReader,
  sink: FindingSink,
): readonly string[] | undefined {
  const values = read.texts(node, 'the values');
  if (values?.length === 0) {
    const hint = 'leave "values" out where the vendor names none';
    sink.add('E106', node.at, `the values of ${path} are none`, hint);
  }
  values?.forEach((value, index) => {
    const at = node.kind === 'list' ? (node.items[index]?.at ?? node.at) : node.at;
    if (values.indexOf(value) < index)
      sink.add('E107', at, `"${value}" stands here twice`, 'leave one of them out');
  });
  return values;
}

function noteOf(node: YamlNode | undefined, read: NodeReader): Partial<NativeField> {
  return node === undefined ? {} : { note: read.text(node, 'a note') };
}
