import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { copper } from '../../../connectors/copper/index.ts';
import type { JsonObject, VendorSession } from '../../../src/connector-kit/index.ts';
import { openTestSession } from '../../support/open-test-session.ts';
import { nock } from '../../support/intercept-requests.ts';

export const credentials = { apiKey: 'k3y-of-ana', userEmail: 'ana@example.test' };
export const baseUrl = copper.baseUrl(credentials);

/** Copper's API, answered by nock; every request must carry all four headers, whether it has a body or not. */
export function api(): nock.Scope {
  return nock(baseUrl, {
    reqheaders: {
      'x-pw-accesstoken': credentials.apiKey,
      'x-pw-application': 'developer_api',
      'x-pw-useremail': credentials.userEmail,
      'content-type': 'application/json',
    },
  });
}

export function open(): VendorSession {
  return openTestSession(copper, credentials, baseUrl);
}

const JsonText = z.string().transform((text, context): JsonObject[] => {
  const rows: unknown = JSON.parse(text);
  if (Array.isArray(rows)) return rows;
  context.addIssue('not a list');
  return z.NEVER;
});

/** A recorded shape with invented values. */
export function fixture(name: string): JsonObject[] {
  return JsonText.parse(readFileSync(new URL(`../../fixtures/copper/${name}.json`, import.meta.url), 'utf8'));
}
