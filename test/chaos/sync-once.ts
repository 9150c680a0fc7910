import { openStore } from '../../src/store/open-destination.ts';
import { runSync } from '../../src/sync/run-sync.ts';
import type { OpenConnection } from '../../src/client/connection-types.ts';
import type { Order } from './order.ts';

/** Carries out an order, in whichever process. The modules of real connectors are loaded only where one is needed. */
export async function syncOnce(order: Order): Promise<{ readonly status: string }> {
  const { to, now, full } = order;
  const store = await openStore(to, { now: () => now });
  try {
    const connection = await connect(order);
    try {
      return await runSync({
        connection,
        destination: store,
        full,
        sweepEveryMs: Infinity,
        now: () => Date.parse(now),
      });
    } finally {
      await connection.close();
    }
  } finally {
    await store.close();
  }
}

/** Loads what connecting takes, so that nothing is left to be loaded when the order comes. */
export async function loadFor(kind: string): Promise<void> {
  if (kind === 'fake') await loadFake();
  else await loadReal();
}

const loadFake = async () => ({
  ...(await import('../support/fake-connection.ts')),
  ...(await import('../support/fake-vendor-server.ts')),
});

const loadReal = async () => ({
  ...(await import('../../src/bundled.ts')),
  ...(await import('../../src/client/open-connection.ts')),
});

async function connect({ connector, baseUrl, credentials }: Order): Promise<OpenConnection> {
  if (connector === 'fake') {
    const { connectionOver, sendTo } = await loadFake();
    return connectionOver(sendTo(baseUrl));
  }
  const { bundledConnector, openConnection } = await loadReal();
  return openConnection({
    connector: bundledConnector(connector),
    baseUrl,
    credentials,
    limits: 'off',
  });
}
