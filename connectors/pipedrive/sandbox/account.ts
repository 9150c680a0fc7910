import {
  describeWorld,
  openDealStore,
  openNewNames,
  startClock,
  type BusinessWorld,
  type DealStore,
  type JsonObject,
  type NewNames,
  type SandboxOptions,
  type VendorClock,
} from '../../../src/sandbox-kit/index.ts';
import { accountIds, type AccountIds } from './seed/account-ids.ts';
import { initialSettings, type AccountSettings } from './seed/account-settings.ts';
import { openCursors, type CursorBook } from './cursor.ts';
import type { DealState, StoredDealState } from './deals/deal-state.ts';
import { deletedForMs, type Plan } from './facts.ts';
import { initialDeal } from './seed/initial-deal.ts';
import { initialTimes } from './seed/initial-times.ts';
import { openMeters, type Meters } from './meters.ts';
import { openPeopleBook, type PeopleBook } from './people/people-book.ts';
import { openSalesTables, type SalesTables } from './pipelines/sales-tables.ts';
import { openTokens, type Tokens } from './tokens.ts';
import { toWholeSecond } from './wire-times.ts';

/** The emulated account: its records, its tables and its meters. */
export interface Account {
  readonly world: BusinessWorld;
  readonly clock: VendorClock;
  readonly ids: AccountIds;
  readonly store: DealStore<DealState>;
  readonly tokens: Tokens;
  readonly cursors: CursorBook;
  readonly settings: AccountSettings;
  /** Of organizations by id, of options of the fields of deals by `field code:id`. */
  readonly names: NewNames;
  /** What conversions made of the leads there were at the start. */
  readonly leadBook: { readonly gone: Set<string>; readonly added: JsonObject[] };
  readonly people: PeopleBook;
  readonly sales: SalesTables;
  /** Replaced as a whole when the plan changes. */
  meters: Meters;
  /** A number nobody had before. */
  nextId(): number;
  /** The deal as long as it can be seen: hidden, merged-away and purged ones cannot. */
  visible(deal: StoredDealState | undefined): StoredDealState | undefined;
  restart(plan: Plan): void;
}

/** Ids of everything that is added while the sandbox runs. */
const firstNewId = 900_000_001;

/** Opens an account with as many deals as asked for. */
export function openAccount({ deals = 250, seed = 1, now, limits = 'vendor' }: SandboxOptions = {}): Account {
  const clock = startClock(now);
  const world = describeWorld({ deals, seed, startMs: toWholeSecond(clock.nowMs()) });
  const ids = accountIds(world);
  const times = initialTimes(world);
  const store = openDealStore<DealState>({
    count: deals,
    ids: ids.deals,
    clock: { ...clock, nowMs: () => toWholeSecond(clock.nowMs()) },
    initial: (index) => initialDeal(world, ids, times, index),
    createdMs: times.createdMs,
    changedMs: times.changedMs,
    deletedMs: times.deletedMs,
  });
  const settings = initialSettings();
  let lastId = firstNewId;
  const account: Account = {
    world,
    clock,
    ids,
    store,
    tokens: openTokens(clock),
    cursors: openCursors(),
    settings,
    names: openNewNames(),
    leadBook: { gone: new Set(), added: [] },
    people: openPeopleBook(),
    sales: openSalesTables(),
    meters: openMeters(settings.plan, limits !== 'off'),
    nextId: () => (lastId += 1),
    visible(deal) {
      const purged = deal?.deletedMs !== undefined && deal.deletedMs <= clock.nowMs() - deletedForMs;
      return deal === undefined || purged || settings.hiddenDeals.has(deal.id) ? undefined : deal;
    },
    restart(plan) {
      settings.plan = plan;
      account.meters = openMeters(plan, limits !== 'off');
    },
  };
  return account;
}
