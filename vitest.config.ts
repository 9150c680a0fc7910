import { defineConfig } from 'vitest/config';

const onCi = process.env['CI'] === 'true';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/postgres-server.ts'],
    setupFiles: ['test/support/setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // The result file is what the last line of a CI run is made from.
    reporters: onCi ? ['default', ['json', { outputFile: '.results/vitest.json' }]] : ['default'],
  },
});
