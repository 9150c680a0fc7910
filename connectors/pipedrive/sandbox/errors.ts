import {
  answer,
  type SandboxAnswer,
  type SandboxRequest,
  type ServerProblem,
} from '../../../src/sandbox-kit/index.ts';
import { invalid } from './checks/invalid-request.ts';

let correlations = 0;

/** Different each time, shaped like a UUID. */
export function correlationId(): string {
  correlations += 1;
  return `0b7d51c2-3c1e-4f0a-8a77-${String(correlations).padStart(12, '0')}`;
}

export function serviceError(status: number, error: string, code: string): SandboxAnswer {
  return answer(status, { success: false, error, code });
}

/** What the gateway and the older API answer. */
export function gatewayError(
  status: number,
  error: string,
  headers?: Readonly<Record<string, string>>,
): SandboxAnswer {
  const body = {
    success: false,
    error,
    errorCode: status,
    error_info: 'Please check developers.pipedrive.com',
  };
  return answer(status, body, headers);
}

export function notFound(what: string): SandboxAnswer {
  return serviceError(404, `${what} not found`, 'ERR_NOT_FOUND');
}

/** Deals in the archive do not change: https://developers.pipedrive.com/changelog (2025-07-15). The words are invented. */
export function archivedDeal(): SandboxAnswer {
  return serviceError(400, 'Archived deals cannot be updated', 'ERR_DEAL_ARCHIVED');
}

export function unauthorised(): SandboxAnswer {
  return gatewayError(401, 'unauthorized access', { 'x-401-by-gw': '1' });
}

export function scopeMismatch(): SandboxAnswer {
  return gatewayError(403, 'Scope and URL mismatch');
}

/** A plan's limit was reached: https://pipedrive.readme.io/docs/core-api-concepts-feature-capping (2026-11-22). */
export function capped(code: string): SandboxAnswer {
  return answer(403, {
    success: false,
    error: "Couldn't add the deal. Open deals limit reached.",
    error_info: 'Please check developers.pipedrive.com',
    data: null,
    additional_data: null,
    code,
  });
}

export function overLimit(headers?: Readonly<Record<string, string>>): SandboxAnswer {
  return gatewayError(429, 'request over limit', headers);
}

/** The edge in front of the vendor, which speaks no JSON. */
export function blocked(): SandboxAnswer {
  return {
    status: 403,
    text: {
      type: 'text/html; charset=UTF-8',
      content:
        '<!DOCTYPE html><html><head><title>Access denied</title></head><body><h1>Error 1015</h1><p>You are being rate limited.</p></body></html>',
    },
  };
}

const texts: Readonly<Record<number, string>> = {
  401: 'unauthorized access',
  402: 'Company account is not open',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  410: 'Gone',
  413: 'Request entity too large',
  415: 'Feature is not enabled',
};

/** What the server itself refuses. */
export function refuse({ kind, status }: ServerProblem, request: SandboxRequest): SandboxAnswer {
  if (kind === 'malformed-json') return invalid([{ path: 'body', reason: 'Unexpected token in JSON' }]);
  if (kind === 'unknown-route') return gatewayError(404, `Unknown method ${request.method} ${request.path}`);
  if (status === 401) return unauthorised();
  if (status === 429) return overLimit();
  return gatewayError(
    status,
    texts[status] ?? (status >= 500 ? 'Internal server error' : 'The request was refused'),
  );
}
