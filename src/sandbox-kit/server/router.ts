import type { SandboxRoute } from './http-message.ts';

export interface RouteMatch {
  readonly route: SandboxRoute;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * Finds the route of a request by its path as it was sent, since an encoded slash belongs to a value; `otherMethods`
 * names what the path would have allowed.
 */
export interface Router {
  find(method: string, path: string): RouteMatch | undefined;
  otherMethods(path: string): readonly string[];
}

interface CompiledRoute {
  readonly route: SandboxRoute;
  readonly segments: readonly string[];
}

/** Routes are tried in the order of the list, so that `/deals/search` can stand before `/deals/:id`. */
export function buildRouter(routes: readonly SandboxRoute[]): Router {
  const bySize = new Map<number, CompiledRoute[]>();
  for (const route of routes) {
    const segments = route.pattern.split('/');
    const sameSize = bySize.get(segments.length) ?? [];
    sameSize.push({ route, segments });
    bySize.set(segments.length, sameSize);
  }
  const matching = (path: string): RouteMatch[] => {
    const parts = path.split('/').map(decoded);
    return (bySize.get(parts.length) ?? []).flatMap(({ route, segments }) => {
      const params = matchSegments(segments, parts);
      return params === undefined ? [] : [{ route, params }];
    });
  };
  return {
    find: (method, path) => matching(path).find(({ route }) => route.method === method),
    otherMethods: (path) => [...new Set(matching(path).map(({ route }) => route.method))],
  };
}

function matchSegments(
  pattern: readonly string[],
  parts: readonly string[],
): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [at, segment] of pattern.entries()) {
    const part = parts[at] ?? '';
    if (segment.startsWith(':') && part !== '') params[segment.slice(1)] = part;
    else if (segment !== part) return undefined;
  }
  return params;
}

/** Text as it was before it became part of a URL; as it stands where it cannot have been. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
