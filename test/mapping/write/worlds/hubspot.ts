import type { CustomFieldDefinition } from '../../../../src/connector-kit/resource.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/model/json.ts';
import { rawCustomValue } from './custom-values.ts';
import type { Dice } from './dice.ts';
import { hubspotMoves } from './hubspot-moves.ts';
import { listAt, merge, objectAt, type Account, type World } from './world.ts';

const catalogue: readonly CustomFieldDefinition[] = [
  { key: 'po_number', label: 'PO number', type: 'text', wire: 'text', longest: 65_536 },
  { key: 'risk_score', label: 'Risk', type: 'number', wire: 'decimal' },
  { key: 'setup_fee', label: 'Setup fee', type: 'money', wire: 'decimal' },
  { key: 'is_reseller', label: 'Reseller', type: 'boolean', wire: 'bool-text' },
  { key: 'signed_on', label: 'Signed on', type: 'date', wire: 'date' },
  { key: 'next_call', label: 'Next call', type: 'datetime', wire: 'datetime' },
  {
    key: 'plan_tier',
    label: 'Plan',
    type: 'option',
    wire: 'choice',
    options: { gold: 'Gold plan', silver: 'Silver plan' },
  },
  {
    key: 'regions',
    label: 'Regions',
    type: 'options',
    wire: 'list-semicolon',
    options: { eu: 'Europe', apac: 'APAC' },
  },
  { key: 'engineer', label: 'Engineer', type: 'reference', wire: 'id', refName: 'OWNER' },
  { key: 'team', label: 'Team', type: 'reference', wire: 'list-semicolon', refName: 'OWNER' },
  { key: 'location', label: 'Location', type: 'unknown', wire: 'text' },
  { key: 'margin', label: 'Margin', type: 'number', wire: 'decimal', access: 'read' },
  { key: 'po_number_2', label: 'po  NUMBER', type: 'text', wire: 'text' },
];

const stages: Readonly<Record<string, JsonObject>> = {
  open1: { label: 'Open', outcome: 'Open', probability: 0.2, pipeline: 'default' },
  open2: { label: 'Offer', outcome: 'Open', probability: 0.6, pipeline: 'default' },
  won1: { label: 'Won', outcome: 'Won', probability: 1, pipeline: 'default' },
  lost1: { label: 'Lost', outcome: 'Lost', probability: 0, pipeline: 'default' },
  lost2: { label: 'Cancelled', outcome: 'Lost', probability: 0, pipeline: 'default' },
  open77: { label: 'Talk', outcome: 'Open', probability: 0.5, pipeline: '77' },
  won77: { label: 'Signed', outcome: 'Won', probability: 1, pipeline: '77' },
};
const reasons = { price: { id: 'price', label: 'Better price' }, trust: { id: 'trust', label: 'Trust' } };
const owners = { '90011': { label: 'Ana' }, '90012': { label: 'Bo' } };
const contacts = ['701', '7012', '70111', '9', '1'];

