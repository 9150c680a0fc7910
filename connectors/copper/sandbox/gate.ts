import type { SandboxAnswer, SandboxRequest, SandboxRoute } from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import type { Endpoint } from './endpoint.ts';
import { tooMany, unauthorised } from './errors.ts';
import { basePath } from './facts.ts';
import { viewerOf } from './viewer.ts';

/** Endpoints as routes below the base path. */
export function routesOf(endpoints: readonly Endpoint[]): ReadonlyMap<SandboxRoute, Endpoint> {
  return new Map(endpoints.map((endpoint) => [routeOf(endpoint), endpoint]));
}

function routeOf({ method, path, root = false, handle }: Endpoint): SandboxRoute {
  return { method, pattern: root ? path : `${basePath}${path}`, handle };
}

/** Credentials, then the minute's limit, then the second's limit of bulk endpoints. */
export function openGate(
  account: Account,
  endpoints: ReadonlyMap<SandboxRoute, Endpoint>,
): (request: SandboxRequest, route: SandboxRoute | undefined) => SandboxAnswer | undefined {
  const { requests, bulk } = account.windows;
  return (request, route) => {
    const endpoint = route === undefined ? undefined : endpoints.get(route);
    if (endpoint?.root === true) return undefined;
    if (viewerOf(account, request) === undefined) return unauthorised();
    if (!requests.admit(request.arrivedMs)) return tooMany();
    return endpoint?.bulk === true && !bulk.admit(request.arrivedMs) ? tooMany() : undefined;
  };
}
