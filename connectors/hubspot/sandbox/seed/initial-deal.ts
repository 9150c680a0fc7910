import type { BusinessDeal, BusinessWorld } from '../../../../src/sandbox-kit/index.ts';
import type { DealActivity, DealState, HistoryEntry, RecordSource } from '../deals/deal-state.ts';
import { companyLinks, contactLinks, leadLinks } from '../associations/initial-links.ts';
import { initialValues } from './initial-values.ts';
import { LazyDeal } from '../deals/lazy-deal.ts';
import { lazyValues } from '../deals/lazy-values.ts';
import { userId } from './owners.ts';
import { deletedStage, type Pipeline } from './pipelines.ts';
import type { PortalIds } from './portal-ids.ts';

const names: readonly string[] = [...initialValues.keys(), 'pipeline', 'dealstage'];

/** Makes the deal at an index as the account had it before anything happened in the sandbox; each part when it is read. */
export function initialDeal(
  world: BusinessWorld,
  pipelines: readonly Pipeline[],
  ids: PortalIds,
  index: number,
): DealState {
  const { draws } = world;
  const deal = new LazyDeal(world, index);
  let stages: readonly HistoryEntry[] | undefined;
  const stageHistory = (): readonly HistoryEntry[] => (stages ??= stagesOf(world, deal, pipelines));
  const valueOf = (name: string): string | undefined => {
    if (name === 'dealstage') return stageHistory().at(-1)?.value;
    if (name === 'pipeline') return deal.stage === undefined ? undefined : pipelines[deal.pipeline]?.id;
    return initialValues.get(name)?.(deal, world);
  };
  return {
    values: lazyValues(names, valueOf),
    overrides: {},
    get history() {
      return stageHistory().length === 0 ? {} : { dealstage: stageHistory() };
    },
    get contacts() {
      return contactLinks(world, deal, ids);
    },
    get companies() {
      return companyLinks(world, deal, ids);
    },
    get leads() {
      return leadLinks(deal, ids);
    },
    get activity() {
      return activityOf(deal);
    },
    get source() {
      return sourceOf(world, index);
    },
    get creatorUserId() {
      return sourceOf(world, index) === 'CRM_UI' ? userId(deal.creator) : undefined;
    },
    get updaterUserId() {
      return draws.chance(index, 'updated-by-person', 0.6) ? userId(deal.creator) : undefined;
    },
    get mergedIds() {
      return ids.mergedInto(index);
    },
  };
}

function sourceOf({ draws }: BusinessWorld, index: number): RecordSource {
  return draws.pick(index, 'record-source', ['CRM_UI', 'INTEGRATION', 'IMPORT']);
}

function activityOf({ activities }: BusinessDeal): DealActivity {
  return {
    notes: activities.done,
    contacted: activities.emails,
    lastUpdatedMs: activities.lastContactedMs,
    lastContactedMs: activities.emails > 0 ? activities.lastContactedMs : undefined,
    nextMs: activities.nextMs,
  };
}

function stagesOf(
  world: BusinessWorld,
  deal: BusinessDeal,
  pipelines: readonly Pipeline[],
): readonly HistoryEntry[] {
  const stages = pipelines[deal.pipeline]?.stages ?? [];
  const source = sourceOf(world, deal.index);
  const stageDeleted = world.draws.chance(deal.index, 'deleted-stage', 0.006);
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
