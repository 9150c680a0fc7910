import type { CustomField } from '../src/model/index.ts';
import type { Properties } from './hand-written-deal.ts';
import { computed, flag, instant, labels, number, text } from './hand-written-values.ts';

const plans = new Map([
  ['bronze', 'Bronze'],
  ['silver', 'Silver'],
  ['gold', 'Gold'],
  ['platinum', 'Platinum'],
]);
const sources = new Map([
  ['organic_search', 'Organic search'],
  ['paid_search', 'Paid search'],
  ['email_campaign', 'Email campaign'],
  ['social_media', 'Social media'],
  ['referral', 'Referral'],
  ['trade_fair', 'Trade fair'],
  ['direct_traffic', 'Direct traffic'],
  ['cold_call', 'Cold call'],
]);
const regions = new Map([
  ['emea', 'EMEA'],
  ['apac', 'APAC'],
  ['latam', 'LATAM'],
  ['north_america', 'North America'],
]);

function regionOf(id: string): string {
  return regions.get(id) ?? id;
}

function label(options: ReadonlyMap<string, string>, raw: string | null): string | null {
  return raw === null || raw === '' ? null : (options.get(raw) ?? raw);
}

/** The custom fields of the emulated vendor, each written out. */
export function customFields(p: Properties): CustomField[] {
  return [
    { id: 'po_number', name: 'PO number', type: 'text', value: text(p.po_number) },
    { id: 'scope_notes', name: 'Scope', type: 'text', value: text(p.scope_notes) },
    { id: 'html_summary', name: 'Summary', type: 'text', value: text(p.html_summary) },
    { id: 'contract_link', name: 'Contract link', type: 'text', value: text(p.contract_link) },
    { id: 'risk_score', name: 'Risk score', type: 'number', value: number(p.risk_score) },
    { id: 'discount_rate', name: 'Discount', type: 'number', value: number(p.discount_rate) },
    { id: 'setup_fee', name: 'Setup fee', type: 'money', value: number(p.setup_fee) },
    { id: 'contract_signed_on', name: 'Contract signed on', type: 'date', value: text(p.contract_signed_on) },
    { id: 'kickoff_at', name: 'Kick-off', type: 'datetime', value: instant(p.kickoff_at) },
    { id: 'is_reseller', name: 'Reseller deal?', type: 'boolean', value: flag(p.is_reseller) },
    { id: 'plan_tier', name: 'Plan', type: 'option', value: label(plans, p.plan_tier) },
    { id: 'lead_source', name: 'Lead source', type: 'option', value: label(sources, p.lead_source) },
    { id: 'needs_regions', name: 'Regions', type: 'options', value: labels(p.needs_regions, regionOf) },
    { id: 'support_phone', name: 'Support phone', type: 'text', value: text(p.support_phone) },
    {
      id: 'account_manager',
      name: 'Account manager',
      type: 'reference',
      value: text(p.account_manager),
      refName: 'OWNER',
    },
    { id: 'erp_reference', name: 'ERP reference', type: 'text', value: text(p.erp_reference) },
    { id: 'margin_estimate', name: 'Estimated margin', type: 'number', value: computed(p.margin_estimate) },
  ];
}
