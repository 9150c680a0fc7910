import { z } from 'zod';
import type { JsonValue } from './json.ts';
import { Opportunity, PassThrough } from './opportunity.ts';
import type * as parts from './opportunity-parts.ts';
import type * as types from './opportunity-types.ts';

const Json = z.json() as z.ZodType<JsonValue>;

/** A custom field to be written: named by its id or by its label, options by their labels or ids. */
export const CustomFieldInput = z.union([
  z.object({ id: z.string(), value: Json }),
  z.object({ name: z.string(), value: Json }),
]);
export type CustomFieldInput = parts.CustomFieldInput;

/**
 * What may be written of an opportunity. Only the keys that are given are written; `null` clears, an absent key leaves
 * alone. What a vendor cannot take is refused with the reason before anything is sent.
 */
export const OpportunityInput = Opportunity.pick({
  title: true,
  primaryContactId: true,
  contactId: true,
  contactIds: true,
  companyId: true,
  companyName: true,
  description: true,
  type: true,
  monetaryAmount: true,
  currency: true,
  winProbability: true,
  closeDate: true,
  lossReasonId: true,
  lossReason: true,
  wonReasonId: true,
  wonReason: true,
  pipelineId: true,
  pipelineStageId: true,
  sourceId: true,
  leadSource: true,
  leadId: true,
  ownerId: true,
  priority: true,
  status: true,
  statusId: true,
  tags: true,
})
  .partial()
  .extend({
    /** Only the fields named here are written. */
    customFields: z.array(CustomFieldInput).exactOptional(),
    /** By key of the connection's own mappings, where their lines can be written. */
    customMappings: z.record(z.string(), Json).exactOptional(),
    passThrough: z.array(PassThrough).exactOptional(),
  });
export type OpportunityInput = types.OpportunityInput;

/**
 * What makes a new opportunity. Copper and Pipedrive take none without a name, and accounts of HubSpot may ask for it;
 * where a nameless deal is meant, `''` says so. What an account asks for besides, its vendor refuses by the field.
 */
export type NewOpportunityInput = OpportunityInput & {
  /** Name of the deal; empty where the vendor allows a nameless one. */
  readonly title: string;
};
