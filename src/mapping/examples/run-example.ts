import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { CompiledMapping, MappingResult } from '../mapping-types.ts';
import type { Place, Position } from '../yaml/place.ts';
import { toJson, type YamlNode } from '../yaml/yaml-node.ts';
import type { Example } from './load-examples.ts';

export interface ExampleFailure extends Position {
  readonly message: string;
}

/** What became of one example. */
export interface ExampleResult extends Position {
  readonly name: string;
  readonly file: string;
  readonly passed: boolean;
  /** Each at the key that is not as expected. */
  readonly failures: readonly ExampleFailure[];
}

export function runExample(example: Example, mapping: CompiledMapping<unknown>): ExampleResult {
  const { name, at, write } = example;
  const failures =
    write === undefined ? compare(example, resultOf(example, mapping)) : compareWrite(example, mapping);
  return { name, file: at.file, line: at.line, column: at.column, passed: failures.length === 0, failures };
}

export function resultOf(example: Example, mapping: CompiledMapping<unknown>): MappingResult<unknown> {
  return mapping.bind(contextOf(example)).read(nativeOf(example));
}

export function contextOf({
  lookups,
  account,
  catalogue,
}: Example): Parameters<CompiledMapping<unknown>['bind']>[0] {
  return { lookups, account, ...(catalogue === undefined ? {} : { catalogue }) };
}

/** The record; an example may show what becomes of something else, too. */
export function nativeOf({ native }: Example): JsonObject {
  // The engine takes whatever comes and says that it is no record.
  return native as JsonObject;
}

function compare(example: Example, { record, issues }: MappingResult<unknown>): ExampleFailure[] {
  return [
    ...compareRecord(example, isJsonObject(record) ? record : undefined),
    ...compareAbsent(example, isJsonObject(record) ? record : {}),
    ...compareIssues(
      example,
      issues.map(({ field, code }) => `${field} ${code}`),
    ),
  ];
}

/** All that is written, and what there is to say about the input. */
function compareWrite(example: Example, mapping: CompiledMapping<unknown>): ExampleFailure[] {
  const { write, current, unified, written } = example;
  const input = unified === undefined ? null : toJson(unified.value);
  const bound = mapping.bind(contextOf(example));
  const { patch, issues } = bound.write(
    isJsonObject(input) ? input : {},
    write === 'update' && isJsonObject(current) ? current : undefined,
  );
  const failures = compareIssues(
    example,
    issues.map(({ field, code }) => `${field} ${code}`),
  );
  if (written === undefined) return failures;
  return [...failures, ...compareWritten(written.value, written.keyAt, patch, '')];
}

/** Key by key, so that a difference is shown where it stands. */
function compareWritten(
  node: YamlNode,
  at: Place,
  found: JsonValue | undefined,
  path: string,
): ExampleFailure[] {
  const name = path === '' ? 'what is written' : path;
  if (node.kind !== 'map' || !isJsonObject(found)) {
    const wanted = toJson(node);
    return isSame(wanted, found)
      ? []
      : [failure(at, `${name} is ${shown(found)}, expected ${shown(wanted)}`)];
  }
  const below = (key: string): string => (path === '' ? key : `${path}.${key}`);
  const missing = Object.keys(found).filter((key) => !node.entries.some((entry) => entry.key === key));
  return [
    ...node.entries.flatMap(({ key, keyAt, value }) =>
      compareWritten(value, keyAt, Object.hasOwn(found, key) ? found[key] : undefined, below(key)),
    ),
    ...missing.map((key) => failure(at, `${below(key)} is ${shown(found[key])}, expected not to be written`)),
  ];
}

function compareRecord({ unified }: Example, record: JsonObject | undefined): ExampleFailure[] {
  if (unified === undefined) return [];
  const { value, keyAt } = unified;
  const isRefused = value.kind === 'scalar';
  if (record === undefined) return isRefused ? [] : [failure(keyAt, 'the record cannot be used')];
  if (isRefused) return [failure(keyAt, 'the record can be used, and should not be')];
  return (value.kind === 'map' ? value.entries : []).flatMap(({ key, keyAt: at, value: node }) => {
    const found = Object.hasOwn(record, key) ? record[key] : undefined;
    return isAsExpected(node, found)
      ? []
      : [failure(at, `${key} is ${shown(found)}, expected ${shown(toJson(node))}`)];
  });
}

function compareAbsent({ absent }: Example, record: JsonObject): ExampleFailure[] {
  const items = absent?.value.kind === 'list' ? absent.value.items : [];
  return items.flatMap((item) => {
    const key = String(toJson(item));
    return Object.hasOwn(record, key)
      ? [failure(item.at, `${key} is ${shown(record[key])}, expected to be absent`)]
      : [];
  });
}

/** Without `issues`, there should be none. */
function compareIssues({ issues, at }: Example, found: readonly string[]): ExampleFailure[] {
  const items = issues?.value.kind === 'list' ? issues.value.items : [];
  const wanted = items.map((item) => {
    const json = toJson(item);
    return isJsonObject(json) ? `${String(json['field'])} ${String(json['code'])}` : String(json);
  });
  if (wanted.toSorted().join('\n') === found.toSorted().join('\n')) return [];
  const message = `the issues are ${listed(found)}, expected ${listed(wanted)}`;
  return [failure(issues?.keyAt ?? at, message)];
}

function listed(issues: readonly string[]): string {
  return issues.length === 0 ? 'none' : issues.join(', ');
}

function failure({ line, column }: Place, message: string): ExampleFailure {
  return { line, column, message };
}

/** Objects may hold more than is expected of them; lists, and what is in them, may not. */
function isAsExpected(node: YamlNode, found: JsonValue | undefined): boolean {
  if (node.kind !== 'map') return isSame(toJson(node), found);
  if (!isJsonObject(found)) return false;
  return node.entries.every(({ key, value }) =>
    isAsExpected(value, Object.hasOwn(found, key) ? found[key] : undefined),
  );
}

function isSame(wanted: JsonValue | undefined, found: JsonValue | undefined): boolean {
  if (Array.isArray(wanted) && Array.isArray(found)) {
    return wanted.length === found.length && wanted.every((item, index) => isSame(item, found[index]));
  }
  if (!isJsonObject(wanted) || !isJsonObject(found)) return wanted === found;
  const names = Object.keys(wanted);
  return (
    names.length === Object.keys(found).length &&
    names.every((name) => Object.hasOwn(found, name) && isSame(wanted[name], found[name]))
  );
}

function shown(value: JsonValue | undefined): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}
