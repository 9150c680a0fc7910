import type { SandboxAnswer, SandboxRequest, SandboxRoute } from '../../../src/sandbox-kit/index.ts';
import { datedVersions } from './facts.ts';

/** A part of the API that moved with the versions. */
export type Area =
  | 'objects'
  | 'record-associations'
  | 'associations'
  | 'associations-v3'
  | 'record-associations-v3'
  | 'labels'
  | 'pipelines'
  | 'properties'
  | 'owners'
  | 'account'
  | 'currencies'
  | 'oauth';

/** Which meter a request runs. */
export type Budget = 'general' | 'search' | 'associations' | 'none';

/** One endpoint, in every version it has. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly area: Area;
  /** What follows the area's prefix. */
  readonly path: string;
  readonly budget: Budget;
  /** Scopes of which the token needs one; none where absent. */
  readonly scopes?: (request: SandboxRequest) => readonly string[];
  readonly handle: (request: SandboxRequest, version: string) => SandboxAnswer | Promise<SandboxAnswer>;
}

/** Prefixes by area: older ones first, `{V}` stands for each dated version. */
const prefixes: Readonly<Record<Area, readonly (readonly [prefix: string, version: string])[]>> = {
  objects: [
    ['/crm/v3/objects', 'v3'],
    ['/crm/objects/{V}', '{V}'],
  ],
  'record-associations': [
    ['/crm/v4/objects', 'v4'],
    ['/crm/objects/{V}', '{V}'],
  ],
  associations: [
    ['/crm/v4/associations', 'v4'],
    ['/crm/associations/{V}', '{V}'],
  ],
  'associations-v3': [['/crm/v3/associations', 'v3']],
  'record-associations-v3': [['/crm/v3/objects', 'v3']],
  labels: [
    ['/crm/v4/associations', 'v4'],
    ['/crm/associations/v4', 'v4'],
    ['/crm/associations/{V}', '{V}'],
  ],
  pipelines: [
    ['/crm/v3/pipelines', 'v3'],
    ['/crm/pipelines/{V}', '{V}'],
  ],
  properties: [
    ['/crm/v3/properties', 'v3'],
    ['/crm/properties/{V}', '{V}'],
  ],
  owners: [
    ['/crm/v3/owners', 'v3'],
    ['/crm/owners/{V}', '{V}'],
  ],
  account: [
    ['/account-info/v3', 'v3'],
    ['/account-info/{V}', '{V}'],
  ],
  currencies: [
    ['/settings/v3/currencies', 'v3'],
    ['/settings/currencies/{V}', '{V}'],
  ],
  oauth: [
    ['/oauth/v1', 'v1'],
    ['/oauth/v3', 'v3'],
    ['/oauth/{V}', '{V}'],
  ],
};

/** Routes of all endpoints in all versions, and the endpoint behind each. */
export function routesOf(endpoints: readonly Endpoint[]): ReadonlyMap<SandboxRoute, Endpoint> {
  const routes = new Map<SandboxRoute, Endpoint>();
  for (const endpoint of endpoints)
    for (const [prefix, version] of versionsOf(endpoint.area)) {
      const pattern = `${prefix}${endpoint.path}`;
      routes.set(
        { method: endpoint.method, pattern, handle: (request) => endpoint.handle(request, version) },
        endpoint,
      );
    }
  return routes;
}

function versionsOf(area: Area): (readonly [prefix: string, version: string])[] {
  return prefixes[area].flatMap(([prefix, version]) =>
    version === '{V}'
      ? datedVersions.map((dated) => [prefix.replace('{V}', dated), dated] as const)
      : [[prefix, version] as const],
  );
}

/** True for the versions that enforce the account's own rules on writes. */
export function enforcesWriteRules(version: string): boolean {
  return version >= '2026-09' && version < 'v';
}
