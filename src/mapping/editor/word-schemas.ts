import { nativeTypes } from '../../connector-kit/resource.ts';
import type { JsonObject } from '../../model/json.ts';
import { plainTargets } from '../codecs/codec.ts';
import { combinations, misses } from '../rules/rule.ts';
import type { ModifierWord, SourceWord } from '../rules/word-table.ts';
import { singleFields, type FieldKind } from './field-kind.ts';
import { choice, closed, proposing, refTo, valueRule } from './proposals.ts';
import type { Layer, SchemaScope } from './schema-scope.ts';
import { columnSchema, tableSchema } from './tables-schema.ts';
import { itemSchema, valueSchema } from './value-schema.ts';

export type RuleWord = SourceWord | ModifierWord;

/** The value of each word of a rule; undefined where the word has no meaning for fields of this kind. */
export type WordSchemas = Readonly<Record<RuleWord, JsonObject | undefined>>;

const text: JsonObject = { type: 'string' };
const yes: JsonObject = { enum: [true] };
const one: JsonObject = { type: ['string', 'number', 'boolean', 'null'] };
const round: JsonObject = { enum: ['currency', 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] };

/** `kind` is undefined for custom mappings, whose type is not known beforehand. */
export function wordSchemas(kind: FieldKind | undefined, layer: Layer, scope: SchemaScope): WordSchemas {
  const { list, type } = kind?.target ?? {};
  const forLists = (schema: JsonObject): JsonObject | undefined => (list === false ? undefined : schema);
  const forSingle = (schema: JsonObject): JsonObject | undefined => (list === true ? undefined : schema);
  const isRounded = type === undefined || type === 'number' || type === 'percent';
  const value = kind === undefined ? {} : valueSchema(kind);
  const how = combinationsFor(kind);
  return {
    from: refTo(`${layer}.from.${kind?.name ?? 'any'}`),
    const: value,
    first: { type: 'array', minItems: 2, items: valueRule(kind?.name ?? 'any', layer) },
    combine: how.length === 0 ? undefined : choice(how),
    of: how.length === 0 ? undefined : refTo(`${layer}.of.${kind?.name ?? 'any'}`),
    scale: how.includes('sum') ? { type: 'number', not: { enum: [0] } } : undefined,
    collect: undefined,
    catalogue: undefined,
    item: undefined,
    overlay: undefined,
    merge: undefined,
    unsupported: kind === undefined ? undefined : text,
    map: { type: 'object', minProperties: 1, additionalProperties: kind === undefined ? one : mapped(kind) },
    reverse: { type: 'object', minProperties: 1, additionalProperties: one },
    lookup: tableSchema(scope, ['all', 'by-key']),
    take: columnSchema(scope, kind),
    else: choice(misses),
    as: choice(nativeTypes),
    unique: forLists(yes),
    list: forLists(yes),
    pick: forSingle(choice(['lowest'])),
    startWith: startWithSchema(kind, scope),
    when: refTo(`${layer}.when`),
    default: value,
    round: !isRounded ? undefined : type === 'percent' ? { type: 'integer', minimum: 0, maximum: 10 } : round,
    clear: { type: ['string', 'number', 'boolean'] },
    write: refTo(`${layer}.write`),
    access: choice(['read']),
    because: text,
    heuristic: text,
    to: kind === undefined ? choice(plainTargets) : undefined,
  };
}

/** A unified value, or null where a native one has no counterpart. */
function mapped(kind: FieldKind): JsonObject {
  return { anyOf: [itemSchema(kind), { type: 'null' }] };
}

function combinationsFor(kind: FieldKind | undefined): readonly string[] {
  if (kind === undefined) return combinations;
  const { list, type } = kind.target;
  if (list) return [];
  if (type === 'number' || type === 'percent' || type === 'integer') return ['product', 'sum'];
  return type === 'datetime' || type === 'date' ? ['latest', 'earliest'] : [];
}

function startWithSchema(kind: FieldKind | undefined, { model }: SchemaScope): JsonObject | undefined {
  if (kind?.target.list === false) return undefined;
  const alike = singleFields(model).filter(
    ({ spec }) => kind === undefined || spec.type === kind.target.type,
  );
  return choice(alike.map(({ name }) => name));
}

/** The words of `customFields`, which has a rule of its own form. */
export function collectSchemas(scope: SchemaScope): Readonly<Record<string, JsonObject>> {
  return {
    collect: { type: 'string', pattern: '(?:\\.\\*|\\[\\])$', ...proposing(containersOf(scope)) },
    catalogue: choice(['customFields']),
    item: closed({
      id: { ...text, ...proposing([{ value: '$key' }]) },
      value: { ...text, ...proposing([{ value: '$value' }]) },
    }),
    access: choice(['read']),
    because: text,
    unsupported: text,
  };
}

/** `properties.*`, `custom_fields[]`: whatever has fields below it. */
function containersOf({ descriptor }: SchemaScope): readonly { readonly value: string }[] {
  const found = new Set<string>();
  for (const path of descriptor.fields.keys()) {
    const match = /^(?<plain>[^.[\]]+)(?<rest>\.|\[\])/.exec(path);
    if (match?.groups !== undefined)
      found.add(`${match.groups['plain']}${match.groups['rest'] === '.' ? '.*' : '[]'}`);
  }
  return [...found].map((value) => ({ value }));
}
