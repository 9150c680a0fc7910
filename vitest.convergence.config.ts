import { defineConfig } from 'vitest/config';

/** Histories of each vendor, a hundred unless CONVERGENCE_EACH says otherwise. */
const each = Number(process.env['CONVERGENCE_EACH'] ?? 100);
const half = Math.ceil(each / 2);

/** In two halves, so that two cores have as much to do. */
const halves = [1, half + 1].map((first, place) => ({
  extends: true as const,
  test: {
    name: `histories from ${first}`,
    include: ['test/convergence/*.test.ts', ...(place === 0 ? ['test/sync/facts.test.ts'] : [])],
    env: { CONVERGENCE_FIRST: String(first), CONVERGENCE_HISTORIES: String(half) },
    isolate: false,
  },
}));

export default defineConfig({
  test: {
    globalSetup: ['test/support/postgres-server.ts'],
    setupFiles: ['test/support/setup.ts'],
    // One core is left alone otherwise: half of a small machine.
    maxWorkers: '100%',
    hookTimeout: 60_000,
    // Three hundred names of histories that went well say nothing.
    reporters: ['dot'],
    projects: halves,
  },
});
