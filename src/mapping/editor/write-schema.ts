import { writeNeeds, writeWords, type WriteWord } from '../rules/load-write.ts';
import type { JsonObject } from '../../model/json.ts';
import type { NativeField } from '../native/native-descriptor.ts';
import { singleFields } from './field-kind.ts';
import { nativeDoc } from './native-doc.ts';
import { anyPathPattern, escaped, oneOf } from './path-pattern.ts';
import { choice, closed, described, fromEntries, proposing, refTo } from './proposals.ts';
import type { Layer, SchemaScope } from './schema-scope.ts';
import { itemSchema } from './value-schema.ts';
import { writeDocs } from './word-docs.ts';

/** `write` of a rule. */
export function writeSchema(layer: Layer, scope: SchemaScope): JsonObject {
  const [column, table] = [refTo('column'), refTo('wholeTable')];
  const path = singlePathSchema(layer, scope, ({ access }) => access === 'read-write');
  const schemas: Readonly<Record<WriteWord, JsonObject>> = {
    in: table,
    along: { type: 'object', propertyNames: path, additionalProperties: column },
    with: choice(Object.keys(scope.model.fields)),
    to: path,
    lookup: table,
    match: column,
    within: {
      type: 'object',
      propertyNames: column,
      additionalProperties: singlePathSchema(layer, scope, () => true),
    },
    when: refTo('writeGuards'),
  };
  const words = writeWords.map((word) => [word, described(schemas[word], writeDocs[word])] as const);
  return closed(fromEntries(words), { minProperties: 1, dependencies: needs() });
}

/** Words that mean nothing without another. */
function needs(): JsonObject {
  const words = new Set(writeNeeds.map(([word]) => word));
  return fromEntries(
    [...words].map((word) => [
      word,
      writeNeeds.flatMap(([given, needed]) => (given === word ? [needed] : [])),
    ]),
  );
}

/** A native field of one value that lies in no list. */
function singlePathSchema(
  layer: Layer,
  { descriptor, custom }: SchemaScope,
  fits: (field: NativeField) => boolean,
): JsonObject {
  const fields = [...descriptor.fields, ...custom].filter(
    ([path, field]) => !/[[\]]/.test(path) && field.type !== 'list-semicolon' && fits(field),
  );
  const proposals = fields.map(([path, field]) => ({ value: path, doc: nativeDoc(field) }));
  return {
    type: 'string',
    pattern: layer === 'overlay' ? oneOf([anyPathPattern]) : oneOf(fields.map(([path]) => escaped(path))),
    ...proposing(proposals),
  };
}

/** Conditions on the unified record. */
export function writeGuardsSchema({ model }: SchemaScope): JsonObject {
  const fields = singleFields(model).map(
    ({ name, spec, kind }) => [name, described(refTo(`guard.write.${kind.name}`), spec.meaning)] as const,
  );
  return closed(fromEntries(fields), { minProperties: 1 });
}

/** What `write.when` compares unified fields of each kind with. */
export function writeGuardDefinitions({ model }: SchemaScope): JsonObject {
  return fromEntries(
    singleFields(model).map(({ kind }) => [
      `guard.write.${kind.name}`,
      anyNumberOf({ anyOf: [itemSchema(kind), { type: 'null' }] }),
    ]),
  );
}

/** As the loader has it: a list may be empty. */
function anyNumberOf(value: JsonObject): JsonObject {
  return { anyOf: [value, { type: 'array', items: value }] };
}
