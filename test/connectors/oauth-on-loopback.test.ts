import { expect, test } from 'vitest';
import { hubspot } from '../../connectors/hubspot/index.ts';
import { sandbox as hubspotSandbox } from '../../connectors/hubspot/sandbox/index.ts';
import { pipedrive } from '../../connectors/pipedrive/index.ts';
import { sandbox as pipedriveSandbox } from '../../connectors/pipedrive/sandbox/index.ts';
import { openTestSession } from '../support/open-test-session.ts';

const client = { clientId: 'sandbox-client-id', clientSecret: 'sandbox-client-secret' };

// No test may reach beyond this machine: a token asked of the real vendor would fail here.
test.each([
  [hubspot, hubspotSandbox, 'sandbox-refresh-token'],
  [pipedrive, pipedriveSandbox, '7788990:70011:sandbox-refresh-token'],
] as const)(
  'an account on this machine gets its access token there as well',
  async (connector, sandbox, refreshToken) => {
    const vendor = await sandbox.start({ deals: 5 });
    const saved: unknown[] = [];
    const session = openTestSession(connector, { ...client, refreshToken }, vendor.baseUrl, {
      saveCredentials: async (credentials) => {
        saved.push(credentials);
      },
    });
    try {
      expect(await connector.checkConnection(session)).toMatch(/\w/);
      expect(saved).toEqual([expect.objectContaining({ accessToken: expect.any(String) })]);
    } finally {
      await session.close();
      await vendor.close();
    }
  },
);
