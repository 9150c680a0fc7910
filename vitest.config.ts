import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const onCi = process.env['CI'] === 'true';
/** Files that put something else in the place of a module: nobody else may have loaded it before. */
const replacesModules = ['test/http/origins.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['test/support/postgres-server.ts'],
    setupFiles: ['test/support/setup.ts'],
    // Tests wait for processes and timers for a good part of their time: one worker more than there are cores.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The result file is what the last line of a CI run is made from.
    reporters: onCi ? ['default', ['json', { outputFile: '.results/vitest.json' }]] : ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          // They take minutes: vitest.chaos.config.ts, vitest.convergence.config.ts and vitest.writes.config.ts.
          exclude: [
            ...replacesModules,
            'test/chaos/**',
            'test/scale/**',
            'test/client/writes/faults/**',
            'test/connectors/*/writes/laws.test.ts',
            'test/connectors/pipedrive/list-under-churn.test.ts',
            'test/store/same-answers.test.ts',
            'test/sync/facts.test.ts',
          ],
          // Modules are loaded once for all files of a worker: loading them again for each took a third of the time.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: replacesModules } },
    ],
  },
});
