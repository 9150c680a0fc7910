import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, vi } from 'vitest';
import { keepToThisMachine } from './network-guard.ts';

keepToThisMachine();

// Dozens of processes are started that load the same modules; each would compile all of them again.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'opportune-test-compiled');

// Files share their worker: whatever one of them forgets to put back must not reach the next.
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});
