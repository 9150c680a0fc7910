import type { QueryValue, VendorRequest } from '../connector-kit/vendor-request.ts';

/** The path and query of a request as they go on the wire, below the base URL. */
export function requestTarget(request: VendorRequest): string {
  const query = queryText(request.query ?? {});
  return query === '' ? request.path : `${request.path}?${query}`;
}

/** Why a path may not be sent; undefined where it may. Nothing in a path may lead away from the base URL. */
export function pathProblem(path: string): string | undefined {
  if (!path.startsWith('/')) return 'it does not start with a slash';
  if (path.startsWith('//')) return 'it starts with two slashes';
  if (/[?#]/.test(path)) return 'it contains a query or a fragment';
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0020\u007F\\]/.test(path)) return 'it contains a space, a backslash or a control character';
  if (/%(?![0-9a-f]{2})/i.test(path)) return 'it contains a percent sign that escapes nothing';
  if (/%(?:0[0-9a-f]|1[0-9a-f]|5c|7f)/i.test(path)) return 'it contains an escaped control character';
  const segments = path.replaceAll(/%2e/gi, '.').split(/\/|%2f/i);
  return segments.some((segment) => segment === '.' || segment === '..')
    ? 'it contains a dot segment'
    : undefined;
}

/** The path as errors and logs may show it: without query, and without what could end a line. */
export function shownPath(path: string): string {
  const [shown = ''] = path.replace(/^[a-z][a-z0-9+.-]*:\/*[^/]*/i, '').split(/[?#]/);
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  return shown.replaceAll(/[\u0000-\u001F\u007F-\u009F]/g, '').slice(0, 200);
}

function queryText(query: Readonly<Record<string, QueryValue>>): string {
  return Object.entries(query)
    .flatMap(([name, value]) => values(value).map((text) => `${encode(name)}=${encode(text)}`))
    .join('&');
}

function values(value: QueryValue): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [String(value)];
}

/** A lone surrogate cannot be encoded; it becomes the replacement character, as in a request body. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
