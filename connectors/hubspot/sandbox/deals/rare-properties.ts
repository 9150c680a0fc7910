import { property, type PropertyDefinition, type PropertyType } from '../property-definition.ts';

/** Revenue by contract, which HubSpot works out from line items where there are any, and people put in where not. */
const contractValues: readonly (readonly [name: string, label: string])[] = [
  ['hs_acv', 'Annual contract value'],
  ['hs_arr', 'Annual recurring revenue'],
  ['hs_mrr', 'Monthly recurring revenue'],
  ['hs_tcv', 'Total contract value'],
];

/** Name, label, type and field type of what HubSpot sets, and what no deal of this account has a value of unless it is calculated. */
const vendorSet: readonly (readonly [string, string, PropertyType, string])[] = [
  ['hs_closed_won_count', 'Is closed won (numeric)', 'number', 'calculation_equation'],
  ['hs_is_closed_count', 'Is closed (numeric)', 'number', 'calculation_equation'],
  ['hs_is_open_count', 'Is open (numeric)', 'number', 'calculation_equation'],
  [
    'hs_weighted_pipeline_in_company_currency',
    'Weighted pipeline in company currency',
    'number',
    'calculation_equation',
  ],
  ['hs_likelihood_to_close', 'Likelihood to close', 'number', 'number'],
  ['hs_predicted_amount', 'Predicted deal amount', 'number', 'number'],
  ['hs_deal_score', 'Deal score', 'number', 'number'],
  ['hs_num_of_associated_line_items', 'Number of associated line items', 'number', 'calculation_rollup'],
  ['hs_analytics_source_data_2', 'Original source data 2', 'string', 'text'],
  ['hs_campaign', 'HubSpot campaign', 'string', 'text'],
  ['hs_object_source_detail_1', 'Record source detail 1', 'string', 'text'],
  ['hs_object_source_detail_2', 'Record source detail 2', 'string', 'text'],
  ['hs_object_source_detail_3', 'Record source detail 3', 'string', 'text'],
  ['hs_notes_last_activity', 'Last activity', 'object_coordinates', 'text'],
  ['hs_notes_next_activity', 'Next activity', 'object_coordinates', 'text'],
  ['hs_pinned_engagement_id', 'Pinned engagement ID', 'number', 'number'],
  ['hs_read_only', 'Read only object', 'bool', 'booleancheckbox'],
  ['hs_was_imported', 'Performed in an import', 'bool', 'booleancheckbox'],
  ['hubspot_team_id', 'HubSpot team', 'enumeration', 'select'],
  ['hs_all_team_ids', 'All team IDs', 'enumeration', 'checkbox'],
  ['hs_user_ids_of_all_owners', 'User IDs of all owners', 'enumeration', 'checkbox'],
  ['engagements_last_meeting_booked', 'Date of last meeting booked', 'datetime', 'date'],
  ['engagements_last_meeting_booked_campaign', 'Campaign of last booking', 'string', 'text'],
  ['engagements_last_meeting_booked_medium', 'Medium of last booking', 'string', 'text'],
  ['engagements_last_meeting_booked_source', 'Source of last booking', 'string', 'text'],
];

/**
 * Default properties that few use: https://knowledge.hubspot.com/crm-deals/hubspots-default-deal-properties (2026-11-22).
 * They are here so that whoever reads, maps or writes one meets it as in an account.
 */
export const rareProperties: readonly PropertyDefinition[] = [
  ...contractValues.map(([name, label]) =>
    property(name, label, 'number', 'number', { more: { showCurrencySymbol: true } }),
  ),
  ...vendorSet.map(([name, label, type, fieldType]) =>
    property(name, label, type, fieldType, { readOnly: true }),
  ),
];
