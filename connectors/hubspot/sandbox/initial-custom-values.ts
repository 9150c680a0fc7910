import {
  plans,
  regions,
  sources,
  type BusinessDeal,
  type BusinessWorld,
} from '../../../src/sandbox-kit/index.ts';
import { optionValue } from './custom-properties.ts';
import { ownerId } from './owners.ts';
import { wireTime } from './wire-values.ts';

function mapped<T>(value: T | undefined, write: (value: T) => string): string | undefined {
  return value === undefined ? undefined : write(value);
}

/** Values of the fields this account added. */
export function customValuesOf(
  deal: BusinessDeal,
  { draws }: BusinessWorld,
): Readonly<Record<string, string | undefined>> {
  const { custom, index } = deal;
  return {
    po_number: custom.text,
    scope_notes: custom.longText,
    html_summary: draws.chance(index, 'html', 0.1)
      ? `<p>Deal <b>${index + 1}</b> &amp; notes</p>`
      : undefined,
    contract_link: custom.url,
    // Numbers keep the zeros somebody typed.
    risk_score: mapped(custom.number, (value) =>
      draws.chance(index, 'typed-zero', 0.3) ? `${value}0` : value,
    ),
    discount_rate: mapped(custom.percent, (value) => String(value / 100)),
    setup_fee: custom.money?.amount,
    contract_signed_on: custom.date,
    kickoff_at: mapped(custom.datetimeMs, wireTime),
    is_reseller: mapped(custom.flag, String),
    plan_tier: mapped(custom.option, (option) => optionValue(plans, option)),
    lead_source: mapped(deal.source, (source) => optionValue(sources, source)),
    needs_regions: mapped(custom.options, (chosen) =>
      chosen.map((region) => optionValue(regions, region)).join(';'),
    ),
    support_phone: custom.phone,
    account_manager: mapped(custom.user, (user) => String(ownerId(user))),
    erp_reference: custom.reference,
  };
}
