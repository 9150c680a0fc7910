import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/model/json.ts';
import { Opportunity } from '../../src/model/opportunity.ts';
import { parseYaml, toJson, validateOpportunity } from '../../src/mapping/index.ts';
import type { BoundMapping, MappingResult } from '../../src/mapping/mapping-types.ts';
import { bundledFiles, bundledMapping } from '../support/bundled-mapping.ts';
import { contextOf } from './vendor/acme.ts';

const prototypeNames = Object.getOwnPropertyNames(Object.prototype).length;
const runs = 10_000;

const catalogue = [
  { key: 'c1', label: 'C', type: 'number', wire: 'decimal' },
  { key: '7004', label: 'D', type: 'options', wire: 'id', options: { '1': 'One' } },
] as const;

const lookups = { stages: { s1: {} }, companies: { '9': { name: 5 } }, orgs: { '9': { name: {} } } };

function bind(vendor: string): BoundMapping<Opportunity> {
  return bundledMapping(vendor, catalogue).bind(
    contextOf({ lookups, timezone: 'Europe/Berlin', currency: 'EUR', catalogue }),
  );
}

/** The records of a mapping's own examples. */
function exampleRecords(vendor: string): JsonObject[] {
  const parsed = parseYaml(bundledFiles(vendor).mapping);
  const root =
    'root' in parsed ? (toJson(parsed.root) as { examples: { native: JsonObject }[] }) : { examples: [] };
  return root.examples.map(({ native }) => native);
}

const oddValues = fc.constantFrom<JsonValue>(
  'true',
  'false',
  '2024-02-30',
  '2024-01-02T03:04:05Z',
  '1700000000000',
  '12.5',
  '0',
  '-1',
  0,
  -0,
  1e308,
  12,
  'won',
  'Lost',
  1_767_254_400,
  null,
  '',
  [],
  {},
  '1e3',
  '101',
  ';;',
  [null],
  [[]],
  { toString: 1, valueOf: 2 },
);
// A round trip through text makes `__proto__` an own key, as JSON.parse does.
const anyJson = fc.oneof(
  oddValues,
  fc.json({ maxDepth: 3 }).map((text) => JSON.parse(text) as JsonValue),
  fc
    .constantFrom('{"__proto__":{"a":1}}', '{"constructor":{"prototype":1}}', '[{"__proto__":null,"id":{}}]')
    .map((text) => JSON.parse(text) as JsonValue),
);

/** Every place in a record, however deep. */
function placesIn(value: JsonValue, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  const places: string[][] = [];
  for (const [key, inner] of Object.entries(value)) {
    const place = [...path, key];
    places.push(place, ...placesIn(inner, place));
  }
  return places;
}

function edit(record: JsonObject, path: readonly string[], value: JsonValue): JsonObject {
  const copy = structuredClone(record);
  let target: unknown = copy;
  for (const key of path.slice(0, -1)) {
    if (typeof target !== 'object' || target === null) return copy;
    target = Object.getOwnPropertyDescriptor(target, key)?.value;
  }
  if (typeof target !== 'object' || target === null) return copy;
  Object.defineProperty(target, path.at(-1) ?? '', {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return copy;
}

/** True where a record is one of the model, or where there is a reason why there is none; no prototype was touched. */
function holds({ record, issues }: MappingResult<Opportunity>): boolean {
  const isTold = record === null ? issues.length > 0 : validateOpportunity(record);
  return isTold && Object.getOwnPropertyNames(Object.prototype).length === prototypeNames;
}

describe.each(['copper', 'hubspot', 'pipedrive'])('the mapping of %s', (vendor) => {
  const bound = bind(vendor);
  const records = exampleRecords(vendor);
  const places = records.flatMap((record) => placesIn(record));

  test('makes a record or a reason of any JSON whatsoever', () => {
    const natives = fc.sample(anyJson, { numRuns: runs / 2, seed: 11 });

    expect(natives.filter((native) => !holds(bound.read(native as JsonObject)))).toEqual([]);
  });

  test('makes a record of any of its examples with anything in any place, and explains it alike', () => {
    const edits = fc.array(fc.tuple(fc.constantFrom(...places), anyJson), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.constantFrom(...records), edits, (record, changes) => {
        const native = changes.reduce((current, [path, value]) => edit(current, path, value), record);
        const result = bound.read(native);
        const told = bound.explain(native).filter(({ value }) => value !== undefined);
        const explained = Object.fromEntries(told.map(({ field, value }) => [field, value]));
        expect(holds(result)).toBe(true);
        expect(result.record ?? explained).toEqual(explained);
      }),
      { numRuns: runs / 2 },
    );
  });

  test('agrees with the schema of the model', () => {
    for (const native of records) {
      const { record } = bound.read(native);
      expect(record === null ? undefined : Opportunity.safeParse(record).error).toBeUndefined();
    }
  });
});
