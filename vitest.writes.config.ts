import { defineConfig } from 'vitest/config';

/** Inputs made up for each vendor: for the mapping alone, and up to the requests of a plan. */
const inputs = process.env['FUZZED_WRITES'] ?? '100000';

export default defineConfig({
  test: {
    setupFiles: ['test/support/setup.ts'],
    include: [
      'test/mapping/write/fuzz.test.ts',
      'test/client/writes/any-plan.test.ts',
      // The laws of writing against the emulated vendors.
      'test/connectors/*/writes/laws.test.ts',
    ],
    env: { FUZZED_WRITES: inputs },
    maxWorkers: '100%',
    testTimeout: 600_000,
    reporters:
      process.env['CI'] === 'true'
        ? ['default', ['json', { outputFile: '.results/writes.json' }]]
        : ['default'],
  },
});
