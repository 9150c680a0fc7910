import { z } from 'zod';
import type { JsonValue } from './json.ts';
import { customFieldTypes } from './custom-field-types.ts';
import type * as parts from './opportunity-parts.ts';
import type * as types from './opportunity-types.ts';

const Json = z.json() as z.ZodType<JsonValue>;
const Id = z.string();
const DateTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'a date-time reads YYYY-MM-DDTHH:mm:ss.sssZ');
const CalendarDay = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a date reads YYYY-MM-DD');

/** Kinds of custom field. */
export const CustomFieldType = z.enum(customFieldTypes);
export type CustomFieldType = z.infer<typeof CustomFieldType>;

/** One field that the account added to its deals. */
export const CustomField = z.object({
  /** The vendor's id of the field: stays the same when people rename it. */
  id: Id,
  /** The label people see; null where the vendor no longer knows the field. */
  name: z.string().nullable(),
  description: z.string().nullable().exactOptional(),
  type: CustomFieldType,
  /** Options are labels. The option ids stay in the native record. */
  value: Json,
  /** What a `reference` points at, in the vendor's word. */
  refName: z.string().exactOptional(),
});
export type CustomField = parts.CustomField;

/** Vendor-specific extras for a request body; applies only to the connector named by `serviceId`. */
export const PassThrough = z.object({
  serviceId: z.string(),
  operationId: z.string().exactOptional(),
  extendObject: z.record(z.string(), Json).exactOptional(),
  extendPaths: z.array(z.object({ path: z.string(), value: Json })).exactOptional(),
});
export type PassThrough = parts.PassThrough;

/** What became of a deal. */
export const OpportunityStatus = z.enum(['Open', 'Won', 'Lost', 'Abandoned']);
export type OpportunityStatus = parts.OpportunityStatus;

/**
 * One deal of any CRM, as it is read.
 *
 * A key that is absent is a field the vendor does not have; `null` is a field that is empty in this record.
 */
export const Opportunity = z.object({
  id: Id,
  title: z.string(),
  primaryContactId: Id.nullable().exactOptional(),
  contactId: Id.nullable().exactOptional(),
  contactIds: z.array(Id).exactOptional(),
  companyId: Id.nullable().exactOptional(),
  companyName: z.string().nullable().exactOptional(),
  description: z.string().nullable().exactOptional(),
  type: z.string().nullable().exactOptional(),
  monetaryAmount: z.number().nullable().exactOptional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'a currency is three capital letters (ISO 4217)')
    .nullable()
    .exactOptional(),
  winProbability: z.number().min(0).max(100).nullable().exactOptional(),
  expectedRevenue: z.number().nullable().exactOptional(),
  closeDate: CalendarDay.nullable().exactOptional(),
  lossReasonId: Id.nullable().exactOptional(),
  lossReason: z.string().nullable().exactOptional(),
  wonReasonId: Id.nullable().exactOptional(),
  wonReason: z.string().nullable().exactOptional(),
  pipelineId: Id.nullable().exactOptional(),
  pipelineStageId: Id.nullable().exactOptional(),
  sourceId: Id.nullable().exactOptional(),
  leadSource: z.string().nullable().exactOptional(),
  leadId: Id.nullable().exactOptional(),
  dateLeadCreated: DateTime.nullable().exactOptional(),
  ownerId: Id.nullable().exactOptional(),
  priority: z.string().nullable().exactOptional(),
  status: OpportunityStatus.nullable().exactOptional(),
  statusId: Id.nullable().exactOptional(),
  tags: z.array(z.string()).nullable().exactOptional(),
  interactionCount: z.int().nullable().exactOptional(),
  customFields: z.array(CustomField).exactOptional(),
  stageLastChangedAt: DateTime.nullable().exactOptional(),
  dateStageChanged: DateTime.nullable().exactOptional(),
  lastActivityAt: DateTime.nullable().exactOptional(),
  dateLastContacted: DateTime.nullable().exactOptional(),
  deleted: z.boolean().exactOptional(),
  customMappings: z.record(z.string(), Json).nullable().exactOptional(),
  createdBy: Id.nullable().exactOptional(),
  updatedBy: Id.nullable().exactOptional(),
  createdAt: DateTime.nullable().exactOptional(),
  updatedAt: DateTime.nullable().exactOptional(),
});
export type Opportunity = types.Opportunity;
