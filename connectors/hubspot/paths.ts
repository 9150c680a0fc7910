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
  dealBatch(change: 'create' | 'update' | 'upsert' | 'archive'): string;
  batchRead(object: string): string;
  associations(to: string): string;
  /** One link of a deal, with the labels it has. */
  link(id: string, to: string, toId: string): string;
  /** The same without a label. */
  defaultLink(id: string, to: string, toId: string): string;
  labels(to: string): string;
  addLabels(to: string): string;
  removeLabels(to: string): string;
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
  const linked = undated ? '/crm/v4/objects' : objects;
  const links = (id: string): string => `${linked}/deals/${encodeURIComponent(id)}/associations`;
  const family = (name: string): string => (undated ? `/crm/v3/${name}` : `/crm/${name}/${version}`);
  return {
    deals: `${objects}/deals`,
    dealSearch: `${objects}/deals/search`,
    deal: (id) => `${objects}/deals/${encodeURIComponent(id)}`,
    dealBatch: (change) => `${objects}/deals/batch/${change}`,
    batchRead: (object) => `${objects}/${object}/batch/read`,
    associations: (to) => `${associations}/deals/${to}/batch/read`,
    link: (id, to, toId) => `${links(id)}/${to}/${encodeURIComponent(toId)}`,
    defaultLink: (id, to, toId) => `${links(id)}/default/${to}/${encodeURIComponent(toId)}`,
    labels: (to) => `${associations}/deals/${to}/labels`,
    addLabels: (to) => `${associations}/deals/${to}/batch/create`,
    removeLabels: (to) => `${associations}/deals/${to}/batch/labels/archive`,
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
  return pathsBy(session.settings);
}

/** The paths of a connection with these settings. */
export function pathsBy(settings: Readonly<Record<string, string>> = {}): Paths {
  return pathsFor(settings['apiVersion'] ?? defaultApiVersion);
}
