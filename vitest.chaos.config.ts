import { defineConfig } from 'vitest/config';

// npm run test:chaos: what takes processes, signals and a database server. `npm test` has the rest.
export default defineConfig({
  test: {
    globalSetup: ['test/support/postgres-server.ts'],
    setupFiles: ['test/support/setup.ts'],
    // One core is left alone otherwise: half of a small machine.
    maxWorkers: '100%',
    // A fault in every step of every write is here, too, for the time it takes.
    include: ['test/chaos/**/*.test.ts', 'test/client/writes/faults/**/*.test.ts'],
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters:
      process.env['CI'] === 'true'
        ? ['default', ['json', { outputFile: '.results/chaos.json' }]]
        : ['default'],
  },
});
