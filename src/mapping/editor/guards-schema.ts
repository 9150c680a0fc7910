import type { JsonObject } from '../../model/json.ts';
import { accountPaths, everyPath } from './offered-paths.ts';
import { kindsOf, singleFields } from './field-kind.ts';
import { nativeDoc } from './native-doc.ts';
import { anyPathPattern, oneOf, patternOf } from './path-pattern.ts';
import { choice, described, fromEntries, oneOrMore, refTo } from './proposals.ts';
import type { Layer, SchemaScope } from './schema-scope.ts';
import { guardSchema, itemSchema } from './value-schema.ts';

const presence = choice(['$present', '$absent']);

/** `when` of a rule: native paths, and `$out.<field>`, with what they are compared with. */
export function guardsSchema(layer: Layer, scope: SchemaScope): JsonObject {
  const out = outGuards(scope);
  return layer === 'mapping'
    ? {
        type: 'object',
        minProperties: 1,
        properties: { ...nativeGuards(scope), ...out },
        patternProperties: markedGuards(scope),
        additionalProperties: false,
      }
    : {
        type: 'object',
        minProperties: 1,
        properties: { ...proposedGuards(scope), ...out },
        patternProperties: { [oneOf([anyPathPattern])]: refTo('anyGuard') },
        additionalProperties: false,
      };
}

/** Whatever a condition can say: an overlay may declare any field anew. */
export const anyGuard: JsonObject = {
  anyOf: [presence, oneOrMore({ type: ['string', 'number', 'boolean'], pattern: '^(?!\\$)' })],
};

/** One definition for each native type and set of values. */
function nativeGuards({ descriptor, custom }: SchemaScope): JsonObject {
  const fields = [...descriptor.fields, ...custom].map(([path, field]) => {
    const isList = path.includes('[]') || field.type === 'list-semicolon';
    return [path, described(isList ? presence : guardOf(field), nativeDoc(field))] as const;
  });
  return fromEntries(fields);
}

function guardOf(field: Parameters<typeof guardSchema>[0]): JsonObject {
  const value = guardSchema(field);
  return field.values === undefined ? refTo(`guard.${field.type}`) : { anyOf: [presence, oneOrMore(value)] };
}

/** What fields of each type are compared with, where they have no values of their own. */
export function guardDefinitions({ descriptor, custom }: SchemaScope): JsonObject {
  const types = new Set([...descriptor.fields.values(), ...custom.values()].map(({ type }) => type));
  return fromEntries(
    [...types].map((type) => [
      `guard.${type}`,
      { anyOf: [presence, oneOrMore(guardSchema({ type, values: undefined, open: false }))] },
    ]),
  );
}

/** One item of a list: `contacts[0].id`, `contacts[type=main].id`. */
function markedGuards({ descriptor }: SchemaScope): JsonObject {
  const lists = [...descriptor.fields].filter(([path]) => path.includes('[]'));
  return fromEntries([
    ...lists.map(([path, field]) => [oneOf([patternOf(path, 'none-empty')]), guardOf(field)] as const),
    [oneOf(lists.map(([path]) => patternOf(path, 'some-empty'))), presence],
  ]);
}

function proposedGuards(scope: SchemaScope): JsonObject {
  const account = new Set(accountPaths(scope).map(({ path }) => path));
  const paths = everyPath(scope).filter(({ path }) => !account.has(path));
  return fromEntries(paths.map(({ path, doc }) => [path, described(refTo('anyGuard'), doc)]));
}

function outGuards({ model }: SchemaScope): JsonObject {
  return fromEntries(
    singleFields(model).map(({ name, spec, kind }) => [
      `$out.${name}`,
      described(refTo(`guard.out.${kind.name}`), spec.meaning),
    ]),
  );
}

/** What unified fields of each kind are compared with. */
export function outGuardDefinitions({ model }: SchemaScope): JsonObject {
  return fromEntries(
    kindsOf(model)
      .filter(({ target }) => !target.list)
      .map((kind) => [`guard.out.${kind.name}`, { anyOf: [presence, oneOrMore(itemSchema(kind))] }]),
  );
}
