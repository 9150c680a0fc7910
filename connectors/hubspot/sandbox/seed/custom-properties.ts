import { plans, regions, sources } from '../../../../src/sandbox-kit/index.ts';
import { property, type PropertyDefinition } from '../property-definition.ts';

const custom = { custom: true, group: 'our_fields' } as const;

function slug(label: string): string {
  return label.toLowerCase().replaceAll(' ', '_');
}

/** The internal value of an option, from its label. */
export function optionValue(labels: readonly string[], position: number): string {
  return slug(labels[position] ?? '');
}

function optionsOf(labels: readonly string[]): readonly (readonly [string, string])[] {
  return labels.map((label) => [slug(label), label] as const);
}

/** Fields this account added to deals: one of every type the vendor offers. */
export const customProperties: readonly PropertyDefinition[] = [
  property('po_number', 'PO number', 'string', 'text', custom),
  property('scope_notes', 'Scope', 'string', 'textarea', custom),
  property('html_summary', 'Summary', 'string', 'html', custom),
  property('contract_link', 'Contract link', 'string', 'text', custom),
  property('risk_score', 'Risk score', 'number', 'number', custom),
  property('discount_rate', 'Discount', 'number', 'number', {
    ...custom,
    more: { numberDisplayHint: 'percentage' },
  }),
  property('setup_fee', 'Setup fee', 'number', 'number', { ...custom, more: { showCurrencySymbol: true } }),
  property('contract_signed_on', 'Contract signed on', 'date', 'date', custom),
  property('kickoff_at', 'Kick-off', 'datetime', 'date', custom),
  property('is_reseller', 'Reseller deal?', 'bool', 'booleancheckbox', {
    ...custom,
    options: [
      ['true', 'Yes'],
      ['false', 'No'],
    ],
  }),
  property('plan_tier', 'Plan', 'enumeration', 'select', { ...custom, options: optionsOf(plans) }),
  property('lead_source', 'Lead source', 'enumeration', 'radio', { ...custom, options: optionsOf(sources) }),
  property('needs_regions', 'Regions', 'enumeration', 'checkbox', { ...custom, options: optionsOf(regions) }),
  property('support_phone', 'Support phone', 'phone_number', 'phonenumber', custom),
  property('account_manager', 'Account manager', 'enumeration', 'select', {
    ...custom,
    externalOptions: true,
    referencesOwner: true,
  }),
  property('erp_reference', 'ERP reference', 'string', 'text', { ...custom, unique: true }),
  property('margin_estimate', 'Estimated margin', 'number', 'calculation_equation', custom),
];

/** How the names of many long ones begin. */
export const longName = 'a_question_that_every_region_asks_before_the_contract_is_signed_number_';

/** So many more, as accounts have that were filled by forms. */
export function longProperties(count: number): readonly PropertyDefinition[] {
  return Array.from({ length: count }, (_, at) =>
    property(`${longName}${at + 1}`, `Question ${at + 1}`, 'string', 'text', custom),
  );
}
