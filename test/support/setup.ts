import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';
import { afterAll, vi } from 'vitest';

// No test may talk to anything but this machine.
nock.disableNetConnect();
nock.enableNetConnect(/^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/);

// Dozens of processes are started that load the same modules; each would compile all of them again.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'opportune-test-compiled');

// Files share their worker: whatever one of them forgets to put back must not reach the next.
afterAll(() => {
  nock.cleanAll();
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});
