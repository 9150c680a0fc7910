import { describe, expect, test } from 'vitest';
import { labellings } from './calls.ts';
import { neverFailed, operationsOf } from './met-operations.ts';
import { testManyWrites } from './many-writes.ts';
import { testSilence, testSingleWrites } from './single-writes.ts';

describe('HubSpot fails in the middle of', () => {
  testSingleWrites('hubspot');
});

describe('HubSpot, where people mark the primary contact, fails in the middle of', () => {
  testSingleWrites('hubspot', labellings, ['decision-maker']);
});

describe('HubSpot fails with', () => {
  testManyWrites('hubspot');
});

describe('HubSpot falls silent', () => {
  testSilence('hubspot');
});

test('every operation of HubSpot has failed in the middle of a write', () => {
  expect(operationsOf('hubspot')).not.toEqual([]);
  expect(neverFailed('hubspot')).toEqual([]);
});
