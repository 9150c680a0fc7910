import { describe } from 'vitest';
import { testFaults } from './test-faults.ts';
import { testFaultsInChanges } from './test-faults-in-changes.ts';

describe('Pipedrive with faults', () => {
  testFaults('pipedrive');
});

describe('Pipedrive with faults in a run that reads changes', () => {
  testFaultsInChanges('pipedrive', { title: 'title', atLeast: 2 });
});
