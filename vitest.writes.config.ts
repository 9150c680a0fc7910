import { defineConfig } from 'vitest/config';

/** Inputs made up for each vendor; see test/mapping/write/fuzz.test.ts. */
const inputs = process.env['FUZZED_WRITES'] ?? '100000';

export default defineConfig({
  test: {
    include: ['test/mapping/write/fuzz.test.ts'],
    env: { FUZZED_WRITES: inputs },
    maxWorkers: '100%',
    testTimeout: 600_000,
    reporters:
      process.env['CI'] === 'true'
        ? ['default', ['json', { outputFile: '.results/writes.json' }]]
        : ['default'],
  },
});
