import nock from 'nock';
import { afterAll, afterEach, beforeAll } from 'vitest';

// It is active as soon as it is loaded.
nock.restore();

export { nock };

/**
 * Lets `nock` answer the requests of this file; with `allAsked`, an answer that nobody asked for fails its test. `nock`
 * looks at every request while it is active, those to emulated vendors too, which costs a fourth of their time: so it
 * is active in the files that need it, and in no other.
 */
export function interceptRequests({ allAsked = false } = {}): void {
  beforeAll(() => {
    nock.activate();
    nock.disableNetConnect();
    nock.enableNetConnect(/^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/);
  });
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    if (allAsked && pending.length > 0) throw new Error(`never asked for: ${pending.join(', ')}`);
  });
  afterAll(() => nock.restore());
}