function record(dice: Dice): JsonObject {
  const stage = dice.pick([...Object.keys(stages), 'gone', '']);
  const mayBeLinked = dice.chance(0.9);
  const company = dice.pick(['', '8101']);
  const linked = dice.some(contacts).map((id) => ({ id, type: 'deal_to_contact' }));
  const others = dice.some(['8102', '8103']);
  const lead = dice.pick([
    [],
    [
      { id: '31', type: 'deal_to_primary_lead' },
      { id: '31', type: 'deal_to_lead' },
    ],
    [{ id: '32', type: 'deal_to_lead' }],
  ]);
  const companies = [
    ...(company === '' ? [] : [{ id: company, type: 'deal_to_company' }]),
    ...[company, ...others]
      .filter((id) => id !== '')
      .map((id) => ({ id, type: 'deal_to_company_unlabeled' })),
  ];
  const properties: JsonObject = {
    dealname: dice.pick(['', dice.text()]),
    description: dice.pick(['', dice.text()]),
    dealtype: dice.pick(['', 'newbusiness', 'odd']),
    amount: dice.pick(['', '0', '1234.50', '0.1']),
    deal_currency_code: dice.pick(['', 'USD', 'EUR']),
    pipeline: String(stages[stage]?.['pipeline'] ?? 'default'),
    dealstage: stage,
    closedate: dice.pick(['', `${dice.day()}T22:59:59.999Z`]),
    closed_lost_reason: dice.pick(['', 'price', 'old words']),
    closed_won_reason: dice.pick(['', 'trust', 'old words']),
    hubspot_owner_id: dice.pick(['', '90011', '99999']),
    hs_priority: dice.pick(['', 'high', 'asap', 'odd']),
    hs_tag_ids: dice.pick(['', '5;6']),
    num_notes: '3',
    hs_primary_associated_company: company,
    hs_analytics_source: 'OFFLINE',
    ...Object.fromEntries(
      dice.some(catalogue).map((definition) => [definition.key, rawCustomValue(definition, dice, 'text')]),
    ),
    ...(dice.chance(0.1) ? { gone_field: 'of a property that is gone' } : {}),
  };
  const associations = {
    contacts: { results: linked },
    companies: { results: companies },
    leads: { results: lead },
  };
  return {
    id: String(31_000_000 + dice.below(1000)),
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-05-01T00:00:00.000Z',
    archived: false,
    properties: { ...properties, ...flagsOf(stage) },
    ...(mayBeLinked ? { associations } : {}),
  };
}

/** What HubSpot works out from the stage; of a stage that it does not know, nothing. */
function flagsOf(stage: JsonValue | undefined): JsonObject {
  const found = stages[String(stage)];
  if (found === undefined)
    return { hs_is_closed: '', hs_is_closed_won: '', hs_is_closed_lost: '', hs_deal_stage_probability: '' };
  const { outcome, probability } = found;
  return {
    hs_is_closed: String(outcome !== 'Open'),
    hs_is_closed_won: String(outcome === 'Won'),
    hs_is_closed_lost: String(outcome === 'Lost'),
    hs_deal_stage_probability: String(probability),
  };
}

function settle(before: JsonObject | undefined, patch: JsonObject): JsonObject {
  const none = { contacts: { results: [] }, companies: { results: [] }, leads: { results: [] } };
  const after = merge(before ?? { id: '1', archived: false, associations: none }, patch);
  const [old, written] = [objectAt(before, 'properties'), objectAt(patch, 'properties')];
  const properties = { ...old, ...written };
  const stage = properties['dealstage'] ?? '';
  const flags = stage === old['dealstage'] ? {} : flagsOf(stage);
  const isClosing = flags['hs_is_closed'] === 'true' && old['hs_is_closed'] !== 'true';
  const closing =
    isClosing && written['closedate'] === undefined ? { closedate: '2026-11-26T10:00:00.000Z' } : {};
  const marked = listAt(objectAt(objectAt(after, 'associations'), 'companies'), 'results').find(
    (item) => isJsonObject(item) && item['type'] === 'deal_to_company',
  );
  const company = isJsonObject(after['associations'])
    ? { hs_primary_associated_company: isJsonObject(marked) ? (marked['id'] ?? '') : '' }
    : {};
  return { ...after, properties: { ...properties, ...flags, ...closing, ...company } };
}

const account: Account = {
  catalogue,
  currencies: ['EUR', 'USD', 'SEK'],
  contacts,
  companies: ['8101', '8105'],
  leads: ['31', '35'],
  listsContacts: true,
  lookups: {
    stages,
    pipelines: { default: { label: 'Sales' }, '77': { label: 'Partners' } },
    sources: { OFFLINE: { label: 'Offline sources' } },
    dealTypes: { newbusiness: { label: 'New Business' }, existingbusiness: { label: 'Existing Business' } },
    priorities: {
      low: { label: 'Low' },
      medium: { label: 'Medium' },
      high: { label: 'High' },
      asap: { label: 'Right now' },
    },
    lossReasons: reasons,
    wonReasons: reasons,
    tags: { '5': { label: 'hot' } },
    owners,
    activeOwners: owners,
    companies: { '8101': { name: 'Acme' } },
  },
};

export const hubspot: World = {
  ...account,
  vendor: 'hubspot',
  overlays: ['expected-close-date', 'pipeline-labels'],
  record,
  moves: hubspotMoves(account),
  settle,
};
