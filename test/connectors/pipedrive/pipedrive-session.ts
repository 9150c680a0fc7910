import { pipedrive } from '../../../connectors/pipedrive/index.ts';
import type { Resource, VendorSession } from '../../../src/connector-kit/index.ts';
import { openTestSession } from '../../support/open-test-session.ts';
import { credentials, origin } from './vendor.ts';

const { opportunity } = pipedrive.resources;
if (opportunity === undefined) throw new Error('Pipedrive has no opportunities');
export const deals: Resource = opportunity;

/** A line to the company that the answers of these tests are for. */
export function openPipedrive(): VendorSession {
  return openTestSession(pipedrive, credentials, origin);
}
