import {
  businessDealAt,
  companyAt,
  tags,
  type BusinessDeal,
  type BusinessWorld,
} from '../../../../src/sandbox-kit/index.ts';
import type { AccountIds } from './account-ids.ts';
import type { DealState, LeadOrigin, RelatedItem } from '../deals/deal-state.ts';
import type { PriorityWord, Status } from '../facts.ts';
import { initialCustomValues } from './initial-custom-values.ts';
import { customerSources, deletedLossReason, lossReasonList } from './named-lists.ts';
import { pipelines } from './pipelines.ts';
import { unknownUserId, userId } from './users.ts';
import { dayOf, oneDayMs, secondsOf } from '../wire-values.ts';

const statusWords: Readonly<Record<BusinessDeal['outcome'], Status>> = {
  open: 'Open',
  won: 'Won',
  lost: 'Lost',
  abandoned: 'Abandoned',
};

const priorityWords: Readonly<Record<'low' | 'medium' | 'high', PriorityWord>> = {
  low: 'Low',
  medium: 'Medium',
  high: 'High',
};

/** Records this much older than the start may come in the former shape. */
const oldAfterMs = 142 * 7 * oneDayMs;

/** Makes the opportunity at an index as the account had it before anything happened in the sandbox. */
export function initialDeal(world: BusinessWorld, ids: AccountIds, index: number): DealState {
  const { draws } = world;
  const deal = businessDealAt(world, index);
  const pipeline = pipelines[deal.pipeline];
  const lastEntryMs = deal.stageEntries.at(-1)?.enteredMs ?? deal.createdMs;
  return {
    ...relationsOf(world, ids, deal),
    // A name cannot be left out here.
    name: deal.title ?? `Opportunity ${index + 1}`,
    closeDate: closeDateOf(world, deal),
    customerSourceId: deal.source === undefined ? null : (customerSources[deal.source]?.id ?? null),
    details: deal.description ?? (draws.chance(index, 'cleared-details', 0.1) ? '' : null),
    lossReasonId: lossReasonOf(world, deal),
    pipelineId: pipeline?.id ?? 0,
    stageId: deal.stage === undefined ? null : (pipeline?.stages[deal.stage]?.id ?? null),
    priority: deal.priority === undefined ? 'None' : priorityWords[deal.priority],
    status: statusWords[deal.outcome],
    tags: deal.tags.map((tag) => (tags[tag] ?? '').toLowerCase()),
    interactionCount: deal.activities.done + deal.activities.emails,
    monetaryUnit: deal.amount === undefined ? null : deal.currency,
    monetaryValue: deal.amount === undefined ? null : Number(deal.amount),
    winProbability: winProbabilityOf(world, deal),
    stageChangedSeconds: secondsOf(lastEntryMs),
    lastContactedSeconds:
      deal.activities.lastContactedMs === undefined ? null : secondsOf(deal.activities.lastContactedMs),
    custom: initialCustomValues(world, deal),
    followed: draws.chance(index, 'followed', 0.3),
    oldStyle: deal.createdMs < world.startMs - oldAfterMs && draws.chance(index, 'old-style', 0.5),
  };
}

type Relations = Pick<
  DealState,
  'assigneeId' | 'companyId' | 'companyName' | 'primaryContactId' | 'leads' | 'leadCreatedSeconds' | 'related'
>;

function relationsOf(world: BusinessWorld, ids: AccountIds, deal: BusinessDeal): Relations {
  const { draws } = world;
  const { index, owner, company } = deal;
  const people = deal.contacts.map((contact) => ids.people.idOf(contact));
  const companyId = company === undefined ? null : ids.companies.idOf(company);
  return {
    assigneeId:
      owner === undefined
        ? null
        : draws.chance(index, 'unknown-owner', 0.006)
          ? unknownUserId
          : userId(owner),
    companyId,
    companyName: company === undefined ? null : companyAt(draws, company).name,
    primaryContactId: people[0] ?? null,
    leads: leadsOf(world, ids, deal),
    leadCreatedSeconds: deal.lead === undefined ? null : secondsOf(deal.lead.createdMs),
    related: [
      ...people.map((id): RelatedItem => ({ id, type: 'person' })),
      ...(companyId === null ? [] : [{ id: companyId, type: 'company' } as const]),
    ],
  };
}

/** Two leads that were merged before they were converted leave both ids behind. */
function leadsOf({ draws }: BusinessWorld, ids: AccountIds, deal: BusinessDeal): readonly LeadOrigin[] {
  if (deal.lead === undefined) return [];
  const convertedSeconds = secondsOf(deal.createdMs);
  const first = { leadId: ids.leads.idOf(deal.index * 2), convertedSeconds };
  const merged = draws.chance(deal.index, 'merged-lead', 0.1);
  return merged ? [first, { leadId: ids.leads.idOf(deal.index * 2 + 1), convertedSeconds }] : [first];
}

/** Closing leaves the date alone: most people enter the day it closed, some leave the day they had expected. */
function closeDateOf({ draws }: BusinessWorld, deal: BusinessDeal): string | null {
  const { closedMs, expectedCloseMs } = deal;
  const ms =
    closedMs === undefined || draws.chance(deal.index, 'date-left', 0.1) ? expectedCloseMs : closedMs;
  return ms === undefined ? null : dayOf(ms);
}

function lossReasonOf({ draws }: BusinessWorld, { index, lossReason }: BusinessDeal): number | null {
  if (lossReason === undefined) return null;
  if (draws.chance(index, 'deleted-loss-reason', 0.02)) return deletedLossReason;
  return lossReasonList[lossReason]?.id ?? null;
}

/** The stage's own chance, unless somebody typed another; won and lost do not move it. */
function winProbabilityOf({ draws }: BusinessWorld, deal: BusinessDeal): number | null {
  if (deal.stage === undefined) return null;
  if (draws.chance(deal.index, 'own-chance', 0.12)) return draws.integer(deal.index, 'chance', 0, 20) * 5;
  return pipelines[deal.pipeline]?.stages[deal.stage]?.winProbability ?? null;
}
