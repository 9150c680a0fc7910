import type { JsonObject } from '../../model/json.ts';
import { isModifierWord, goesWith, sourceWords, wordNeeds, wordSources } from '../rules/word-table.ts';
import { singleFields, type FieldKind } from './field-kind.ts';
import { everyPath, knownPathPattern, offeredPaths, type OfferedPath } from './offered-paths.ts';
import { anyPathPattern, oneOf } from './path-pattern.ts';
import { closed, described, fromEntries, proposing, refTo } from './proposals.ts';
import type { Layer, SchemaScope } from './schema-scope.ts';
import { docOf } from './word-docs.ts';
import { wordSchemas, type RuleWord } from './word-schemas.ts';

/** Rules of one kind of field in one kind of file; custom mappings have no kind. */
export function ruleDefinitions(kind: FieldKind | undefined, layer: Layer, scope: SchemaScope): JsonObject {
  const name = kind?.name ?? 'any';
  const words = Object.entries(wordSchemas(kind, layer, scope)).flatMap(([word, schema]) =>
    schema === undefined ? [] : [{ word, schema: described(schema, docOf(word)), home: homeOf(word, name) }],
  );
  const shared = words.flatMap(({ schema, home }) => (home === undefined ? [] : [[home, schema] as const]));
  const properties = words.map(
    ({ word, schema, home }) => [word, home === undefined ? schema : refTo(home)] as const,
  );
  return {
    ...fromEntries(shared),
    ...(layer === 'mapping' || kind === undefined ? offerDefinitions(kind, scope) : {}),
    [`${layer}.from.${name}`]: oneOrSeveral(name, layer === 'mapping' ? 'known' : 'open'),
    [`${layer}.of.${name}`]: ofSchema(kind, layer, scope),
    [`${layer}.field.${name}`]: ruleSchema(name, layer, fromEntries(properties)),
  };
}

/** Words that mean the same for every kind of field, in every file. */
const common: ReadonlySet<string> = new Set<RuleWord>([
  'unsupported',
  'reverse',
  'lookup',
  'else',
  'as',
  'unique',
  'list',
  'pick',
  'clear',
  'access',
  'because',
  'heuristic',
]);
const perLayer: ReadonlySet<string> = new Set<RuleWord>(['from', 'first', 'of', 'when', 'write']);

/** The definition that holds a word, so that the many rules need not repeat it. */
function homeOf(word: string, kind: string): string | undefined {
  if (perLayer.has(word)) return undefined;
  return common.has(word) ? `word.${word}` : `word.${word}.${kind}`;
}

/** The paths for a kind of field: what is proposed, and what will do alone. */
function offerDefinitions(kind: FieldKind | undefined, scope: SchemaScope): JsonObject {
  if (kind === undefined) return { 'offered.any': proposing(everyPath(scope).map(proposalOf)) };
  const { offered, alone } = offeredPaths(kind, scope);
  const { type, list } = kind.target;
  return {
    [`offered.${kind.name}`]: proposing(offered.map(proposalOf)),
    [`alone.${kind.name}`]: {
      pattern: alone,
      patternErrorMessage: `No native path that becomes ${list ? 'a list of ' : ''}${type}${
        kind.target.values === undefined ? '' : ` (${kind.target.values.join(', ')})`
      } as it is.`,
    },
  };
}

function proposalOf({ path, doc }: OfferedPath): { readonly value: string; readonly doc: string } {
  return { value: path, doc };
}

/** What there is to know about all paths of a kind of file. */
export function pathDefinitions(scope: SchemaScope): JsonObject {
  const account = [...scope.descriptor.account.keys()].map((fact) => `\\$account\\.${fact}`);
  return {
    known: {
      pattern: knownPathPattern(scope),
      patternErrorMessage: `${scope.descriptor.native} has no such field.`,
    },
    open: {
      pattern: oneOf([anyPathPattern, ...account]),
      patternErrorMessage: 'This is not a native path, such as name.name[].name',
    },
    company: companySchema(),
  };
}

