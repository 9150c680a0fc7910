import { describe } from 'vitest';
import { testFaults } from './test-faults.ts';
import { testFaultsInChanges } from './test-faults-in-changes.ts';

describe('HubSpot with faults', () => {
  testFaults('hubspot');
});

describe('HubSpot with faults in a run that reads changes', () => {
  testFaultsInChanges('hubspot', { title: 'dealname', atLeast: 2 });
});
