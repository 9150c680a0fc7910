import { describe } from 'vitest';
import { testFaults } from './test-faults.ts';
import { testFaultsInChanges } from './test-faults-in-changes.ts';

describe('Copper with faults', () => {
  testFaults('copper');
});

describe('Copper with faults in a run that reads changes', () => {
  testFaultsInChanges('copper', { title: 'name', atLeast: 2 });
});
