import { runSync } from '../../src/sync/run-sync.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { connectionOver } from './fake-connection.ts';
import { sendTo } from './fake-vendor-server.ts';

// A process that syncs a fake vendor and kills itself at the n-th step of the commit protocol; 0 lets it live.
const [url = '', file = '', killAt = '0', now = ''] = process.argv.slice(2);
let steps = 0;

const store = await openSqliteStore(file, {
  now: () => now,
  onStep: () => {
    steps += 1;
    if (steps === Number(killAt)) process.kill(process.pid, 'SIGKILL');
  },
});
await runSync({ connection: connectionOver(sendTo(url)), destination: store, now: () => Date.parse(now) });
await store.close();
process.stdout.write(`${steps}\n`);
