import { expect } from 'vitest';
import {
  bundledConnector,
  connect,
  openSqliteStore,
  sync,
  verify,
  type Crm,
  type Store,
  type SyncResult,
  type VerifyResult,
} from '../../src/index.ts';
import { sandboxes } from '../../connectors/sandboxes.ts';
import type { RunningSandbox, SandboxOptions, SandboxStats } from '../../src/sandbox-kit/index.ts';
import type { SyncOptions } from '../../src/sync/sync-types.ts';

export type VendorName = 'hubspot' | 'pipedrive' | 'copper';

/** An emulated vendor and a table that a sync fills from it. */
export interface EmulatedAccount {
  readonly vendor: RunningSandbox;
  readonly store: Store;
  /** A run of a process of its own: nothing is known from the one before but what the store holds. */
  run(options?: Partial<SyncOptions>): Promise<SyncResult>;
  verify(): Promise<VerifyResult>;
  crm(): Promise<Crm>;
  /** Ids of the rows that are not marked as deleted, in the order of numbers. */
  liveRows(): Promise<string[]>;
}

export interface AccountOptions extends SandboxOptions {
  /** For a check of refusals: else one request over a limit fails it, where the vendor's limits are on. @default false */
  readonly expectsRefusals?: boolean;
}

/** Opens an account for one check, and closes it. Rate limits are off unless the options say otherwise. */
export async function withAccount(
  id: VendorName,
  { expectsRefusals = false, ...options }: AccountOptions,
  check: (account: EmulatedAccount) => Promise<void>,
): Promise<void> {
  const definition = sandboxes.find((sandbox) => sandbox.connector === id);
  if (definition === undefined) throw new Error(`There is no emulated ${id}.`);
  const { limits = 'off' } = options;
  const vendor = await definition.start({ ...options, limits });
  const store = await openSqliteStore(':memory:');
  const { credentials, baseUrl } = vendor;
  const crm = () => connect({ connector: bundledConnector(id), credentials, baseUrl, limits });
  const withCrm = async <T>(use: (opened: Crm) => Promise<T>): Promise<T> => {
    const opened = await crm();
    try {
      return await use(opened);
    } finally {
      await opened.close();
    }
  };
  try {
    await check({
      vendor,
      store,
      crm,
      run: (more = {}) =>
        withCrm((connection) => sync({ sweepEveryMs: Infinity, ...more, connection, to: store })),
      verify: () => withCrm((connection) => verify({ connection, store })),
      async liveRows() {
        const rows = await store.records({ limit: 100_000 });
        const live = rows.filter(({ deletedAt }) => deletedAt === undefined).map((row) => row.id);
        return live.toSorted((a, b) => Number(a) - Number(b));
      },
    });
    if (limits !== 'off' && !expectsRefusals) assertNothingOverLimits(vendor.control.stats());
  } finally {
    await store.close();
    await vendor.close();
  }
}

function assertNothingOverLimits({ rateLimited, windows }: SandboxStats): void {
  const over = Object.entries(windows).filter(([, { limit, peak }]) => peak > limit);
  expect({ rateLimited, over }).toEqual({ rateLimited: 0, over: [] });
}
