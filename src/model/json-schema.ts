import { z } from 'zod';
import { opportunityFields } from './opportunity-fields.ts';
import { Opportunity } from './opportunity.ts';

/** The Opportunity as JSON Schema (draft 2020-12), with the meaning of each field. */
export function opportunityJsonSchema(): Record<string, unknown> {
  const { properties = {}, ...schema } = z.toJSONSchema(Opportunity);
  const meanings = new Map<string, string>(
    Object.entries(opportunityFields).map(([name, spec]) => [name, spec.meaning]),
  );
  const described = Object.entries(properties).map(([name, property]) => [
    name,
    typeof property === 'object' ? { description: meanings.get(name), ...property } : property,
  ]);
  return { title: 'Opportunity', ...schema, properties: Object.fromEntries(described) };
}
