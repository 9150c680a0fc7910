import { lossReasons, priorities, tags } from '../../../../src/sandbox-kit/index.ts';
import { additionalCurrencies, companyCurrency } from '../facts.ts';
import { rareProperties } from './rare-properties.ts';
import { stagePropertyPart, type Pipeline } from '../seed/pipelines.ts';
import { property, type PropertyDefinition, type PropertyType } from '../property-definition.ts';

/** Values of the source property; the account has no say in them. */
export const analyticsSources: readonly string[] = [
  'ORGANIC_SEARCH',
  'PAID_SEARCH',
  'EMAIL_MARKETING',
  'SOCIAL_MEDIA',
  'REFERRALS',
  'OTHER_CAMPAIGNS',
  'DIRECT_TRAFFIC',
  'OFFLINE',
];

/** Ids of the tags, in the order of the kit's table. */
export const tagIds: readonly string[] = tags.map((_, position) => String(501 + position));

const readOnly = { readOnly: true } as const;

function titled(value: string): string {
  const words = value.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function options(values: readonly string[]): readonly (readonly [string, string])[] {
  return values.map((value) => [value, titled(value)] as const);
}

/** The reasons as HubSpot makes them: words. */
export const reasonTexts: readonly PropertyDefinition[] = [
  property('closed_lost_reason', 'Closed Lost Reason', 'string', 'textarea'),
  property('closed_won_reason', 'Closed Won Reason', 'string', 'textarea'),
];

function reasonList(name: string, label: string, values: readonly string[]): PropertyDefinition {
  return property(name, label, 'enumeration', 'select', {
    options: values.map((value, index) => [value, `${index + 1}. ${value}`]),
  });
}

/** The reasons in an account that turned them into lists; the words that deals have became values of options. */
export const reasonLists: readonly PropertyDefinition[] = [
  reasonList('closed_lost_reason', 'Closed Lost Reason', lossReasons),
  reasonList('closed_won_reason', 'Closed Won Reason', ['Best service', 'References']),
];

/** Properties a person or an app may set. */
const writable: readonly PropertyDefinition[] = [
  property('dealname', 'Deal Name', 'string', 'text'),
  property('amount', 'Amount', 'number', 'number', {
    more: { showCurrencySymbol: true, currencyPropertyName: 'deal_currency_code' },
  }),
  property('closedate', 'Close Date', 'datetime', 'date'),
  property('createdate', 'Create Date', 'datetime', 'date'),
  // Options of stages and pipelines are only told by the pipelines API.
  property('pipeline', 'Pipeline', 'enumeration', 'select', { externalOptions: true }),
  property('dealstage', 'Deal Stage', 'enumeration', 'radio', { externalOptions: true }),
  property('dealtype', 'Deal Type', 'enumeration', 'radio', {
    options: [
      ['newbusiness', 'New Business'],
      ['existingbusiness', 'Existing Business'],
    ],
  }),
  property('description', 'Deal Description', 'string', 'textarea'),
  property('hs_priority', 'Priority', 'enumeration', 'select', { options: options(priorities) }),
  property('hubspot_owner_id', 'Deal owner', 'enumeration', 'select', {
    externalOptions: true,
    referencesOwner: true,
  }),
  property('hs_all_collaborator_owner_ids', 'Deal Collaborator', 'enumeration', 'checkbox', {
    externalOptions: true,
    referencesOwner: true,
  }),
  property('deal_currency_code', 'Currency', 'enumeration', 'select', {
    options: [companyCurrency, ...additionalCurrencies].map((code) => [code, code]),
  }),
  ...reasonTexts,
  property('hs_next_step', 'Next step', 'string', 'text'),
  property('hs_manual_forecast_category', 'Forecast category', 'enumeration', 'select', {
    options: options(['OMIT', 'PIPELINE', 'BEST_CASE', 'COMMIT', 'CLOSED']),
  }),
  property('hs_forecast_probability', 'Forecast probability', 'number', 'number'),
];

/** Name, label, type and field type of properties the vendor sets itself. */
const vendorSet: readonly (readonly [string, string, PropertyType, string])[] = [
  ['hs_object_id', 'Record ID', 'number', 'number'],
  ['hs_createdate', 'Object create date/time', 'datetime', 'date'],
  ['hs_lastmodifieddate', 'Last Modified Date', 'datetime', 'date'],
  ['amount_in_home_currency', 'Amount in company currency', 'number', 'calculation_equation'],
  ['hs_exchange_rate', 'Exchange rate', 'number', 'text'],
  ['hs_deal_stage_probability', 'Deal probability', 'number', 'number'],
  ['hs_deal_stage_probability_shadow', 'Deal stage probability shadow', 'number', 'calculation_equation'],
  ['hs_projected_amount', 'Weighted amount', 'number', 'calculation_equation'],
  [
    'hs_projected_amount_in_home_currency',
    'Weighted amount in company currency',
    'number',
    'calculation_equation',
  ],
  ['hs_forecast_amount', 'Forecast amount', 'number', 'calculation_equation'],
  ['hs_is_closed', 'Is Deal Closed?', 'bool', 'calculation_equation'],
  ['hs_is_closed_won', 'Is Closed Won', 'bool', 'calculation_equation'],
  ['hs_is_closed_lost', 'Is closed lost', 'bool', 'calculation_equation'],
  ['hs_closed_won_date', 'Closed Won Date', 'datetime', 'calculation_equation'],
  ['hs_closed_deal_close_date', 'Closed deal close date', 'number', 'calculation_equation'],
  ['hs_open_deal_create_date', 'Open deal create date', 'number', 'calculation_equation'],
  ['hs_closed_amount', 'Closed Deal Amount', 'number', 'calculation_equation'],
  ['days_to_close', 'Days to close', 'number', 'calculation_equation'],
  ['hs_v2_date_entered_current_stage', 'Date entered current stage', 'datetime', 'calculation_equation'],
  ['hs_v2_time_in_current_stage', 'Time in current stage', 'datetime', 'calculation_equation'],
  ['notes_last_contacted', 'Last Contacted', 'datetime', 'date'],
  ['notes_last_updated', 'Last Activity Date', 'datetime', 'date'],
  ['notes_next_activity_date', 'Next Activity Date', 'datetime', 'date'],
  ['num_notes', 'Number of Sales Activities', 'number', 'number'],
  ['num_contacted_notes', 'Number of times contacted', 'number', 'number'],
  ['num_associated_contacts', 'Number of Associated Contacts', 'number', 'calculation_rollup'],
  ['hs_primary_associated_company', 'Primary Associated Company', 'number', 'calculation_rollup'],
  ['hs_analytics_source_data_1', 'Original Source Data 1', 'string', 'text'],
  ['hs_object_source', 'Record creation source', 'string', 'text'],
  ['hs_object_source_label', 'Record source', 'enumeration', 'select'],
  ['hs_object_source_id', 'Record creation source ID', 'string', 'text'],
  ['hs_object_source_user_id', 'Record creation source user ID', 'number', 'number'],
  ['hs_created_by_user_id', 'Created by user ID', 'number', 'number'],
  ['hs_updated_by_user_id', 'Updated by user ID', 'number', 'number'],
  ['hs_all_owner_ids', 'All owner ids', 'enumeration', 'checkbox'],
  ['hubspot_owner_assigneddate', 'Owner Assigned Date', 'datetime', 'date'],
  ['hs_merged_object_ids', 'Merged record IDs', 'enumeration', 'checkbox'],
];

/** Properties whose value the vendor moves by itself although their field type does not say "calculation". */
export const movedByVendor: ReadonlySet<string> = new Set([
  'notes_last_contacted',
  'notes_last_updated',
  'notes_next_activity_date',
  'num_notes',
  'num_contacted_notes',
]);

/** Every default property of deals in an account with these pipelines. */
export function defaultDealProperties(pipelines: readonly Pipeline[]): readonly PropertyDefinition[] {
  return [
    ...writable,
    ...vendorSet.map(([name, label, type, fieldType]) => property(name, label, type, fieldType, readOnly)),
    ...rareProperties,
    property('hs_analytics_source', 'Original Source Type', 'enumeration', 'select', {
      ...readOnly,
      options: options(analyticsSources),
    }),
    property('hs_tag_ids', 'Deal Tags', 'enumeration', 'checkbox', {
      ...readOnly,
      options: tags.map((label, position) => [tagIds[position] ?? '', label]),
    }),
    ...pipelines.flatMap((pipeline) =>
      pipeline.stages.flatMap(({ id, label }) => stageProperties(id, `${label} (${pipeline.label})`)),
    ),
  ];
}

/** What the vendor keeps of each stage a deal was in. */
export function stageProperties(stageId: string, label: string): PropertyDefinition[] {
  const part = stagePropertyPart(stageId);
  return [
    property(`hs_v2_date_entered_${part}`, `Date entered "${label}"`, 'datetime', 'calculation_equation'),
    property(`hs_v2_date_exited_${part}`, `Date exited "${label}"`, 'datetime', 'calculation_equation'),
    property(`hs_v2_latest_time_in_${part}`, `Latest time in "${label}"`, 'number', 'calculation_equation'),
    property(
      `hs_v2_cumulative_time_in_${part}`,
      `Cumulative time in "${label}"`,
      'number',
      'calculation_equation',
    ),
  ];
}
