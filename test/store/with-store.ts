import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import type { StoreOptions } from '../../src/store/store-options.ts';
import type { Store } from '../../src/store/store.ts';
import { now } from './page-of.ts';
import type { StoreKind, StorePlace } from './stores.ts';

const tables = [
  'opportunities',
  'opportune_checkpoints',
  'opportune_leases',
  'opportune_credentials',
  'opportune_runs',
  'opportune_quarantine',
  'opportune_tombstones',
  'opportune_lookups',
  'opportune_fields',
  'opportune_census',
];

export interface OpenedStore {
  /** A store of the test's own, empty at first; `options` as at the first opening unless given. */
  open(options?: StoreOptions): Promise<Store>;
  place(): StorePlace;
}

/** Runs the tests of `define` on each kind of store. Stores are closed, and emptied, after each test. */
export function onEach(
  subject: string,
  kinds: readonly StoreKind[],
  define: (opened: OpenedStore) => void,
): void {
  describe.each(kinds)(`${subject} in $label`, ({ make, label }) => {
    let place: StorePlace | undefined;
    const opened: Store[] = [];
    const isServer = label === 'PostgreSQL';
    // A schema is made once per file and emptied, a file is made per test: what is cheaper.
    (isServer ? beforeAll : beforeEach)(async () => {
      place = await make();
    });
    afterEach(async () => {
      for (const store of opened.splice(0)) await store.close();
      if (isServer && opened.length === 0) await empty(place);
    });
    (isServer ? afterAll : afterEach)(() => place?.remove());

    const known = (): StorePlace => {
      if (place === undefined) throw new Error('Only inside a test.');
      return place;
    };
    define({
      place: known,
      async open(options = {}) {
        const store = await known().open({ now: () => now, ...options });
        opened.push(store);
        return store;
      },
    });
  });
}

async function empty(place: StorePlace | undefined): Promise<void> {
  await place?.execute(tables.map((table) => `DELETE FROM ${table}`).join('; '));
}
