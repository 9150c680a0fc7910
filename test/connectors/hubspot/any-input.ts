import * as fc from 'fast-check';
import type { CustomFieldDefinition, JsonObject, JsonValue } from '../../../src/connector-kit/index.ts';
import type { LookupTables } from '../../../src/mapping/mapping-types.ts';

/** What random inputs draw their references from. */
export interface World {
  readonly lookups: LookupTables;
  readonly catalogue: readonly CustomFieldDefinition[];
  readonly contacts: readonly string[];
  readonly companies: readonly string[];
  readonly leads: readonly string[];
}

const words = fc.string({ minLength: 1, maxLength: 24, unit: 'grapheme' });
const text = fc.oneof(words, words, fc.constant('two\nlines; one "quoted"'), fc.constant(' padded '));
const money = fc.oneof(
  fc.integer({ min: 0, max: 10_000_000 }),
  fc.integer({ min: 0, max: 1_000_000_000 }).map((cents) => cents / 100),
  fc.constantFrom(0, 0.1, 1e-7, 12345678901234.56, -40),
);
const day = fc
  .date({ min: new Date('2001-01-01'), max: new Date('2039-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const instant = fc
  .date({ min: new Date('2001-01-01'), max: new Date('2039-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

function keysOf({ lookups }: World, table: string): readonly string[] {
  return [...(lookups.get(table)?.keys() ?? [])];
}

function activeOwners(world: World): readonly string[] {
  return keysOf(world, 'activeOwners');
}

function some(of: readonly string[], most = 4): fc.Arbitrary<string[]> {
  return fc.uniqueArray(fc.constantFrom(...of), { maxLength: most });
}

function orNull<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.option(arbitrary, { freq: 5, nil: null });
}

/** Any value a custom field can have, options by id or by label. */
function customValue({ type, options }: CustomFieldDefinition, world: World): fc.Arbitrary<JsonValue> {
  const named = Object.entries(options ?? {}).flat();
  switch (type) {
    case 'number':
    case 'money':
    case 'percent':
      return money;
    case 'date':
      return day;
    case 'datetime':
      return instant;
    case 'boolean':
      return fc.boolean();
    case 'option':
      return fc.constantFrom(...named);
    case 'options':
      return some(Object.values(options ?? {}), 3).map((labels) => labels.toSorted());
    case 'reference':
      return fc.constantFrom(...activeOwners(world));
    default:
      return text;
  }
}

function customFields(world: World): fc.Arbitrary<JsonObject[]> {
  const open = world.catalogue.filter(({ access, unique }) => access !== 'read' && unique !== true);
  return fc
    .uniqueArray(fc.constantFrom(...open), { minLength: 1, maxLength: 5 })
    .chain((definitions) =>
      fc.tuple(
        ...definitions.map((definition) =>
          fc
            .record({ value: orNull(customValue(definition, world)), byLabel: fc.boolean() })
            .map(({ value, byLabel }) =>
              byLabel ? { name: definition.label, value } : { id: definition.key, value },
            ),
        ),
      ),
    );
}

/** Any input with some of the writable fields. Not all of them can be written: a reason needs a lost deal. */
export function anyInput(world: World): fc.Arbitrary<JsonObject> {
  const all = fieldValues(world);
  return fc
    .subarray(Object.keys(all), { minLength: 1, maxLength: 4 })
    .chain((names) =>
      fc.record(Object.fromEntries(names.map((name) => [name, all[name] ?? fc.constant(null)]))),
    );
}

function fieldValues(world: World): Readonly<Record<string, fc.Arbitrary<JsonValue>>> {
  return {
    title: text,
    description: orNull(text),
    type: orNull(fc.constantFrom('New Business', 'existingbusiness')),
    monetaryAmount: orNull(money),
    currency: fc.constantFrom('USD', 'EUR', 'JPY', 'KWD'),
    closeDate: day,
    lossReason: text,
    wonReason: text,
    pipelineStageId: fc.constantFrom(...keysOf(world, 'stages')),
    status: fc.constantFrom('Open', 'Won', 'Lost'),
    ownerId: orNull(fc.constantFrom(...activeOwners(world))),
    priority: orNull(fc.constantFrom('Low', 'Medium', 'High')),
    contactIds: some(world.contacts),
    primaryContactId: fc.constantFrom(...world.contacts),
    companyId: orNull(fc.constantFrom(...world.companies)),
    leadId: orNull(fc.constantFrom(...world.leads)),
    customFields: customFields(world),
  };
}
