import { nativeTypes } from '../../connector-kit/resource.ts';
import { customFieldTypes } from '../../model/custom-field-types.ts';
import type { JsonObject } from '../../model/json.ts';
import { type definitionKeys, neededKeys } from '../examples/load-catalogue.ts';
import { calls, type exampleKeys } from '../examples/load-examples.ts';
import { accesses } from '../native/load-native-fields.ts';
import { choice, closed, described, fromEntries } from './proposals.ts';
import type { SchemaScope } from './schema-scope.ts';

const text: JsonObject = { type: 'string' };

/** `examples` of a mapping or an overlay. */
export function examplesSchema(scope: SchemaScope): JsonObject {
  const { model, descriptor } = scope;
  const fields = Object.entries(model.fields).map(
    ([name, { meaning }]) => [name, described({}, meaning)] as const,
  );
  const facts = [...descriptor.account.keys()].map((name) => [name, { type: ['string', 'null'] }] as const);
  const words: Readonly<Record<(typeof exampleKeys)[number], JsonObject>> = {
    name: described(text, 'What it shows.'),
    write: described(choice(calls), 'An example of writing; `update` needs `current`.'),
    current: described({ type: 'object' }, 'The native record as it is before the write.'),
    native: described({}, 'Of reading: the record as the vendor sends it. Of writing: all that is sent.'),
    lookups: described(tablesSchema(scope), 'Rows of lookup tables, by key.'),
    account: described(closed(fromEntries(facts)), 'Facts of the account.'),
    catalogue: described({ type: 'array', items: definitionSchema() }, 'Fields that the account added.'),
    unified: described(
      { ...closed(fromEntries(fields)), type: ['object', 'null'] },
      'Of reading: what these fields become. Of writing: what is given.',
    ),
    issues: described({ type: 'array' }, 'What there is to say: `{ field: …, code: … }`.'),
    absent: described(
      { type: 'array', items: choice(Object.keys(model.fields)) },
      'Fields that are left out.',
    ),
  };
  return {
    type: 'array',
    items: closed(words, { dependencies: { current: ['write'], write: ['unified'] } }),
  };
}

function tablesSchema({ descriptor }: SchemaScope): JsonObject {
  const tables = [...descriptor.lookups].map(
    ([name, { columns }]) =>
      [name, rowsOf(closed(fromEntries([...columns.keys()].map((column) => [column, {}]))))] as const,
  );
  return closed({ ...fromEntries(tables), customFields: rowsOf({ type: 'object' }) });
}

function rowsOf(row: JsonObject): JsonObject {
  return { type: 'object', additionalProperties: row };
}

function definitionSchema(): JsonObject {
  const keys: Readonly<Record<(typeof definitionKeys)[number], JsonObject>> = {
    key: text,
    label: text,
    type: choice(customFieldTypes),
    wire: choice(nativeTypes),
    options: { type: 'object', additionalProperties: text },
    description: text,
    refName: text,
    access: choice(accesses),
    clear: {},
    nullable: { type: 'boolean' },
    whole: { type: 'boolean' },
    longest: { type: 'number' },
  };
  return closed(keys, { required: neededKeys });
}