type Allowed = 'known' | 'open' | 'alone';

function pathSchema(name: string, allowed: Allowed): JsonObject {
  return { type: 'string', allOf: pathRules(name, allowed) };
}

/** What is proposed, and what is allowed: the one has documents, the other a message of its own. */
function pathRules(name: string, allowed: Allowed): readonly JsonObject[] {
  return [refTo(`offered.${name}`), refTo(allowed === 'alone' ? `alone.${name}` : allowed)];
}

/** A path, or several: what is said of texts counts for texts only, so that all of it can stand side by side. */
function oneOrSeveral(name: string, allowed: Allowed): JsonObject {
  return { type: ['string', 'array'], ...pathsOf(name, allowed) };
}

function pathsOf(name: string, allowed: Allowed, others: readonly JsonObject[] = []): JsonObject {
  const [text, all] = [pathSchema(name, allowed), [...pathRules(name, allowed), ...others]];
  return { items: text, minItems: 1, uniqueItems: true, allOf: all };
}

/** What is combined: numbers with numbers, days and instants with their like, `$out` included. */
function ofSchema(kind: FieldKind | undefined, layer: Layer, scope: SchemaScope): JsonObject {
  const name = kind?.name ?? 'any';
  const numeric = new Set<string>(['number', 'percent', 'integer']);
  const type = kind?.target.type;
  const out = singleFields(scope.model).filter(({ spec }) =>
    type !== undefined && numeric.has(type)
      ? numeric.has(spec.type)
      : type === undefined || spec.type === type,
  );
  // A factor of a percentage may be any number.
  const paths = pathSchema(type === 'percent' ? 'number' : name, layer === 'overlay' ? 'open' : 'alone');
  const fields = { enum: out.map((field) => `$out.${field.name}`) };
  return { type: 'array', minItems: 2, uniqueItems: true, items: { anyOf: [fields, paths] } };
}

/** A path, several of them, or words. */
function ruleSchema(name: string, layer: Layer, properties: JsonObject): JsonObject {
  const words = [refTo('company'), ...(layer === 'mapping' ? conversionSchema(name) : [])];
  return {
    ...closed(properties),
    type: ['string', 'array', 'object'],
    ...pathsOf(name, layer === 'overlay' ? 'open' : 'alone', words),
  };
}

/**
 * What a word besides makes of the path: where none changes what a value becomes, the path has to become it alone; of a
 * lookup it is a key.
 */
function conversionSchema(name: string): readonly JsonObject[] {
  const words: readonly RuleWord[] = ['map', 'lookup', 'as', 'list', 'pick'];
  return [
    { if: { anyOf: words.map(given) }, else: { properties: { from: eachOf(refTo(`alone.${name}`)) } } },
    {
      if: { anyOf: [given('as'), { not: given('lookup') }] },
      else: { properties: { from: eachOf(refTo('keys')) } },
    },
  ];
}

function given(word: RuleWord): JsonObject {
  return { required: [word] };
}

/** Of one path, or of several. */
function eachOf(path: JsonObject): JsonObject {
  return { allOf: [path], items: path };
}

/** Which words go together. */
function companySchema(): JsonObject {
  const sources = sourceWords.map(
    (source) =>
      [
        source,
        {
          properties: fromEntries([
            ...sourceWords.filter((other) => other !== source).map((other) => [other, false] as const),
            ...Object.keys(wordSources)
              .filter((word) => isModifierWord(word) && !goesWith(word, source))
              .map((word) => [word, false] as const),
          ]),
        },
      ] as const,
  );
  const needs = wordNeeds.map(
    ([word, others]) =>
      [
        word,
        others.length === 1 ? [...others] : { anyOf: others.map((other) => ({ required: [other] })) },
      ] as const,
  );
  return {
    dependencies: fromEntries([
      ...sources,
      ...needs,
      ['lookup', { required: ['take'], properties: { map: false } }],
    ]),
  };
}
