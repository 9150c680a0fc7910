// Made from the fields of the model by `npm run docs`.
import type { CustomField, CustomFieldInput, OpportunityStatus, PassThrough } from './opportunity-parts.ts';
import type { JsonValue } from './json.ts';

/**
 * One deal of any CRM, as it is read.
 *
 * A key that is absent is a field the vendor does not have; `null` is a field that is empty in this record.
 */
export type Opportunity = {
  /** The vendor's id of the deal. */
  id: string;
  /** Name of the deal; empty where the vendor allows a nameless one. */
  title: string;
  /** The primary contact. */
  primaryContactId?: string | null;
  /** The same as primaryContactId. */
  contactId?: string | null;
  /** All contacts, each once, the primary one first. */
  contactIds?: string[];
  /** The (primary) company. */
  companyId?: string | null;
  /** Name of the (primary) company. */
  companyName?: string | null;
  /** Free text about the deal. */
  description?: string | null;
  /** Kind of deal, as the label people see. */
  type?: string | null;
  /** Amount in major units of `currency`; 0 is an amount. */
  monetaryAmount?: number | null;
  /** ISO 4217 code, upper case. */
  currency?: string | null;
  /** Chance of winning, 0 to 100, fractions allowed. */
  winProbability?: number | null;
  /** The vendor's weighted amount, else amount times probability. */
  expectedRevenue?: number | null;
  /** The actual closing date; null while the deal is open. `YYYY-MM-DD`. */
  closeDate?: string | null;
  /** Id of the loss reason; only on lost deals. */
  lossReasonId?: string | null;
  /** Why it was lost; only on lost deals. */
  lossReason?: string | null;
  /** Id of the won reason; only on won deals. */
  wonReasonId?: string | null;
  /** Why it was won; only on won deals. */
  wonReason?: string | null;
  /** The pipeline it is in. */
  pipelineId?: string | null;
  /** The stage it is in. */
  pipelineStageId?: string | null;
  /** Id of where the lead came from. */
  sourceId?: string | null;
  /** Label of where the lead came from. */
  leadSource?: string | null;
  /** The lead that became this deal. */
  leadId?: string | null;
  /** When that lead was created. `YYYY-MM-DDTHH:mm:ss.sssZ`. */
  dateLeadCreated?: string | null;
  /** The user who owns it, not who created it. */
  ownerId?: string | null;
  /** None, Low, Medium, High, or the vendor's own label. */
  priority?: string | null;
  /** Outcome, from flags or stage metadata, never from a label. */
  status?: OpportunityStatus | null;
  /** The vendor's code of the status. */
  statusId?: string | null;
  /** Labels, not ids. */
  tags?: string[] | null;
  /** Interactions counted; the formula is stated per vendor. */
  interactionCount?: number | null;
  /** Every field the account added. */
  customFields?: CustomField[];
  /** When the stage last changed. `YYYY-MM-DDTHH:mm:ss.sssZ`. */
  stageLastChangedAt?: string | null;
  /** The same instant as stageLastChangedAt. `YYYY-MM-DDTHH:mm:ss.sssZ`. */
  dateStageChanged?: string | null;
  /** When the last activity took place. `YYYY-MM-DDTHH:mm:ss.sssZ`. */
  lastActivityAt?: string | null;
  /** When the contact was last spoken or written to. `YYYY-MM-DDTHH:mm:ss.sssZ`. */
  dateLastContacted?: string | null;
  /** True for deleted, archived-to-bin and merged-away records. */
  deleted?: boolean;
  /** Results of the connection's own mappings, by key. */
  customMappings?: Record<string, JsonValue> | null;
  /** The user who created it. */
  createdBy?: string | null;
  /** The user who last changed it. */
  updatedBy?: string | null;
  /** When it was created. `YYYY-MM-DDTHH:mm:ss.sssZ`. */
  createdAt?: string | null;
  /** When it last changed; a deletion counts as a change. `YYYY-MM-DDTHH:mm:ss.sssZ`. */
  updatedAt?: string | null;
};

/**
 * What may be written of an opportunity. Only the keys that are given are written; `null` clears, an absent key leaves
 * alone. What a vendor cannot take is refused with the reason before anything is sent.
 */
export type OpportunityInput = {
  /** Name of the deal; empty where the vendor allows a nameless one. */
  title?: string | undefined;
  /** The primary contact. */
  primaryContactId?: string | null | undefined;
  /** The same as primaryContactId. */
  contactId?: string | null | undefined;
  /** All contacts, each once, the primary one first. */
  contactIds?: string[] | undefined;
  /** The (primary) company. */
  companyId?: string | null | undefined;
  /** Name of the (primary) company. */
  companyName?: string | null | undefined;
  /** Free text about the deal. */
  description?: string | null | undefined;
  /** Kind of deal, as the label people see. */
  type?: string | null | undefined;
  /** Amount in major units of `currency`; 0 is an amount. */
  monetaryAmount?: number | null | undefined;
  /** ISO 4217 code, upper case. */
  currency?: string | null | undefined;
  /** Chance of winning, 0 to 100, fractions allowed. */
  winProbability?: number | null | undefined;
  /** The actual closing date; null while the deal is open. `YYYY-MM-DD`. */
  closeDate?: string | null | undefined;
  /** Id of the loss reason; only on lost deals. */
  lossReasonId?: string | null | undefined;
  /** Why it was lost; only on lost deals. */
  lossReason?: string | null | undefined;
  /** Id of the won reason; only on won deals. */
  wonReasonId?: string | null | undefined;
  /** Why it was won; only on won deals. */
  wonReason?: string | null | undefined;
  /** The pipeline it is in. */
  pipelineId?: string | null | undefined;
  /** The stage it is in. */
  pipelineStageId?: string | null | undefined;
  /** Id of where the lead came from. */
  sourceId?: string | null | undefined;
  /** Label of where the lead came from. */
  leadSource?: string | null | undefined;
  /** The lead that became this deal. */
  leadId?: string | null | undefined;
  /** The user who owns it, not who created it. */
  ownerId?: string | null | undefined;
  /** None, Low, Medium, High, or the vendor's own label. */
  priority?: string | null | undefined;
  /** Outcome, from flags or stage metadata, never from a label. */
  status?: OpportunityStatus | null | undefined;
  /** The vendor's code of the status. */
  statusId?: string | null | undefined;
  /** Labels, not ids. */
  tags?: string[] | null | undefined;
  /** By id or label; only the fields named here are written. */
  customFields?: CustomFieldInput[];
  /** By key of the connection's own mappings, where their lines can be written. */
  customMappings?: Record<string, JsonValue>;
  /** Vendor-specific extras for the request body. */
  passThrough?: PassThrough[];
};
