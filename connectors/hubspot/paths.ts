import type { VendorSession } from '../../src/connector-kit/index.ts';

/**
 * The dated API version this connector speaks.
 *
 * Versions appear every March and September, do not change once out, and are supported for 18 months:
 * https://developers.hubspot.com/docs/developer-tooling/platform/versioning (2026-11-22).
 */
export const defaultApiVersion = '2026-09';

/** The undated family: `/crm/v3`, and `/crm/v4` for associations. Its v4 part ends on 2027-03-30. */
export const undatedApiVersion = 'v3';

/** Every path this connector requests. */
export interface Paths {
  readonly deals: string;
  readonly dealSearch: string;
  deal(id: string): string;
  batchRead(object: string): string;
  associations(to: string): string;
  readonly properties: string;
  readonly pipelines: string;
  readonly owners: string;
  readonly account: string;
  readonly token: string;
  /** Tags that people see on deals; only the dated family has them. */
  readonly objectTags: string | undefined;
}

/** The paths of one API version: a date such as `2026-09`, or `v3`. */
export function pathsFor(version: string): Paths {
  const undated = version === undatedApiVersion;
  const objects = undated ? '/crm/v3/objects' : `/crm/objects/${version}`;
  const associations = undated ? '/crm/v4/associations' : `/crm/associations/${version}`;
  const family = (name: string): string => (undated ? `/crm/v3/${name}` : `/crm/${name}/${version}`);
  return {
    deals: `${objects}/deals`,
    dealSearch: `${objects}/deals/search`,
    deal: (id) => `${objects}/deals/${encodeURIComponent(id)}`,
    batchRead: (object) => `${objects}/${object}/batch/read`,
    associations: (to) => `${associations}/deals/${to}/batch/read`,
    properties: `${family('properties')}/deals`,
    pipelines: `${family('pipelines')}/deals`,
    owners: family('owners'),
    account: `/account-info/${version}/details`,
    token: `/oauth/${version}/token`,
    objectTags: undated ? undefined : `/crm/object-tags/${version}/0-3`,
  };
}

/** The paths this connection's requests take. */
export function pathsOf(session: VendorSession): Paths {
  return pathsFor(session.settings?.['apiVersion'] ?? defaultApiVersion);
}
