import { describe } from 'vitest';
import { testFaults } from './test-faults.ts';

describe('HubSpot with faults', () => {
  testFaults('hubspot');
});
