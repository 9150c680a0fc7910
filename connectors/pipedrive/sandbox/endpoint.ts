import type { SandboxAnswer, SandboxRequest, SandboxRoute } from '../../../src/sandbox-kit/index.ts';

export type Api = 'v1' | 'v2' | 'oauth';

/** One endpoint, before it is given its place in the API. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly api: Api;
  readonly path: string;
  /** Tokens of the day's budget. */
  readonly cost: number;
  /** One of them is enough for an OAuth app; empty where every app may call. */
  readonly scopes: readonly string[];
  /** True for endpoints that have a burst limit of their own. */
  readonly isSearch?: boolean;
  readonly handle: (request: SandboxRequest) => SandboxAnswer | Promise<SandboxAnswer>;
}

/** Both spellings of each version answer, as they do behind the company's own host. */
const prefixes: Readonly<Record<Api, readonly string[]>> = {
  v1: ['/v1', '/api/v1'],
  v2: ['/api/v2', '/v2'],
  oauth: ['/oauth'],
};

/** Routes of all endpoints, and the endpoint behind each. */
export function routesOf(endpoints: readonly Endpoint[]): ReadonlyMap<SandboxRoute, Endpoint> {
  const routes = new Map<SandboxRoute, Endpoint>();
  for (const endpoint of endpoints)
    for (const prefix of prefixes[endpoint.api])
      routes.set(
        { method: endpoint.method, pattern: `${prefix}${endpoint.path}`, handle: endpoint.handle },
        endpoint,
      );
  return routes;
}

export const dealScopes: readonly string[] = ['deals:read', 'deals:full'];
export const contactScopes: readonly string[] = ['contacts:read', 'contacts:full'];
export const leadScopes: readonly string[] = ['leads:read', 'leads:full'];
