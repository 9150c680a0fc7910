import { describe, expect, test } from 'vitest';
import { neverFailed, operationsOf } from './met-operations.ts';
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

test('every operation of Copper has failed in the middle of a write', () => {
  expect(operationsOf('copper')).not.toEqual([]);
  expect(neverFailed('copper')).toEqual([]);
});
