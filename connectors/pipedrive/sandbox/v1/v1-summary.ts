import {
  answer,
  dollarsPerUnit,
  inSlices,
  minorUnitDigits,
  walkDeals,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import type { StoredDealState } from '../deals/deal-state.ts';
import { companyCurrency } from '../facts.ts';
import { firstMatches } from '../deals/list-deals.ts';

const filters = {
  user_id: 'owner_id',
  pipeline_id: 'pipeline_id',
  stage_id: 'stage_id',
  status: 'status',
} as const;

/** What the deals of either list are worth, by currency and in the company's own. */
export async function dealSummary(
  account: Account,
  { query }: SandboxRequest,
  archived: boolean,
): Promise<SandboxAnswer> {
  const wanted = Object.entries(filters).flatMap(([name, member]) => {
    const text = query.get(name);
    return text === null ? [] : [[member, text] as const];
  });
  const isMeant = (deal: StoredDealState): boolean =>
    account.visible(deal) !== undefined &&
    deal.record.values.is_archived === archived &&
    wanted.every(([member, text]) => String(deal.record.values[member]) === text);
  const deals = await inSlices(
    () => firstMatches(walkDeals(account.store, {}), isMeant, Infinity),
    () => false,
  );
  return answer(200, { success: true, data: summaryOf(account, deals) });
}

function summaryOf(account: Account, deals: readonly StoredDealState[]): JsonObject {
  const byCurrency = Map.groupBy(deals, ({ record }) => record.values.currency);
  const groups = [...byCurrency].map(([currency, own]) => ({
    currency,
    count: own.length,
    value: total(currency, own, worth),
    weighted: total(currency, own, (deal) => weightedWorth(account, deal)),
  }));
  const sumOf = (read: (group: (typeof groups)[number]) => number): number =>
    groups.reduce((sum, group) => sum + converted(group.currency, read(group)), 0);
  return {
    total_count: deals.length,
    total_currency_converted_value: sumOf(({ value }) => value),
    total_weighted_currency_converted_value: sumOf(({ weighted }) => weighted),
    values_total: Object.fromEntries(
      groups.map(({ currency, count, value }) => [
        currency,
        { value, count, value_converted: converted(currency, value) },
      ]),
    ),
    weighted_values_total: Object.fromEntries(
      groups.map(({ currency, count, weighted }) => [currency, { value: weighted, count }]),
    ),
  };
}

function worth({ record }: StoredDealState): number {
  return record.values.value ?? 0;
}

function weightedWorth({ sales }: Account, deal: StoredDealState): number {
  const { probability, stage_id: stage } = deal.record.values;
  return (worth(deal) * (probability ?? sales.stage(stage)?.deal_probability ?? 100)) / 100;
}

function total(
  currency: string,
  deals: readonly StoredDealState[],
  read: (deal: StoredDealState) => number,
): number {
  return rounded(
    currency,
    deals.reduce((sum, deal) => sum + read(deal), 0),
  );
}

function converted(currency: string, amount: number): number {
  const rate = (dollarsPerUnit[currency] ?? 1) / (dollarsPerUnit[companyCurrency] ?? 1);
  return rounded(companyCurrency, amount * rate);
}

function rounded(currency: string, amount: number): number {
  return Number(amount.toFixed(minorUnitDigits(currency)));
}
