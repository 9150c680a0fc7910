import {
  businessDealAt,
  lossReasons,
  type BusinessDeal,
  type BusinessWorld,
} from '../../../src/sandbox-kit/index.ts';
import { customValuesOf } from './initial-custom-values.ts';
import { analyticsSources, tagIds } from './deal-properties.ts';
import type { DealState, HistoryEntry, RecordSource } from './deal-state.ts';
import { companyLinks, contactLinks } from './initial-links.ts';
import { ownerId, unknownOwnerId, userId } from './owners.ts';
import { deletedStage, type Pipeline } from './pipelines.ts';
import { wireTime } from './wire-values.ts';
import type { PortalIds } from './portal-ids.ts';

const minuteMs = 60_000;

/** Makes the deal at an index as the account had it before anything happened in the sandbox. */
export function initialDeal(
  world: BusinessWorld,
  pipelines: readonly Pipeline[],
  ids: PortalIds,
  index: number,
): DealState {
  const deal = businessDealAt(world, index);
  const { draws } = world;
  const source: RecordSource = draws.pick(index, 'record-source', ['CRM_UI', 'INTEGRATION', 'IMPORT']);
  const stages = stageHistory(deal, pipelines, source, draws.chance(index, 'deleted-stage', 0.006));
  return {
    values: present({
      ...ownValues(world, deal),
      pipeline: deal.stage === undefined ? undefined : pipelines[deal.pipeline]?.id,
      dealstage: stages.at(-1)?.value,
      ...customValuesOf(deal, world),
    }),
    overrides: {},
    history: stages.length === 0 ? {} : { dealstage: stages },
    contacts: contactLinks(world, deal, ids),
    companies: companyLinks(world, deal, ids),
    activity: {
      notes: deal.activities.done,
      contacted: deal.activities.emails,
      lastUpdatedMs: deal.activities.lastContactedMs,
      lastContactedMs: deal.activities.emails > 0 ? deal.activities.lastContactedMs : undefined,
      nextMs: deal.activities.nextMs,
    },
    source,
    creatorUserId: source === 'CRM_UI' ? userId(deal.creator) : undefined,
    updaterUserId: draws.chance(index, 'updated-by-person', 0.6) ? userId(deal.creator) : undefined,
    mergedIds: ids.mergedInto(index),
    leadCreatedMs: deal.lead?.createdMs,
  };
}

type Values = Readonly<Record<string, string | undefined>>;

function present(values: Values): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) if (value !== undefined) kept[name] = value;
  return kept;
}

function ownValues(world: BusinessWorld, deal: BusinessDeal): Values {
  const { draws } = world;
  const { index } = deal;
  const reason = deal.lossReason === undefined ? undefined : lossReasons[deal.lossReason];
  const backDated = draws.chance(index, 'back-dated', 0.03);
  return {
    dealname: deal.title ?? (draws.chance(index, 'cleared-name', 0.4) ? '' : undefined),
    amount: amountAsWritten(world, deal),
    // Deals in the company's own currency often carry none.
    deal_currency_code:
      deal.currency === 'USD' && draws.chance(index, 'no-currency', 0.3) ? undefined : deal.currency,
    closedate: closeDate(world, deal),
    createdate: backDated ? wireTime(deal.createdMs - 30 * 86_400_000) : undefined,
    description: deal.description ?? (draws.chance(index, 'cleared-description', 0.1) ? '' : undefined),
    dealtype: draws.pick(index, 'dealtype', ['newbusiness', 'existingbusiness', undefined]),
    hs_priority: deal.priority,
    hubspot_owner_id: ownerOf(world, deal),
    closed_lost_reason:
      reason === undefined
        ? undefined
        : draws.chance(index, 'two-line-reason', 0.2)
          ? `${reason}\nsee notes`
          : reason,
    closed_won_reason:
      deal.outcome === 'won'
        ? draws.pick(index, 'won-reason', ['Best service', 'References', '', undefined])
        : undefined,
    hs_analytics_source: deal.source === undefined ? 'OFFLINE' : analyticsSources[deal.source],
    hs_tag_ids: deal.tags.length === 0 ? undefined : deal.tags.map((tag) => tagIds[tag]).join(';'),
  };
}

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
  // A day picked in the UI ends at the picker's midnight.
  const day = Math.floor(deal.expectedCloseMs / 86_400_000) * 86_400_000;
  return wireTime(draws.chance(deal.index, 'end-of-day', 0.5) ? day + 5 * 3_600_000 - 1 : day);
}

function wholeMinute(ms: number): number {
  return Math.floor(ms / minuteMs) * minuteMs;
}

function ownerOf({ draws }: BusinessWorld, { index, owner }: BusinessDeal): string | undefined {
  if (owner === undefined) return undefined;
  return String(draws.chance(index, 'unknown-owner', 0.006) ? unknownOwnerId : ownerId(owner));
}

function stageHistory(
  deal: BusinessDeal,
  pipelines: readonly Pipeline[],
  source: RecordSource,
  stageDeleted: boolean,
): readonly HistoryEntry[] {
  const stages = pipelines[deal.pipeline]?.stages ?? [];
  const entry = (value: string, atMs: number): HistoryEntry => ({
    value,
    atMs,
    sourceType: source,
    sourceId: source === 'CRM_UI' ? `userId:${userId(deal.creator)}` : '3301',
  });
  const entries = deal.stageEntries.map(({ stage, enteredMs }) => entry(stages[stage]?.id ?? '', enteredMs));
  if (deal.closedMs === undefined)
    return stageDeleted && entries.length > 0 ? [...entries, entry(deletedStage, deal.changedMs)] : entries;
  const closing = stages.at(deal.outcome === 'won' ? -2 : -1);
  return [...entries, entry(closing?.id ?? '', deal.closedMs)];
}
