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

function routeOf({ method, path, handle }: Endpoint): SandboxRoute {
  return { method, pattern: `${basePath}${path}`, handle };
}

/** Credentials, then the minute's limit, then the second's limit of bulk endpoints. */
export function openGate(
  account: Account,
  endpoints: ReadonlyMap<SandboxRoute, Endpoint>,
): (request: SandboxRequest, route: SandboxRoute | undefined) => SandboxAnswer | undefined {
  const { requests, bulk } = account.windows;
  return (request, route) => {
    if (viewerOf(account, request) === undefined) return unauthorised();
    if (!requests.admit(request.arrivedMs)) return tooMany();
    const isBulk = route !== undefined && endpoints.get(route)?.bulk === true;
    return isBulk && !bulk.admit(request.arrivedMs) ? tooMany() : undefined;
  };
}
