import { describe } from 'vitest';
import { testManyWrites } from './many-writes.ts';
import { testSilence, testSingleWrites } from './single-writes.ts';

describe('Pipedrive fails in the middle of', () => {
  testSingleWrites('pipedrive');
});

describe('Pipedrive fails with', () => {
  testManyWrites('pipedrive');
});

describe('Pipedrive falls silent', () => {
  testSilence('pipedrive');
});
