import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { opportunityFields } from '../../src/model/opportunity-fields.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/model/json.ts';
import { opportunityShape } from '../../src/mapping/opportunity-shape.ts';
import { parseYaml, toJson } from '../../src/mapping/index.ts';
import { bundledFiles, bundledMapping } from '../support/bundled-mapping.ts';
import { contextOf } from './vendor/acme.ts';

const catalogue = [
  { key: 'plan_tier', label: 'Plan', type: 'option', wire: 'choice', options: { gold: 'Gold' } },
  { key: 'risk_score', label: 'Risk', type: 'number', wire: 'decimal' },
  { key: '126240', label: 'Region', type: 'text', wire: 'json' },
] as const;
const lookups = { stages: { s1: { label: 'First', probability: 0.1, outcome: 'Open' } } };

/** The records of a mapping's own examples. */
function exampleRecords(vendor: string): JsonObject[] {
  const parsed = parseYaml(bundledFiles(vendor).mapping);
  const root =
    'root' in parsed ? (toJson(parsed.root) as { examples: { native: JsonObject }[] }) : { examples: [] };
  return root.examples.map(({ native }) => native);
}

/** Drops some keys, puts others first or adds them: what differs from one record to the next. */
function reshaped(native: JsonValue, draw: (below: number) => number): JsonValue {
  if (!isJsonObject(native)) return native;
  const entries = Object.entries(native).map(([key, value]): [string, JsonValue] => [
    key,
    reshaped(value, draw),
  ]);
  const kept = entries.filter(() => draw(12) !== 0);
  if (draw(4) === 0) kept.reverse();
  if (draw(6) === 0) kept.push([`extra_${draw(3)}`, draw(5)]);
  return Object.fromEntries(kept);
}

describe.each(['copper', 'hubspot', 'pipedrive'])('reading with the mapping of %s', (vendor) => {
  const mapping = bundledMapping(vendor, catalogue);
  const context = contextOf({ lookups, timezone: 'Europe/Berlin', currency: 'EUR', catalogue });
  const records = exampleRecords(vendor);

  test('leaves nothing of a record behind for the next, whatever their keys', () => {
    const bound = mapping.bind(context);
    const draws = fc.infiniteStream(fc.nat({ max: 59 }));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...records), { minLength: 1, maxLength: 8 }),
        draws,
        (some, stream) => {
          const draw = (below: number): number => stream.next().value % below;
          for (const record of some) {
            const native = reshaped(record, draw) as JsonObject;
            expect(bound.read(native)).toEqual(mapping.bind(context).read(native));
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

test('each position of the model stores its own field', () => {
  for (const [position, name] of Object.keys(opportunityFields).entries()) {
    const draft = {};
    opportunityShape.store(draft, position, 'x');

    expect(draft).toEqual({ [name]: 'x' });
  }
  expect(() => opportunityShape.store({}, 42, 'x')).toThrow(RangeError);
});
