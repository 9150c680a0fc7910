import {
  describeWorld,
  openDayQuota,
  openDealStore,
  openNewNames,
  openWindow,
  startClock,
  type BusinessWorld,
  type DayQuota,
  type DealStore,
  type NewNames,
  type RollingWindow,
  type SandboxOptions,
  type VendorClock,
} from '../../../src/sandbox-kit/index.ts';
import { customProperties } from './seed/custom-properties.ts';
import { defaultDealProperties } from './deals/deal-properties.ts';
import type { DealState } from './deals/deal-state.ts';
import {
  archivedForMs,
  associationBurst,
  burstWindowMs,
  oauthBurst,
  privateBurst,
  privateDaily,
  searchesPerSecond,
  utcOffsetMinutes,
} from './facts.ts';
import { initialDeal } from './seed/initial-deal.ts';
import { ownersOf, type Owner } from './seed/owners.ts';
import { initialPipelines, type Pipeline } from './seed/pipelines.ts';
import { portalIds, type PortalIds } from './seed/portal-ids.ts';
import { openCatalogue, type PropertyCatalogue } from './properties/property-catalogue.ts';
import type { PropertyDefinition } from './property-definition.ts';
import { openPeopleStore, type PeopleStore } from './people/people-store.ts';
import { openTokens, type Tokens } from './tokens.ts';

/** Switches that faults turn. */
export interface PortalSettings {
  /** Scopes the token was not granted. */
  readonly lackingScopes: Set<string>;
  /** True where leads know their deals but deals not their leads. */
  leadsOneWay: boolean;
  /** Until when writes are refused, in milliseconds of the account's clock. */
  lockedUntilMs: number;
  /** True where a merge makes a third deal, as it did before it kept the primary one. */
  mergeMakesNew: boolean;
  plainConflicts: boolean;
  /** The form for new deals asks for a name, and won stages for a close date. */
  requiresProperties: boolean;
}

export interface PortalWindows {
  readonly burst: RollingWindow;
  readonly oauthBurst: RollingWindow;
  readonly search: RollingWindow;
  readonly associations: RollingWindow;
  readonly daily: DayQuota;
}

/** Kinds of records beside deals that apps make and change. */
export type WrittenKind = 'contacts' | 'companies';

/** The emulated account: its records, its tables and its meters. */
export interface Portal {
  readonly world: BusinessWorld;
  readonly clock: VendorClock;
  readonly ids: PortalIds;
  readonly store: DealStore<DealState>;
  readonly owners: readonly Owner[];
  readonly dealCatalogue: PropertyCatalogue;
  /** The deal properties that are not archived. */
  readonly dealProperties: Map<string, PropertyDefinition>;
  readonly tokens: Tokens;
  readonly windows: PortalWindows;
  readonly settings: PortalSettings;
  readonly people: Readonly<Record<WrittenKind, PeopleStore>>;
  /** Of companies by id, of options by `property:value`. */
  readonly names: NewNames;
  /** Ids of deals deleted for good, as data protection law demands. */
  readonly purged: Set<number>;
  /** Replaced as a whole when somebody edits one. */
  pipelines: readonly Pipeline[];
  /** A number that no pipeline and no stage ever had, as text. */
  newPipelineId(): string;
}

/** Ids of pipelines and stages that are made while the sandbox runs. */
const firstPipelineId = 900_000_000;

/** Share of deals in the recycle bin at the start. */
const archivedShare = 0.03;

/** Opens an account with as many deals as asked for. */
export function openPortal({ deals = 250, seed = 1, now, limits = 'vendor' }: SandboxOptions = {}): Portal {
  const clock = startClock(now);
  const startMs = clock.nowMs();
  const world = describeWorld({ deals, seed, startMs });
  const ids = portalIds(world);
  const pipelines = initialPipelines(Date.UTC(2023, 4, 2, 13, 20, 5, 804));
  const store = openDealStore<DealState>({
    count: deals,
    ids: ids.deals,
    clock,
    initial: (index) => initialDeal(world, pipelines, ids, index),
    createdMs: world.calendar.createdMs,
    changedMs: world.calendar.changedMs,
    deletedMs: (index) => archivedMs(world, index),
  });
  let lastPipelineId = firstPipelineId;
  const dealCatalogue = openCatalogue([...defaultDealProperties(pipelines), ...customProperties]);
  return {
    world,
    clock,
    ids,
    store,
    pipelines,
    newPipelineId: () => String((lastPipelineId += 1)),
    owners: ownersOf(world),
    people: {
      contacts: openPeopleStore(ids.contactCount, clock),
      companies: openPeopleStore(world.companies, clock),
    },
    dealCatalogue,
    dealProperties: dealCatalogue.definitions,
    tokens: openTokens(clock),
    windows: openWindows(limits !== 'off'),
    names: openNewNames(),
    purged: new Set(),
    settings: {
      lackingScopes: new Set(),
      leadsOneWay: false,
      lockedUntilMs: 0,
      mergeMakesNew: false,
      plainConflicts: false,
      requiresProperties: true,
    },
  };
}

function archivedMs({ draws, calendar, startMs }: BusinessWorld, index: number): number | undefined {
  if (!draws.chance(index, 'archived', archivedShare)) return undefined;
  const earliest = Math.max(calendar.changedMs(index), startMs - archivedForMs + 86_400_000);
  return earliest + Math.floor((startMs - earliest) * draws.unit(index, 'archived-at'));
}

function openWindows(enforce: boolean): PortalWindows {
  return {
    burst: openWindow({ limit: privateBurst, perMs: burstWindowMs, enforce }),
    oauthBurst: openWindow({ limit: oauthBurst, perMs: burstWindowMs, enforce }),
    search: openWindow({ limit: searchesPerSecond, perMs: 1000, enforce }),
    associations: openWindow({ limit: associationBurst, perMs: burstWindowMs, enforce }),
    daily: openDayQuota({ limit: privateDaily, utcOffsetMinutes, enforce }),
  };
}
