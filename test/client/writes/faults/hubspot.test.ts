import { describe } from 'vitest';
import { testManyWrites } from './many-writes.ts';
import { testSilence, testSingleWrites } from './single-writes.ts';

describe('HubSpot fails in the middle of', () => {
  testSingleWrites('hubspot');
});

describe('HubSpot fails with', () => {
  testManyWrites('hubspot');
});

describe('HubSpot falls silent', () => {
  testSilence('hubspot');
});
