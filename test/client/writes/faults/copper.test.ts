import { describe } from 'vitest';
import { testManyWrites } from './many-writes.ts';
import { testSilence, testSingleWrites } from './single-writes.ts';

describe('Copper fails in the middle of', () => {
  testSingleWrites('copper');
});

describe('Copper fails with', () => {
  testManyWrites('copper');
});

describe('Copper falls silent', () => {
  testSilence('copper');
});
