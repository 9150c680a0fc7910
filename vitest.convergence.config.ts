import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Histories of each vendor, a hundred unless CONVERGENCE_EACH says otherwise. */
const each = Number(process.env['CONVERGENCE_EACH'] ?? 100);
/** A history waits for timers and the server for half of its time: two share a core. */
const workers = 2 * availableParallelism();
const part = Math.ceil(each / workers);

/** What takes long as well, and is not drawn in parts. */
const once = [
  'test/connectors/pipedrive/list-under-churn.test.ts',
  'test/scale/*.test.ts',
  'test/store/same-answers.test.ts',
  'test/sync/facts.test.ts',
];

const firsts = Array.from({ length: Math.ceil(each / part) }, (_, place) => 1 + place * part);
const parts = firsts.map((first, place) => ({
  extends: true as const,
  test: {
    name: `histories from ${first}`,
    include: ['test/convergence/*.test.ts', ...(place === 0 ? once : [])],
    env: {
      CONVERGENCE_FIRST: String(first),
      CONVERGENCE_HISTORIES: String(Math.min(part, each + 1 - first)),
    },
    isolate: false,
  },
}));

export default defineConfig({
  test: {
    // Without what keeps other tests off the network: it sees every request, which takes a fifth of the time here.
    globalSetup: ['test/support/postgres-server.ts'],
    maxWorkers: workers,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Three hundred names of histories that went well say nothing.
    reporters:
      process.env['CI'] === 'true' ? ['dot', ['json', { outputFile: '.results/convergence.json' }]] : ['dot'],
    projects: parts,
  },
});
