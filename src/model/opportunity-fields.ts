import type { FieldSpec, ModelSpec, UnifiedType } from './field-spec.ts';

type Access = FieldSpec['access'];

function field(type: UnifiedType, access: Access, meaning: string, more: Partial<FieldSpec> = {}): FieldSpec {
  return { type, list: false, access, nullable: true, meaning, ...more };
}

const statuses = ['Open', 'Won', 'Lost', 'Abandoned'] as const;

/** The 42 fields of an Opportunity, in the order in which records carry them. */
export const opportunityFields = {
  id: field('id', 'read', "The vendor's id of the deal.", {
    nullable: false,
    instead: 'the vendor gives it; to change a record, pass its id to update',
  }),
  title: field('text', 'read-write', 'Name of the deal; empty where the vendor allows a nameless one.', {
    nullable: false,
  }),
  primaryContactId: field('id', 'read-write', 'The primary contact.'),
  contactId: field('id', 'read-write', 'The same as primaryContactId.'),
  contactIds: field('id', 'read-write', 'All contacts, each once, the primary one first.', {
    list: true,
    nullable: false,
  }),
  companyId: field('id', 'read-write', 'The (primary) company.'),
  companyName: field('text', 'read-write', 'Name of the (primary) company.'),
  description: field('text', 'read-write', 'Free text about the deal.'),
  type: field('text', 'read-write', 'Kind of deal, as the label people see.'),
  monetaryAmount: field('number', 'read-write', 'Amount in major units of `currency`; 0 is an amount.'),
  currency: field('currency', 'read-write', 'ISO 4217 code, upper case.'),
  winProbability: field('percent', 'read-write', 'Chance of winning, 0 to 100, fractions allowed.'),
  expectedRevenue: field('number', 'read', "The vendor's weighted amount, else amount times probability."),
  closeDate: field('date', 'read-write', 'The actual closing date; null while the deal is open.'),
  lossReasonId: field('id', 'read-write', 'Id of the loss reason; only on lost deals.'),
  lossReason: field('text', 'read-write', 'Why it was lost; only on lost deals.'),
  wonReasonId: field('id', 'read-write', 'Id of the won reason; only on won deals.'),
  wonReason: field('text', 'read-write', 'Why it was won; only on won deals.'),
  pipelineId: field('id', 'read-write', 'The pipeline it is in.'),
  pipelineStageId: field('id', 'read-write', 'The stage it is in.'),
  sourceId: field('id', 'read-write', 'Id of where the lead came from.'),
  leadSource: field('text', 'read-write', 'Label of where the lead came from.'),
  leadId: field('id', 'read-write', 'The lead that became this deal.'),
  dateLeadCreated: field('datetime', 'read', 'When that lead was created.'),
  ownerId: field('id', 'read-write', 'The user who owns it, not who created it.'),
  priority: field('text', 'read-write', "None, Low, Medium, High, or the vendor's own label.", {
    canonical: ['None', 'Low', 'Medium', 'High'],
  }),
  status: field('text', 'read-write', 'Outcome, from flags or stage metadata, never from a label.', {
    values: statuses,
  }),
  statusId: field('id', 'read-write', "The vendor's code of the status."),
  tags: field('text', 'read-write', 'Labels, not ids.', { list: true }),
  interactionCount: field('integer', 'read', 'Interactions counted; the formula is stated per vendor.'),
  customFields: field('custom-fields', 'read-write', 'Every field the account added.', {
    list: true,
    nullable: false,
  }),
  stageLastChangedAt: field('datetime', 'read', 'When the stage last changed.'),
  dateStageChanged: field('datetime', 'read', 'The same instant as stageLastChangedAt.'),
  lastActivityAt: field('datetime', 'read', 'When the last activity took place.'),
  dateLastContacted: field('datetime', 'read', 'When the contact was last spoken or written to.'),
  deleted: field('boolean', 'read', 'True for deleted, archived-to-bin and merged-away records.', {
    nullable: false,
    instead: 'call delete for the record',
  }),
  customMappings: field('custom-mappings', 'read', "Results of the connection's own mappings, by key."),
  passThrough: field('pass-through', 'write', 'Vendor-specific extras for the request body.', {
    list: true,
    nullable: false,
  }),
  createdBy: field('id', 'read', 'The user who created it.'),
  updatedBy: field('id', 'read', 'The user who last changed it.'),
  createdAt: field('datetime', 'read', 'When it was created.'),
  updatedAt: field('datetime', 'read', 'When it last changed; a deletion counts as a change.'),
} as const satisfies Record<string, FieldSpec>;

/** Name of a unified field of an Opportunity. */
export type OpportunityField = keyof typeof opportunityFields;

/** The unified Opportunity as data. */
export const opportunityModel = {
  name: 'opportunity',
  fields: opportunityFields,
} as const satisfies ModelSpec;
