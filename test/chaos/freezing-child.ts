import { writeSync } from 'node:fs';
import { OpportuneError } from '../../src/model/error.ts';
import { openStore } from '../../src/store/open-destination.ts';
import { runSync } from '../../src/sync/run-sync.ts';
import { connectionOver } from '../support/fake-connection.ts';
import { sendTo } from '../support/fake-vendor-server.ts';

// A process that syncs a fake vendor, stops itself as SIGSTOP does at the n-th step (0: never), and says how it ended.
const [url = '', to = '', now = '', freezeAt = '0'] = process.argv.slice(2);
let steps = 0;

const store = await openStore(to, {
  now: () => now,
  onStep: (step) => {
    steps += 1;
    if (steps !== Number(freezeAt)) return;
    writeSync(1, `frozen after ${step}\n`);
    process.kill(process.pid, 'SIGSTOP');
  },
});
try {
  const { status } = await runSync({ connection: connectionOver(sendTo(url)), destination: store });
  writeSync(1, `${status}\n`);
} catch (error) {
  writeSync(1, `${error instanceof OpportuneError ? error.code : String(error)}\n`);
}
await store.close();
