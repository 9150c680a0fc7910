import { describe } from 'vitest';
import { testFaults } from './test-faults.ts';

describe('Copper with faults', () => {
  testFaults('copper');
});
