import type { CustomFieldDefinition } from '../../src/connector-kit/resource.ts';
import type { JsonObject, JsonValue } from '../../src/model/json.ts';
import type { OpportunityStatus } from '../../src/model/opportunity.ts';
import type { BusinessDeal } from './business-deals.ts';

/** A vendor's way to write a business deal down, with the tables and definitions its mapping is handed. */
export interface NativeForm {
  render(deal: BusinessDeal): JsonObject;
  readonly lookups: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, JsonValue>>>>>>;
  readonly catalogue: readonly CustomFieldDefinition[];
  /** Statuses that this vendor knows; a deal with another one has no form there. */
  readonly statuses: readonly OpportunityStatus[];
  /** What this vendor cannot say about a deal, by field, with the reason. */
  readonly lacks: (deal: BusinessDeal) => Readonly<Record<string, string>>;
}

function unix(instant: string): number {
  return Date.parse(instant) / 1000;
}

function withoutMs(instant: string): string {
  return instant.replace('.000Z', 'Z');
}

function usDate(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${month}/${date}/${year}`;
}

const optionIds = { Gold: 41, Silver: 42 } as const;
const options = { '41': 'Gold', '42': 'Silver' } as const;

export const copper: NativeForm = {
  render: (deal) => ({
    id: deal.id,
    name: deal.title,
    assignee_id: deal.ownerId,
    close_date: deal.closed ? usDate(deal.closed.day) : deal.forecastDay && usDate(deal.forecastDay),
    company_id: deal.company?.id ?? null,
    company_name: deal.company?.name ?? null,
    customer_source_id: deal.source === null ? null : 331_101,
    details: deal.description,
    loss_reason_id: deal.lossReason === null ? null : 970_001,
    pipeline_id: deal.pipelineId,
    pipeline_is_revenue: true,
    pipeline_stage_id: deal.stageId,
    pipeline_type: 'opportunity',
    primary_contact_id: deal.contactId,
    priority: deal.priority ?? 'None',
    status: deal.status,
    tags: deal.tags,
    interaction_count: deal.interactions,
    monetary_unit: deal.amount === null ? null : deal.currency,
    monetary_value: deal.amount,
    converted_unit: null,
    converted_value: null,
    win_probability: deal.probability,
    date_stage_changed: unix(deal.stageChangedAt),
    date_last_contacted: deal.contactedAt && unix(deal.contactedAt),
    leads_converted_from: deal.leadId === null ? [] : [{ lead_id: Number(deal.leadId) }],
    date_lead_created: null,
    date_created: unix(deal.createdAt),
    date_modified: unix(deal.updatedAt),
    custom_fields: [
      { custom_field_definition_id: 380_002, value: deal.custom.tier && optionIds[deal.custom.tier] },
      { custom_field_definition_id: 380_001, value: deal.custom.region },
      { custom_field_definition_id: 380_003, value: deal.custom.seats },
      // Midnight of that day in Los Angeles, as recorded traffic has it.
      {
        custom_field_definition_id: 380_004,
        value: deal.custom.goLive && unix(`${deal.custom.goLive}T07:00:00Z`),
      },
    ],
  }),
  lookups: {
    customerSources: { '331101': { name: 'Trade fair' } },
    lossReasons: { '970001': { name: 'Price' } },
  },
  catalogue: [
    { key: '380001', label: 'Region', type: 'text', wire: 'text' },
    { key: '380002', label: 'Tier', type: 'option', wire: 'id', options },
    { key: '380003', label: 'Seats', type: 'number', wire: 'number' },
    { key: '380004', label: 'Go-live', type: 'date', wire: 'unix-day' },
  ],
  statuses: ['Open', 'Won', 'Lost', 'Abandoned'],
  lacks: (deal) => ({
    ...(deal.amount === null ? { currency: 'states a currency only with an amount' } : {}),
    ...(deal.priority === null ? { priority: 'has the word None for no priority' } : {}),
  }),
};

export const pipedrive: NativeForm = {
  render: (deal) => ({
    id: deal.id,
    title: deal.title,
    creator_user_id: 7009,
    value: deal.amount,
    person_id: deal.contactId,
    org_id: deal.company?.id ?? null,
    stage_id: deal.stageId,
    currency: deal.currency,
    add_time: withoutMs(deal.createdAt),
    update_time: withoutMs(deal.updatedAt),
    status: deal.status.toLowerCase(),
    probability: deal.probability,
    lost_reason: deal.lossReason,
    visible_to: 3,
    close_time: deal.closed && withoutMs(deal.closed.at),
    pipeline_id: deal.pipelineId,
    won_time: deal.status === 'Won' && deal.closed ? withoutMs(deal.closed.at) : null,
    lost_time: deal.status === 'Lost' && deal.closed ? withoutMs(deal.closed.at) : null,
    stage_change_time: withoutMs(deal.stageChangedAt),
    local_won_date: deal.status === 'Won' && deal.closed ? deal.closed.day : null,
    local_lost_date: deal.status === 'Lost' && deal.closed ? deal.closed.day : null,
    local_close_date: deal.closed?.day ?? null,
    expected_close_date: deal.forecastDay,
    owner_id: deal.ownerId,
    label_ids: deal.tags.map((tag) => (tag === 'renewal' ? 11 : 14)),
    is_deleted: false,
    origin: 'ManuallyCreated',
    origin_id: null,
    channel: deal.source === null ? null : 64,
    channel_id: null,
    is_archived: false,
    archive_time: null,
    last_activity_id: deal.contactedAt && 8812,
    email_messages_count: deal.interactions === 0 ? 0 : 7,
    done_activities_count: deal.interactions === 0 ? 0 : deal.interactions - 7,
    participants_count: deal.contactId === null ? 0 : 1,
    last_incoming_mail_time: deal.contactedAt && '2025-01-01T00:00:00Z',
    last_outgoing_mail_time: deal.contactedAt && withoutMs(deal.contactedAt),
    source_lead_id: deal.leadId,
    custom_fields: {
      '0a11c3d5e7f9021b4d6f8091a2b3c4d5e6f70811': deal.custom.region,
      '5f66182a3e4f576092b4c5e6f708192a3b4c5d66': deal.custom.tier && optionIds[deal.custom.tier],
      '3d44f6081c2d354e7092a3c4d5e6f708192a3b44': deal.custom.seats,
      b5cc7e8094a5bdc6581a2b4c5d6e7f8091a2b3cc: deal.custom.goLive,
    },
  }),
  lookups: {
    channels: { '64': { label: 'Trade fair' } },
    origins: { ManuallyCreated: { label: 'Manually created' } },
    orgs: { '902': { name: 'Müller & Söhne GmbH' } },
    labels: { '11': { label: 'renewal' }, '14': { label: 'dach' } },
    activities: { '8812': { done_time: '2026-06-19T15:41:12Z', due_date: '2026-06-20' } },
    lostReasons: { Price: { id: '81' } },
  },
  catalogue: [
    { key: '0a11c3d5e7f9021b4d6f8091a2b3c4d5e6f70811', label: 'Region', type: 'text', wire: 'text' },
    { key: '5f66182a3e4f576092b4c5e6f708192a3b4c5d66', label: 'Tier', type: 'option', wire: 'id', options },
    { key: '3d44f6081c2d354e7092a3c4d5e6f708192a3b44', label: 'Seats', type: 'number', wire: 'number' },
    { key: 'b5cc7e8094a5bdc6581a2b4c5d6e7f8091a2b3cc', label: 'Go-live', type: 'date', wire: 'date' },
  ],
  statuses: ['Open', 'Won', 'Lost'],
  lacks: (deal) => ({
    description: 'has notes on a deal, and no text of the deal itself',
    priority: 'has no priority',
    ...(deal.source === null ? { leadSource: 'names its own origin where no channel is set' } : {}),
  }),
};

/** A double as HubSpot prints what it computed: all the digits of the binary fraction. */
function longDecimal(value: number): string {
  // Twenty digits are what the platform prints; HubSpot goes on with more of the same.
  return `${value.toFixed(20)}${'0'.repeat(20)}`;
}

export const hubspot: NativeForm = {
  render: (deal) => ({
    id: String(deal.id),
    properties: {
      hs_object_id: String(deal.id),
      dealname: deal.title,
      description: deal.description ?? '',
      amount: deal.amount === null ? null : String(deal.amount),
      deal_currency_code: deal.currency,
      hs_deal_stage_probability: longDecimal(deal.probability / 100),
      hs_projected_amount: deal.amount === null ? null : longDecimal((deal.amount * deal.probability) / 100),
      closedate: deal.closed ? deal.closed.at : deal.forecastDay && `${deal.forecastDay}T00:00:00Z`,
      hs_is_closed: String(deal.status !== 'Open'),
      hs_is_closed_won: String(deal.status === 'Won'),
      hs_is_closed_lost: String(deal.status === 'Lost'),
      closed_lost_reason: deal.lossReason,
      pipeline: String(deal.pipelineId),
      dealstage: String(deal.stageId),
      hs_analytics_source: deal.source === null ? null : 'TRADE_FAIR',
      hubspot_owner_id: deal.ownerId === null ? null : String(deal.ownerId),
      hs_priority: deal.priority?.toLowerCase() ?? null,
      hs_tag_ids: deal.tags.map((tag) => (tag === 'renewal' ? '501' : '502')).join(';'),
      num_notes: String(deal.interactions),
      hs_v2_date_entered_current_stage: withoutMs(deal.stageChangedAt),
      notes_last_updated: deal.contactedAt,
      notes_last_contacted: deal.contactedAt,
      hs_lastmodifieddate: deal.updatedAt,
      region: deal.custom.region ?? '',
      tier: deal.custom.tier?.toLowerCase() ?? null,
      seats: deal.custom.seats === null ? null : deal.custom.seats.toFixed(2),
      go_live: deal.custom.goLive,
    },
    createdAt: withoutMs(deal.createdAt),
    updatedAt: deal.updatedAt,
    archived: false,
    associations: {
      // Links that were asked for and are not there come as empty lists.
      contacts: {
        results: deal.contactId === null ? [] : [{ id: String(deal.contactId), type: 'deal_to_contact' }],
      },
      companies: {
        results:
          deal.company === null
            ? []
            : [
                { id: String(deal.company.id), type: 'deal_to_company' },
                { id: String(deal.company.id), type: 'deal_to_company_unlabeled' },
              ],
      },
      leads: { results: deal.leadId === null ? [] : [{ id: deal.leadId, type: 'deal_to_lead' }] },
    },
  }),
  lookups: {
    companies: { '902': { name: 'Müller & Söhne GmbH' } },
    sources: { TRADE_FAIR: { label: 'Trade fair' } },
    tags: { '501': { label: 'renewal' }, '502': { label: 'dach' } },
    stages: {},
    leads: {},
    lossReasons: {},
  },
  catalogue: [
    { key: 'region', label: 'Region', type: 'text', wire: 'text' },
    {
      key: 'tier',
      label: 'Tier',
      type: 'option',
      wire: 'choice',
      options: { gold: 'Gold', silver: 'Silver' },
    },
    { key: 'seats', label: 'Seats', type: 'number', wire: 'decimal' },
    { key: 'go_live', label: 'Go-live', type: 'date', wire: 'date' },
  ],
  statuses: ['Open', 'Won', 'Lost'],
  lacks: () => ({}),
};
