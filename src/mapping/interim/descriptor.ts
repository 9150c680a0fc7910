import { nativeTypes, type CustomFieldDefinition, type NativeType } from '../../connector-kit/resource.ts';
import { Findings } from './findings.ts';
import type { SourceFile } from '../mapping-types.ts';
import { parsePath, type NativePath } from './native-path.ts';
import { entry, parseYaml, toJson, type Position, type YamlEntry, type YamlNode } from './yaml-tree.ts';

export interface NativeField {
  readonly path: NativePath;
  readonly type: NativeType;
  readonly access: 'read' | 'read-write';
  /** The values the vendor knows; undefined where any is possible. */
  readonly values: readonly string[] | undefined;
  /** True where an account may have other values than those. */
  readonly open: boolean;
  readonly nullable: boolean;
  readonly trim: boolean;
  readonly format: string | undefined;
}

export interface LookupTable {
  readonly columns: ReadonlyMap<string, NativeType>;
  readonly unique: readonly string[];
  readonly load: 'all' | 'by-key';
  readonly fold: boolean;
}

/** The wire facts of one native record, checked. */
export interface Descriptor {
  readonly native: string;
  readonly empty: ReadonlySet<string>;
  readonly reserved: readonly string[];
  /** By declared path. */
  readonly fields: ReadonlyMap<string, NativeField>;
  readonly lookups: ReadonlyMap<string, LookupTable>;
  readonly account: ReadonlyMap<string, NativeType>;
}

const topWords = ['native', 'empty', 'clear', 'reserved', 'fields', 'lookups', 'account', 'note'];
const fieldWords = [
  'type',
  'access',
  'values',
  'open',
  'nullable',
  'trim',
  'format',
  'attached',
  'note',
  'write',
  'label',
  'custom',
];
const lookupWords = ['key', 'fields', 'unique', 'load', 'fold', 'note'];

/** Reads a native descriptor. */
export function loadDescriptor(source: SourceFile): {
  descriptor: Descriptor | undefined;
  findings: Findings;
} {
  const findings = new Findings(source.file);
  const parsed = parseYaml(source);
  if ('finding' in parsed) {
    findings.list.push(parsed.finding);
    return { descriptor: undefined, findings };
  }
  const { root } = parsed;
  checkWords(root, topWords, 'E105', 'unknown top-level key', findings);
  const native = entry(root, 'native');
  const name = native === undefined ? undefined : findings.text('E106', native.value, 'native');
  if (name === undefined)
    findings.error(
      'E106',
      root.at,
      'the descriptor does not say what it describes',
      'add  native: <vendor>/<object>',
    );
  const texts = (key: string): readonly string[] => {
    const found = entry(root, key);
    return found === undefined ? [] : findings.texts('E106', found.value, key).map(({ text }) => text);
  };
  const account = entry(root, 'account')?.value;
  const descriptor: Descriptor = {
    native: name ?? '',
    empty: new Set(texts('empty')),
    reserved: texts('reserved'),
    fields: nativeFields(entry(root, 'fields')?.value, findings),
    lookups: new Map(
      mapEntries(entry(root, 'lookups')?.value).map(({ key, value }) => [key, lookupTable(value, findings)]),
    ),
    account: columnTypes(account, findings),
  };
  return { descriptor: findings.failed ? undefined : descriptor, findings };
}

function mapEntries(node: YamlNode | undefined): readonly YamlEntry[] {
  return node?.kind === 'map' ? node.entries : [];
}

export function checkWords(
  node: YamlNode,
  words: readonly string[],
  code: string,
  what: string,
  findings: Findings,
): void {
  for (const { key, keyAt } of mapEntries(node))
    if (!words.includes(key)) findings.unknown(code, keyAt, what, key, words);
}

/** Declarations of native fields, in a descriptor or under `nativeFields` of an overlay. */
export function nativeFields(node: YamlNode | undefined, findings: Findings): Map<string, NativeField> {
  const fields = new Map<string, NativeField>();
  for (const { key, keyAt, value } of mapEntries(node)) {
    const path = parsePath(key);
    if ('problem' in path) {
      findings.error('E110', keyAt, path.problem);
      continue;
    }
    const field = nativeField(path, value, findings);
    if (field !== undefined) fields.set(path.declared, field);
  }
  return fields;
}

function nativeField(path: NativePath, node: YamlNode, findings: Findings): NativeField | undefined {
  checkWords(node, fieldWords, 'E103', 'unknown key', findings);
  const type = nativeType(entry(node, 'type')?.value ?? node, findings);
  const values = entry(node, 'values');
  const flag = (key: string, otherwise: boolean): boolean => {
    const found = entry(node, key);
    return found === undefined ? otherwise : findings.flag('E106', found.value, key);
  };
  const access = entry(node, 'access')?.value;
  const format = entry(node, 'format')?.value;
  if (type === undefined) return undefined;
  return {
    path,
    type,
    access: access !== undefined && toJson(access) === 'read' ? 'read' : 'read-write',
    values:
      values === undefined
        ? undefined
        : findings.texts('E106', values.value, 'values').map(({ text }) => text),
    open: flag('open', false),
    nullable: flag('nullable', true),
    trim: flag('trim', false),
    format: format === undefined ? undefined : findings.text('E106', format, 'format'),
  };
}

function nativeType(node: YamlNode, findings: Findings): NativeType | undefined {
  const word = node.kind === 'scalar' ? String(node.value) : undefined;
  const known = nativeTypes.find((type) => type === word);
  if (known === undefined) findings.unknown('E106', node.at, 'unknown native type', word ?? '', nativeTypes);
  return known;
}

function columnTypes(node: YamlNode | undefined, findings: Findings): Map<string, NativeType> {
  return new Map(
    mapEntries(node).flatMap(({ key, value }) => {
      const type = nativeType(value, findings);
      return type === undefined ? [] : [[key, type] as const];
    }),
  );
}

function lookupTable(node: YamlNode, findings: Findings): LookupTable {
  checkWords(node, lookupWords, 'E103', 'unknown key', findings);
  const unique = entry(node, 'unique')?.value;
  const fold = entry(node, 'fold')?.value;
  const load = entry(node, 'load')?.value;
  return {
    columns: columnTypes(entry(node, 'fields')?.value, findings),
    unique: unique === undefined ? [] : findings.texts('E106', unique, 'unique').map(({ text }) => text),
    load: load !== undefined && toJson(load) === 'by-key' ? 'by-key' : 'all',
    fold: fold === undefined ? false : findings.flag('E106', fold, 'fold'),
  };
}

/** A descriptor with the account's own fields, so that overlays can name them. */
export function withFields(descriptor: Descriptor, more: ReadonlyMap<string, NativeField>): Descriptor {
  return more.size === 0 ? descriptor : { ...descriptor, fields: new Map([...descriptor.fields, ...more]) };
}

/** Native fields for custom fields, below the path that the mapping collects from. */
export function catalogueFields(
  prefix: string,
  catalogue: readonly CustomFieldDefinition[],
): Map<string, NativeField> {
  return new Map(
    catalogue.flatMap(({ key, wire, access }) => {
      const path = parsePath(`${prefix}.${key}`);
      if ('problem' in path) return [];
      const base = {
        path,
        type: wire,
        values: undefined,
        open: true,
        nullable: true,
        trim: false,
        format: undefined,
      };
      return [[path.declared, { ...base, access: access ?? 'read-write' }] as const];
    }),
  );
}

export type { Position };
