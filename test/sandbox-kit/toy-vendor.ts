import {
  answer,
  businessDealAt,
  describeWorld,
  openDealStore,
  openIdSpace,
  openWindow,
  pageOfDeals,
  runVendor,
  startClock,
  type BusinessDeal,
  type BusinessWorld,
  type DealStore,
  type JsonObject,
  type RunningSandbox,
  type SandboxOptions,
  type VendorClock,
} from '../../src/sandbox-kit/index.ts';

export const start = '2026-11-22T12:00:00.000Z';

export interface ToyStore {
  readonly world: BusinessWorld;
  readonly clock: VendorClock;
  readonly store: DealStore<BusinessDeal>;
}

/** A store of plain business deals, as a vendor without words of its own would keep it. */
export function toyStore(deals: number, seed = 1, machineMs: () => number = () => 0): ToyStore {
  const clock = startClock(start, machineMs);
  const world = describeWorld({ deals, seed, startMs: clock.nowMs() });
  const store = openDealStore<BusinessDeal>({
    count: deals,
    clock,
    ids: openIdSpace(world.draws, 'toy-id', 1000),
    initial: (index) => businessDealAt(world, index),
    createdMs: world.calendar.createdMs,
    changedMs: world.calendar.changedMs,
  });
  return { world, clock, store };
}

/** A vendor with one list, one create and a limit of five requests a second. */
export function runToy(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const { store, clock } = toyStore(options.deals ?? 20, options.seed, Date.now);
  const window = openWindow({ limit: 5, perMs: 1000, enforce: options.limits !== 'off' });
  return runVendor(
    {
      connector: 'toy',
      credentials: { key: 'k' },
      basePath: '/api',
      clock,
      windows: { second: window },
      faults: { sleepy: { description: 'Answers 418.', answer: () => answer(418, { tired: true }) } },
      gate: (request) => (window.admit(request.arrivedMs) ? undefined : answer(429, { error: 'slow down' })),
      refuse: ({ status, kind }) => answer(status, { toyError: kind }),
      routes: [
        {
          method: 'GET',
          pattern: '/api/deals',
          handle: ({ query }) =>
            answer(200, { deals: pageOfDeals(store, {}, 0, Number(query.get('size') ?? 10)).map(shown) }),
        },
        {
          method: 'POST',
          pattern: '/api/deals',
          handle: () => answer(201, shown(store.create(businessDealAt(describeToy, 0)))),
        },
      ],
      deals: {
        ids: async ({ offset = 0, limit = 1000 } = {}) => store.liveIds(offset, limit).map(String),
        truth: async (id) => {
          const deal = store.find(Number(id));
          return deal?.deletedMs === undefined && deal !== undefined ? shown(deal) : undefined;
        },
        create: async () => String(store.create(businessDealAt(describeToy, 0)).id),
        edit: async (id, changes) => {
          const deal = store.find(Number(id));
          if (deal !== undefined) store.write(deal.id, { ...deal.record, title: String(changes['title']) });
        },
        delete: async (id) => store.remove(Number(id)),
      },
    },
    { ...options, now: start },
  );
}

const describeToy = describeWorld({ deals: 1, seed: 9, startMs: Date.parse(start) });

function shown({ id, record }: { readonly id: number; readonly record: BusinessDeal }): JsonObject {
  return { id, title: record.title ?? null };
}
