import { nativeTypes, type CustomFieldDefinition } from '../../connector-kit/resource.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { CustomFieldType } from '../../model/opportunity.ts';
import { checkWords } from './descriptor.ts';
import { Findings } from './findings.ts';
import { lookupTablesFromJson } from './lookup-tables.ts';
import type { CompiledMapping, MappingResult } from '../mapping-types.ts';
import { entry, toJson, type Position, type YamlNode } from './yaml-tree.ts';
import type { ExamplesOf } from './load-files.ts';

/** What became of one example. */
export interface ExampleResult {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly passed: boolean;
  /** Each at the key that failed. */
  readonly failures: readonly ExampleFailure[];
}

export interface ExampleFailure extends Position {
  readonly message: string;
}

const words = ['name', 'native', 'lookups', 'account', 'catalogue', 'unified', 'issues', 'absent'];

/** Runs the examples of a mapping and its overlays. */
export function runLoadedExamples(
  mapping: CompiledMapping<unknown>,
  examples: readonly ExamplesOf[],
): readonly ExampleResult[] {
  return examples.flatMap(({ file, node }) =>
    (node.kind === 'list' ? node.items : []).map((item) => runExample(mapping, file, item)),
  );
}

function runExample(mapping: CompiledMapping<unknown>, file: string, node: YamlNode): ExampleResult {
  const findings = new Findings(file);
  checkWords(node, words, 'E103', 'unknown key', findings);
  const name = entry(node, 'name');
  const title = name === undefined ? '(no name)' : String(toJson(name.value));
  const failures: ExampleFailure[] = findings.list.map(({ line, column, message }) => ({
    line,
    column,
    message,
  }));
  const native = jsonAt(node, 'native');
  if (native === undefined) failures.push({ ...node.at, message: 'the example has no native record' });
  else failures.push(...compare(node, resultOf(mapping, node, native)));
  return { name: title, file, ...node.at, passed: failures.length === 0, failures };
}

function jsonAt(node: YamlNode, key: string): JsonValue | undefined {
  const found = entry(node, key);
  return found === undefined ? undefined : toJson(found.value);
}

function resultOf(
  mapping: CompiledMapping<unknown>,
  node: YamlNode,
  native: JsonValue,
): MappingResult<unknown> {
  const account = jsonAt(node, 'account');
  const text = (key: string): string | null => {
    const value = isJsonObject(account) ? account[key] : undefined;
    return typeof value === 'string' ? value : null;
  };
  const catalogue = jsonAt(node, 'catalogue');
  const bound = mapping.bind({
    lookups: lookupTablesFromJson(jsonAt(node, 'lookups') ?? {}),
    account: { currency: text('currency'), timezone: text('timezone') },
    ...(Array.isArray(catalogue) ? { catalogue: catalogue.flatMap(definitionOf) } : {}),
  });
  return isJsonObject(native) ? bound.read(native) : { record: null, issues: [] };
}

function definitionOf(value: JsonValue): CustomFieldDefinition[] {
  if (!isJsonObject(value)) return [];
  const { key, label, type, wire, options, description, refName } = value;
  const kind = CustomFieldType.safeParse(type);
  return [
    {
      key: String(key),
      label: String(label),
      type: kind.success ? kind.data : 'unknown',
      wire: nativeTypes.find((candidate) => candidate === wire) ?? 'json',
      ...(isJsonObject(options)
        ? { options: Object.fromEntries(Object.entries(options).map(([id, text]) => [id, String(text)])) }
        : {}),
      ...(typeof description === 'string' ? { description } : {}),
      ...(typeof refName === 'string' ? { refName } : {}),
    },
  ];
}

function compare(node: YamlNode, { record, issues }: MappingResult<unknown>): ExampleFailure[] {
  const fields = isJsonObject(record) ? record : {};
  return [
    ...compareFields(node, record, fields),
    ...compareAbsent(node, fields),
    ...compareIssues(node, issues),
  ];
}

function compareFields(node: YamlNode, record: unknown, fields: JsonObject): ExampleFailure[] {
  const expected = entry(node, 'unified');
  if (expected === undefined) return [];
  if (toJson(expected.value) === null)
    return record === null ? [] : [{ ...expected.keyAt, message: 'the record is usable, but should not be' }];
  if (record === null) return [{ ...expected.keyAt, message: 'the record cannot be used' }];
  return (expected.value.kind === 'map' ? expected.value.entries : []).flatMap(({ key, keyAt, value }) => {
    const wanted = toJson(value);
    const found = Object.hasOwn(fields, key) ? fields[key] : undefined;
    return same(wanted, found)
      ? []
      : [{ ...keyAt, message: `${key} is ${show(found)}, expected ${show(wanted)}` }];
  });
}

function compareAbsent(node: YamlNode, fields: JsonObject): ExampleFailure[] {
  const absent = entry(node, 'absent');
  if (absent?.value.kind !== 'list') return [];
  return absent.value.items.flatMap((item) => {
    const key = String(toJson(item));
    return Object.hasOwn(fields, key) ? [{ ...item.at, message: `${key} should be absent` }] : [];
  });
}

function compareIssues(node: YamlNode, issues: MappingResult<unknown>['issues']): ExampleFailure[] {
  const expected = entry(node, 'issues');
  const wanted = expected === undefined ? [] : toJson(expected.value);
  const list = (Array.isArray(wanted) ? wanted : []).map((item) =>
    isJsonObject(item) ? `${String(item['field'])} ${String(item['code'])}` : String(item),
  );
  const found = issues.map(({ field, code }) => `${field} ${code}`);
  if (same(list.toSorted(), found.toSorted())) return [];
  return [
    {
      ...(expected?.keyAt ?? node.at),
      message: `issues are [${found.join(', ')}], expected [${list.join(', ')}]`,
    },
  ];
}

/** Objects may have more keys than expected; lists must be alike item by item. */
function same(wanted: JsonValue, found: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(found) &&
      wanted.length === found.length &&
      wanted.every((item: JsonValue, index) => same(item, found[index]))
    );
  }
  if (isJsonObject(wanted)) {
    return (
      isJsonObject(found) &&
      Object.entries(wanted).every(([key, value]) => Object.hasOwn(found, key) && same(value, found[key]))
    );
  }
  return wanted === found;
}

function show(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}
