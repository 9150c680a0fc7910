import { readSync, writeSync } from 'node:fs';
import { OpportuneError } from '../../src/model/error.ts';
import { openStore } from '../../src/store/open-destination.ts';
import { runSync } from '../../src/sync/run-sync.ts';
import { commitStepsOnly } from '../support/commit-steps-only.ts';
import { connectionOver } from '../support/fake-connection.ts';
import { sendTo } from '../support/fake-vendor-server.ts';

// A process that syncs a fake vendor, holds still at the n-th step (0: never) until it gets a byte, and says how it ended.
const [url = '', to = '', now = '', holdAt = '0'] = process.argv.slice(2);
let steps = 0;

const store = await openStore(to, {
  now: () => now,
  onStep: commitStepsOnly((step) => {
    steps += 1;
    if (steps !== Number(holdAt)) return;
    writeSync(1, `holds after ${step}\n`);
    readSync(0, Buffer.alloc(1));
  }),
});
try {
  const { status } = await runSync({ connection: connectionOver(sendTo(url)), destination: store });
  writeSync(1, `${status}\n`);
} catch (error) {
  writeSync(1, `${error instanceof OpportuneError ? error.code : String(error)}\n`);
}
await store.close();
