import { afterAll, beforeAll } from 'vitest';
import { sandbox } from '../../../connectors/hubspot/sandbox/index.ts';
import type { RunningSandbox } from '../../../src/sandbox-kit/sandbox.ts';

export const dealCount = 130;

export interface EmulatedVendor {
  readonly running: RunningSandbox;
  /** What a command needs to talk to it. */
  readonly flags: readonly string[];
  /** A configuration with it as the connection `acme`; the token comes from ACME_TOKEN. */
  readonly config: string;
  readonly env: Readonly<Record<string, string>>;
}

/** One emulated vendor for all tests of a file: two pages of deals, no limits. */
export function emulatedVendor(): () => EmulatedVendor {
  let running: RunningSandbox | undefined;
  beforeAll(async () => {
    running = await sandbox.start({ deals: dealCount, seed: 7, limits: 'off' });
  });
  afterAll(async () => running?.close());
  return () => {
    if (running === undefined) throw new Error('The emulated vendor is not running.');
    const { baseUrl, credentials, connector } = running;
    const token = String(credentials['accessToken']);
    return {
      running,
      flags: ['--connector', connector, '--base-url', baseUrl, '--credential', `accessToken=${token}`],
      config: [
        'connections:',
        '  acme:',
        `    connector: ${connector}`,
        `    baseUrl: ${baseUrl}`,
        '    credentials: { accessToken: "${ACME_TOKEN}" }',
        '    to: sqlite:deals.db',
        '',
      ].join('\n'),
      env: { ACME_TOKEN: token },
    };
  };
}
