import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Opportunity, opportunityFields, opportunityJsonSchema } from '../../src/model/index.ts';

const least = {
  id: '1',
  title: 'Rocket',
  customFields: [],
  deleted: false,
  createdAt: '2026-01-02T03:04:05.678Z',
  updatedAt: '2026-01-02T03:04:05.678Z',
};

const candidates: readonly unknown[] = [
  least,
  { ...least, monetaryAmount: null, currency: 'EUR', status: 'Won', tags: ['a'], closeDate: '2026-06-30' },
  { ...least, customFields: [{ id: 'a', name: null, type: 'text', value: 'x' }] },
  { ...least, customMappings: { any: [1, null, { deep: true }] } },
  {},
  [],
  null,
  { ...least, id: 1 },
  { ...least, id: undefined },
  { ...least, currency: 'eur' },
  { ...least, winProbability: 101 },
  { ...least, status: 'won' },
  { ...least, closeDate: '30.06.2026' },
  { ...least, updatedAt: '2026-01-02T03:04:05Z' },
  { ...least, tags: [1] },
  { ...least, monetaryAmount: '12' },
  { ...least, customFields: [{ id: 'a', name: null, type: 'shape', value: 'x' }] },
  ...Object.keys(least).map((name) => ({ ...least, [name]: undefined })),
].map((candidate) => JSON.parse(JSON.stringify(candidate)) as unknown);

describe('the Opportunity as JSON Schema', () => {
  const schema = opportunityJsonSchema();

  test('is of draft 2020-12, with every field and what it means', () => {
    const properties = Object(schema['properties']);

    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Opportunity',
      type: 'object',
    });
    expect(Object.keys(properties)).toEqual(Object.keys(Opportunity.shape));
    for (const [name, { meaning }] of Object.entries(opportunityFields))
      if (name in properties) expect(properties[name]).toMatchObject({ description: meaning });
  });

  test('requires what every record has', () => {
    const required = Object.entries(Opportunity.shape)
      .filter(([, field]) => !z.object({ field }).safeParse({}).success)
      .map(([name]) => name);

    expect(required).toEqual(['id', 'title']);
    expect(schema['required']).toEqual(required);
  });

  test('takes and refuses the same records as the library', () => {
    // The package that made it reads it back; what it made of it is compared record by record.
    const again = z.fromJSONSchema(schema);
    const verdicts = candidates.map((candidate) => Opportunity.safeParse(candidate).success);

    expect(candidates.map((candidate) => again.safeParse(candidate).success)).toEqual(verdicts);
    expect(new Set(verdicts)).toEqual(new Set([true, false]));
  });
});
