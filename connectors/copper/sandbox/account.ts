import {
  describeWorld,
  openDealStore,
  openNewNames,
  openWindow,
  startClock,
  type BusinessWorld,
  type DealStore,
  type NewNames,
  type RollingWindow,
  type SandboxOptions,
  type VendorClock,
} from '../../../src/sandbox-kit/index.ts';
import { accountIds, type AccountIds } from './seed/account-ids.ts';
import { openConnectLinks, type ConnectLinks } from './connect-links.ts';
import type { DealState } from './deals/deal-state.ts';
import type { Drift } from './deals/drift.ts';
import { bulkRequestsPerSecond, requestsPerMinute } from './facts.ts';
import { initialDeal } from './seed/initial-deal.ts';
import { usersOf, type User } from './seed/users.ts';
import { openWebhooks, type Webhooks } from './webhooks.ts';

/** Switches that faults turn. */
export interface AccountSettings {
  /** True while the owner of every key is no admin. */
  membersOnly: boolean;
  /** True while no key opens anything. */
  revoked: boolean;
  /** True where the account writes days before months. */
  dayFirst: boolean;
  /** True where records that do not exist are refused in the short form. */
  shortNotFound: boolean;
  /** True where a new opportunity needs a primary contact, as all did until 2025-08-15. */
  contactRequired: boolean;
  /** True where the currency of an amount can be written. */
  unitWritable: boolean;
  /** Takes `monetary_unit` in writes, and leaves the unit as it is. */
  unitIgnored: boolean;
  /** True where converted values and lead origins come as plain numbers. */
  plainNumbers: boolean;
  /** True where searches do not say how many they found. */
  withoutTotal: boolean;
  /** Rises with each search while ties are shuffled; undefined while they keep their order. */
  shuffles: number | undefined;
  /** What happens after each page of a search; undefined while nothing does. */
  drift: Drift | undefined;
}

/** The emulated account: its records, its tables and its meters. */
export interface Account {
  readonly world: BusinessWorld;
  readonly clock: VendorClock;
  readonly ids: AccountIds;
  readonly store: DealStore<DealState>;
  readonly users: readonly User[];
  readonly webhooks: Webhooks;
  readonly links: ConnectLinks;
  readonly windows: { readonly requests: RollingWindow; readonly bulk: RollingWindow };
  readonly settings: AccountSettings;
  /** By id. */
  readonly names: NewNames;
}

/** Opens an account with as many opportunities as asked for. */
export function openAccount({ deals = 250, seed = 1, now, limits = 'vendor' }: SandboxOptions = {}): Account {
  const clock = startClock(now);
  const world = describeWorld({ deals, seed, startMs: clock.nowMs() });
  const ids = accountIds(world);
  const enforce = limits !== 'off';
  return {
    world,
    clock,
    ids,
    store: openDealStore<DealState>({
      count: deals,
      ids: ids.deals,
      clock,
      initial: (index) => initialDeal(world, ids, index),
      createdMs: world.calendar.createdMs,
      changedMs: world.calendar.changedMs,
    }),
    users: usersOf(world),
    webhooks: openWebhooks(),
    links: openConnectLinks(world, ids),
    windows: {
      requests: openWindow({ limit: requestsPerMinute, perMs: 60_000, enforce }),
      bulk: openWindow({ limit: bulkRequestsPerSecond, perMs: 1000, enforce }),
    },
    settings: defaultSettings(),
    names: openNewNames(),
  };
}

function defaultSettings(): AccountSettings {
  return {
    membersOnly: false,
    revoked: false,
    dayFirst: false,
    shortNotFound: false,
    contactRequired: false,
    unitWritable: false,
    unitIgnored: false,
    plainNumbers: false,
    withoutTotal: false,
    shuffles: undefined,
    drift: undefined,
  };
}
