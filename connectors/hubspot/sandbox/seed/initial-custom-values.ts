import {
  plans,
  regions,
  sources,
  type BusinessDeal,
  type BusinessWorld,
} from '../../../../src/sandbox-kit/index.ts';
import { optionValue } from './custom-properties.ts';
import { ownerId } from './owners.ts';
import { wireTime } from '../wire-values.ts';

/** One value of a deal as the account had it at the start; undefined where it was never set. */
export type InitialValue = (deal: BusinessDeal, world: BusinessWorld) => string | undefined;

function mapped<T>(value: T | undefined, write: (value: T) => string): string | undefined {
  return value === undefined ? undefined : write(value);
}

/** Values of the fields this account added, by name. */
export const initialCustomValues: ReadonlyMap<string, InitialValue> = new Map<string, InitialValue>([
  ['po_number', ({ custom }) => custom.text],
  ['scope_notes', ({ custom }) => custom.longText],
  [
    'html_summary',
    ({ index }, { draws }) =>
      draws.chance(index, 'html', 0.1) ? `<p>Deal <b>${index + 1}</b> &amp; notes</p>` : undefined,
  ],
  ['contract_link', ({ custom }) => custom.url],
  // Numbers keep the zeros somebody typed.
  [
    'risk_score',
    ({ custom, index }, { draws }) =>
      mapped(custom.number, (value) => (draws.chance(index, 'typed-zero', 0.3) ? `${value}0` : value)),
  ],
  ['discount_rate', ({ custom }) => mapped(custom.percent, (value) => String(value / 100))],
  ['setup_fee', ({ custom }) => custom.money?.amount],
  ['contract_signed_on', ({ custom }) => custom.date],
  ['kickoff_at', ({ custom }) => mapped(custom.datetimeMs, wireTime)],
  ['is_reseller', ({ custom }) => mapped(custom.flag, String)],
  ['plan_tier', ({ custom }) => mapped(custom.option, (option) => optionValue(plans, option))],
  ['lead_source', (deal) => mapped(deal.source, (source) => optionValue(sources, source))],
  [
    'needs_regions',
    ({ custom }) =>
      mapped(custom.options, (chosen) => chosen.map((region) => optionValue(regions, region)).join(';')),
  ],
  ['support_phone', ({ custom }) => custom.phone],
  ['account_manager', ({ custom }) => mapped(custom.user, (user) => String(ownerId(user)))],
  ['erp_reference', ({ custom }) => custom.reference],
]);
