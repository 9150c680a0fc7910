import { lossReasons, type BusinessDeal, type BusinessWorld } from '../../../../src/sandbox-kit/index.ts';
import { analyticsSources, tagIds } from '../deals/deal-properties.ts';
import { initialCustomValues, type InitialValue } from './initial-custom-values.ts';
import { ownerId, unknownOwnerId } from './owners.ts';
import { wireTime } from '../wire-values.ts';

const minuteMs = 60_000;
/** The end of a day in summer, and an hour before it in winter: on that day in either. */
const endOfDayMs = 28 * 60 * minuteMs - 1;

/** Values of a deal at the start by name; pipeline and stage follow from its history. */
export const initialValues: ReadonlyMap<string, InitialValue> = new Map<string, InitialValue>([
  [
    'dealname',
    ({ title, index }, { draws }) => title ?? (draws.chance(index, 'cleared-name', 0.4) ? '' : undefined),
  ],
  ['amount', (deal, world) => amountAsWritten(world, deal)],
  // Deals in the company's own currency often carry none.
  [
    'deal_currency_code',
    ({ currency, index }, { draws }) =>
      currency === 'USD' && draws.chance(index, 'no-currency', 0.3) ? undefined : currency,
  ],
  ['closedate', (deal, world) => closeDate(world, deal)],
  [
    'createdate',
    ({ createdMs, index }, { draws }) =>
      draws.chance(index, 'back-dated', 0.03) ? wireTime(createdMs - 30 * 86_400_000) : undefined,
  ],
  [
    'description',
    ({ description, index }, { draws }) =>
      description ?? (draws.chance(index, 'cleared-description', 0.1) ? '' : undefined),
  ],
  [
    'dealtype',
    ({ index }, { draws }) => draws.pick(index, 'dealtype', ['newbusiness', 'existingbusiness', undefined]),
  ],
  ['hs_priority', ({ priority }) => priority],
  ['hubspot_owner_id', (deal, world) => ownerOf(world, deal)],
  ['closed_lost_reason', (deal, world) => lostReason(world, deal)],
  [
    'closed_won_reason',
    ({ outcome, index }, { draws }) =>
      outcome === 'won'
        ? draws.pick(index, 'won-reason', ['Best service', 'References', '', undefined])
        : undefined,
  ],
  ['hs_analytics_source', ({ source }) => (source === undefined ? 'OFFLINE' : analyticsSources[source])],
  ['hs_tag_ids', ({ tags }) => (tags.length === 0 ? undefined : tags.map((tag) => tagIds[tag]).join(';'))],
  ...initialCustomValues,
]);

/** Numbers come back as they were written: with trailing zeros, or with an exponent. */
function amountAsWritten({ draws }: BusinessWorld, { index, amount }: BusinessDeal): string | undefined {
  if (amount === undefined) return undefined;
  const style = draws.unit(index, 'amount-style');
  if (style < 0.01) return Number(amount).toExponential().replace('e', 'E');
  return style < 0.2 && !amount.includes('.') && amount !== '0' ? `${amount}.00` : amount;
}

function closeDate({ draws }: BusinessWorld, deal: BusinessDeal): string | undefined {
  if (deal.closedMs !== undefined)
    return draws.chance(deal.index, 'closed-undated', 0.015)
      ? undefined
      : wireTime(wholeMinute(deal.closedMs));
  if (deal.expectedCloseMs === undefined) return undefined;
  const day = Math.floor(deal.expectedCloseMs / 86_400_000) * 86_400_000;
  // People pick a day of their own zone, to its end; an app that writes a bare day gets its midnight in UTC, which is
  // the evening before in this account.
  return wireTime(draws.chance(deal.index, 'end-of-day', 0.85) ? day + endOfDayMs : day);
}

function wholeMinute(ms: number): number {
  return Math.floor(ms / minuteMs) * minuteMs;
}

function ownerOf({ draws }: BusinessWorld, { index, owner }: BusinessDeal): string | undefined {
  if (owner === undefined) return undefined;
  return String(draws.chance(index, 'unknown-owner', 0.006) ? unknownOwnerId : ownerId(owner));
}

function lostReason({ draws }: BusinessWorld, { index, lossReason }: BusinessDeal): string | undefined {
  const reason = lossReason === undefined ? undefined : lossReasons[lossReason];
  if (reason === undefined) return undefined;
  return draws.chance(index, 'two-line-reason', 0.2) ? `${reason}\nsee notes` : reason;
}
