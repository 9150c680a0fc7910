import { defineConfig } from 'vitest/config';

/** A hundred histories of each vendor, in two halves, so that two cores have as much to do. */
const halves = [1, 51].map((first, half) => ({
  extends: true as const,
  test: {
    name: `histories from ${first}`,
    include: ['test/convergence/*.test.ts', ...(half === 0 ? ['test/sync/facts.test.ts'] : [])],
    env: { CONVERGENCE_FIRST: String(first), CONVERGENCE_HISTORIES: '50' },
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
