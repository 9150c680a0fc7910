import { checkRule } from '../check/check-rule.ts';
import { keyTypes } from '../check/check-conversion.ts';
import type { JsonObject } from '../../model/json.ts';
import type { NativeField } from '../native/native-descriptor.ts';
import type { Rule, RuleWords } from '../rules/rule.ts';
import type { FieldKind } from './field-kind.ts';
import { nativeDoc } from './native-doc.ts';
import { escaped, oneOf, patternOf, type Brackets } from './path-pattern.ts';
import { proposing } from './proposals.ts';
import { complaintsOf, type SchemaScope } from './schema-scope.ts';

/** One path that an editor proposes. */
export interface OfferedPath {
  readonly path: string;
  readonly doc: string;
}

/** Native paths for the fields of one kind. */
export interface OfferedPaths {
  /** Those whose type converts: first those that will do alone, then those that need a word besides. */
  readonly offered: readonly OfferedPath[];
  /** Matches exactly what the checker takes where the path stands alone. */
  readonly alone: string;
}

interface Candidate {
  readonly path: string;
  readonly field: NativeField;
  /** What may stand in its place; of the account's own and of `$account` only the path itself. */
  readonly brackets: Brackets | undefined;
}

/** What makes a path fit that does not fit alone, and the words for it. */
const helps: readonly { readonly words: Partial<RuleWords>; readonly use: string }[] = [
  { words: { list: true }, use: 'with `list: true`' },
  { words: { pick: { value: 'lowest', at: { file: '', line: 1, column: 1 } } }, use: 'with `pick: lowest`' },
];

/** Asks the checker about every native path; whatever it says nothing about is offered. */
export function offeredPaths({ target }: FieldKind, scope: SchemaScope): OfferedPaths {
  const alone: Candidate[] = [];
  const helped: OfferedPath[] = [];
  for (const candidate of candidatesOf(scope)) {
    const { path, field } = candidate;
    const complaints = (words: Partial<RuleWords>): readonly string[] =>
      complaintsOf((check) => checkRule(ruleOf(path, words), target, check), scope);
    const found = complaints({});
    const help = helps.find(({ words }) => complaints(words).length === 0);
    if (found.length === 0) alone.push(candidate);
    // Of a closed set, values of another name are mapped to it.
    else if (found.every((code) => code === 'E133'))
      helped.push({ path, doc: nativeDoc(field, 'with a `map`') });
    else if (help !== undefined) helped.push({ path, doc: nativeDoc(field, help.use) });
  }
  const offered = [...alone.map(({ path, field }) => ({ path, doc: nativeDoc(field) })), ...helped];
  return { offered, alone: oneOf(alone.map(patternFor)) };
}

/** Every native path there is, for rules whose type is not known beforehand. */
export function everyPath(scope: SchemaScope): readonly OfferedPath[] {
  return candidatesOf(scope).map(({ path, field }) => ({ path, doc: nativeDoc(field) }));
}

/** Paths whose values can be keys of a lookup table. */
export function keyPaths(scope: SchemaScope): JsonObject {
  const keys = candidatesOf(scope).filter(({ field }) => keyTypes.includes(field.type));
  return {
    pattern: oneOf(keys.map(patternFor)),
    patternErrorMessage: `No native path of a type that can be a key: ${keyTypes.join(', ')}.`,
    ...proposing(keys.map(({ path, field }) => ({ value: path, doc: nativeDoc(field) }))),
  };
}

/** Matches every path that leads somewhere. */
export function knownPathPattern(scope: SchemaScope): string {
  return oneOf([...knownPaths(scope), ...accountPaths(scope).map(({ path }) => escaped(path))]);
}

function knownPaths({ descriptor, custom }: SchemaScope): readonly string[] {
  return [
    ...[...descriptor.fields.keys()].map((path) => patternOf(path, 'any')),
    ...[...custom.keys()].map(escaped),
  ];
}

/** Facts of the account, as paths. */
export function accountPaths({ descriptor }: Pick<SchemaScope, 'descriptor'>): readonly Candidate[] {
  return [...descriptor.account].map(([name, field]) => ({
    path: `$account.${name}`,
    field,
    brackets: undefined,
  }));
}

function ruleOf(path: string, words: Partial<RuleWords>): Rule {
  const at = { file: '', line: 1, column: 1 };
  return { at, layer: 'base', source: { kind: 'from', paths: [{ value: path, at }] }, ...words };
}

function patternFor({ path, brackets }: Candidate): string {
  return brackets === undefined ? escaped(path) : patternOf(path.replaceAll('[0]', '[]'), brackets);
}

/** Lists stand here twice: as all of their items, and as the first one. */
function candidatesOf(scope: SchemaScope): readonly Candidate[] {
  const own = [...scope.descriptor.fields].flatMap(([path, field]): Candidate[] =>
    path.includes('[]')
      ? [
          { path, field, brackets: 'some-empty' },
          { path: path.replaceAll('[]', '[0]'), field, brackets: 'none-empty' },
        ]
      : [{ path, field, brackets: 'any' }],
  );
  const custom = [...scope.custom].map(([path, field]) => ({ path, field, brackets: undefined }));
  return [...own, ...custom, ...accountPaths(scope)];
}
