import { openStore } from '../../src/store/open-destination.ts';
import { commitStepsOnly } from './commit-steps-only.ts';
import { phaseClock, phases, syncPhase } from './phased-vendor.ts';

// A process that syncs the phases of a fake vendor, and kills itself at the n-th step of the commit protocol.
const [to = '', killAt = '0'] = process.argv.slice(2);
let steps = 0;

const store = await openStore(to, {
  now: () => phaseClock,
  onStep: commitStepsOnly(() => {
    steps += 1;
    if (steps === Number(killAt)) process.kill(process.pid, 'SIGKILL');
  }),
});
for (const phase of phases) await syncPhase(store, phase);
await store.close();
process.stdout.write(`${steps}\n`);
