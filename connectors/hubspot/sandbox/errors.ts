import {
  answer,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type SandboxAnswer,
  type SandboxRequest,
  type ServerProblem,
} from '../../../src/sandbox-kit/index.ts';
import { portalId } from './facts.ts';

/** One value a write may not set. */
export interface PropertyProblem {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

let correlations = 0;

/** A correlation id: shaped like a UUID, and different each time. */
export function correlationId(): string {
  correlations += 1;
  return `5f0c9a00-7b1e-4c2d-9f10-${String(correlations).padStart(12, '0')}`;
}

/** The vendor's envelope: https://developers.hubspot.com/docs/api-reference/error-handling (2026-11-22). */
export function refusal(
  status: number,
  message: string,
  category?: string,
  more: Readonly<Record<string, JsonValue>> = {},
): SandboxAnswer {
  const kind = category === undefined ? {} : { category };
  return answer(status, { status: 'error', message, correlationId: correlationId(), ...kind, ...more });
}

export function invalid(message: string, more: Readonly<Record<string, JsonValue>> = {}): SandboxAnswer {
  return refusal(400, message, 'VALIDATION_ERROR', more);
}

/** What the vendor's JSON reader says; it sends no category. */
export function unreadable(reason: string): SandboxAnswer {
  return refusal(400, `Invalid input JSON on line 1, column 2: ${reason}`);
}

export function notFound(): SandboxAnswer {
  return refusal(404, 'resource not found', 'OBJECT_NOT_FOUND');
}

export function missingScopes(scopes: readonly string[]): SandboxAnswer {
  const message =
    "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.";
  const problem = {
    message: 'One or more of the following scopes are required.',
    context: { requiredGranularScopes: [...scopes] },
  };
  return refusal(403, message, 'MISSING_SCOPES', {
    errors: [problem],
    links: { scopes: 'https://developers.hubspot.com/scopes' },
  });
}

export function unauthorised(): SandboxAnswer {
  const message =
    'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview';
  return refusal(401, message, 'INVALID_AUTHENTICATION');
}

export function expired(): SandboxAnswer {
  return refusal(401, 'The OAuth token used to make this call expired.', 'EXPIRED_AUTHENTICATION');
}

/** A record is locked, as records are for about two seconds under heavy writes. */
export function locked(): SandboxAnswer {
  return refusal(423, 'The record is locked, please try again.', 'RESOURCE_LOCKED');
}

/** A limit was reached; the body has no `category`. */
export function limited(policy: 'TEN_SECONDLY_ROLLING' | 'SECONDLY' | 'DAILY'): SandboxAnswer {
  return answer(429, {
    status: 'error',
    message: `You have reached your ${policy.toLowerCase()} limit.`,
    errorType: 'RATE_LIMIT',
    correlationId: correlationId(),
    policyName: policy,
    requestId: correlationId(),
  });
}

/** The older text packs all problems into the message; the newer list names each once. */
export function invalidProperties(problems: readonly PropertyProblem[]): SandboxAnswer {
  const packed = problems.map(({ name, code, message }) => ({
    isValid: false,
    message,
    error: code,
    name,
    localizedErrorMessage: message,
    portalId,
  }));
  const listed = problems.map(({ name, code, message }) => ({
    message,
    code,
    context: { propertyName: [name] },
  }));
  return invalid(`Property values were not valid: ${JSON.stringify(packed)}`, { errors: listed });
}

/** What the server itself refuses. */
export function refuse(
  { kind, status, allowed = [] }: ServerProblem,
  request: SandboxRequest,
): SandboxAnswer {
  if (kind === 'malformed-json') return unreadable('Unexpected character: expected a valid JSON value');
  if (kind === 'unknown-route') return refusal(404, 'resource not found');
  // What is left of the body is not read, so the connection cannot carry another request.
  if (kind === 'too-large')
    return { ...refusal(status, 'HTTP 413 Request Entity Too Large'), headers: { Connection: 'close' } };
  // Which methods there are belongs to the answer: https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6.
  if (kind === 'wrong-method')
    return {
      ...refusal(405, `HTTP 405 Method Not Allowed: ${request.method}`),
      headers: { Allow: allowed.join(', ') },
    };
  if (status === 429) return limited('TEN_SECONDLY_ROLLING');
  if (status === 401) return unauthorised();
  if (status === 403) return missingScopes(['crm.objects.deals.read']);
  if (status === 404) return notFound();
  return refusal(status, status >= 500 ? 'internal error' : 'There was a problem with the request.');
}

/** The API reads JSON only, forms of the token endpoints apart. */
export function unsupportedMediaType(): SandboxAnswer {
  return refusal(415, 'HTTP 415 Unsupported Media Type');
}

/** The body of a request that must be a JSON object. */
export function bodyObject(request: SandboxRequest): JsonObject | undefined {
  return isJsonObject(request.body) ? request.body : undefined;
}
