import type { ErrorClass } from '../../connector-kit/error-class.ts';

/** What a status usually means: https://www.rfc-editor.org/rfc/rfc9110#section-15. A connector may say otherwise. */
const classes: Readonly<Record<number, ErrorClass>> = {
  400: 'invalid-request',
  401: 'auth',
  402: 'permission',
  403: 'permission',
  404: 'not-found',
  405: 'unexpected-response',
  406: 'unexpected-response',
  408: 'vendor-unavailable',
  409: 'conflict',
  410: 'not-found',
  412: 'conflict',
  413: 'invalid-request',
  414: 'invalid-request',
  415: 'unexpected-response',
  422: 'invalid-request',
  423: 'locked',
  425: 'vendor-unavailable',
  429: 'rate-limited',
  451: 'permission',
  501: 'unexpected-response',
  505: 'unexpected-response',
};

/** The class of a status that is no success. */
export function classOfStatus(status: number): ErrorClass {
  const known = classes[status];
  if (known !== undefined) return known;
  if (status >= 500) return 'vendor-unavailable';
  return status >= 400 ? 'invalid-request' : 'unexpected-response';
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
