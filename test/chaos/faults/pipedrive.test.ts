import { describe } from 'vitest';
import { testFaults } from './test-faults.ts';

describe('Pipedrive with faults', () => {
  testFaults('pipedrive');
});
