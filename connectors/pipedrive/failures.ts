import { z } from 'zod';
import type {
  ErrorClass,
  FailureReading,
  FieldFailure,
  JsonValue,
  VendorFailure,
} from '../../src/connector-kit/index.ts';
import { count } from './rate-budgets.ts';
import { withoutValues } from './without-values.ts';

/**
 * The three JSON refusals: the gateway's (`errorCode`), the version 2 services' (`code`), a plan limit's (both words).
 *
 * @see https://pipedrive.readme.io/docs/core-api-concepts-http-status-codes (November 2026)
 */
const Refusal = z.object({
  error: z.string().optional().catch(undefined),
  code: z.union([z.string(), z.number()]).optional().catch(undefined),
  errorCode: z.union([z.string(), z.number()]).optional().catch(undefined),
});
type Refusal = z.infer<typeof Refusal>;

/** The class of a refusal where it departs from what its status usually means, its wait, and the vendor's words. */
export function readFailure(failure: VendorFailure): FailureReading {
  const refusal = Refusal.safeParse(failure.body).data ?? {};
  const errorClass = classOf(failure);
  const code = refusal.code ?? refusal.errorCode;
  const correlationId = failure.headers['x-correlation-id'] ?? failure.headers['cf-ray'];
  return {
    ...(errorClass === undefined ? {} : { errorClass }),
    ...withWayOut(words(refusal.error, failure.request.body), failure),
    ...(code === undefined ? {} : { vendorCode: String(code) }),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(errorClass === 'rate-limited' ? { retryAfterMs: burstWaitMs(failure) } : {}),
    ...missingScopes(failure, refusal),
  };
}

function classOf(failure: VendorFailure): ErrorClass | undefined {
  const continues = failure.request.query?.['cursor'] !== undefined;
  switch (failure.status) {
    case 400:
      // The same request without the cursor was accepted, so it is the cursor that does not fit.
      return continues ? 'cursor-expired' : undefined;
    case 402:
      return 'permission';
    case 403:
      // A client that goes on after 429 is blocked for a while by the vendor's front door, which answers in HTML.
      return isHtml(failure) ? 'suspended' : 'permission';
    case 410:
      if (continues) return 'cursor-expired';
      return /\/\d+$/.test(failure.request.path) ? 'not-found' : 'unexpected-response';
    case 429:
      return count(failure.headers['x-daily-ratelimit-token-remaining']) === 0
        ? 'quota-exhausted'
        : 'rate-limited';
    case 501:
      return 'unexpected-response';
    default:
      return undefined;
  }
}

function isHtml({ headers, body }: VendorFailure): boolean {
  return /html/i.test(headers['content-type'] ?? '') || (typeof body === 'string' && /^\s*</.test(body));
}

/** The header counts seconds from now, and says 2 where it was seen: the length of the window. */
function burstWaitMs({ headers }: VendorFailure): number {
  return (count(headers['x-ratelimit-reset']) ?? 2) * 1000;
}

type Words = Pick<FailureReading, 'message' | 'fields'>;

/**
 * Archived deals do not change, and deleted ones can only be restored: https://developers.pipedrive.com/changelog
 * (2025-07-15 and 2024-03). In which words the vendor refuses them is not documented: these say it in any.
 */
function withWayOut(said: Words, { request: { method } }: VendorFailure): Words {
  const { message = '', fields } = said;
  if (method === 'GET' || fields !== undefined) return said;
  if (/\barchived\b/i.test(message))
    return { message: `${message}; passThrough { is_archived: false } takes the deal out of the archive` };
  if (/\bdeleted\b/i.test(message))
    return { message: `${message}; a request of your own, PATCH { is_deleted: false }, restores the deal` };
  return said;
}

const validation = /^Validation failed:\s*(.+)$/s;
const notAllowed = /^Parameter '([^']+)' is not allowed for this request$/;

/** The message, and the fields a failed validation names: `path: reason; path: reason`. */
function words(said: string | undefined, sent: JsonValue | undefined): Words {
  if (said === undefined) return {};
  const error = withoutValues(said, sent);
  const [, list] = validation.exec(error) ?? [];
  if (list !== undefined) return { message: 'Validation failed', fields: parts(list).map(fieldFailure) };
  const [, name] = notAllowed.exec(error) ?? [];
  return name === undefined
    ? { message: error }
    : { message: error, fields: [{ field: name, message: error }] };
}

/** A semicolon ends a part only where another path begins. */
function parts(list: string): readonly string[] {
  return list.split(/; (?=[\w.[\]]+: )/);
}

function fieldFailure(part: string): FieldFailure {
  const [, field, reason] = /^([\w.[\]]+):\s*(.+)$/s.exec(part) ?? [];
  return { field, message: reason ?? part };
}

/** @see https://pipedrive.readme.io/docs/marketplace-scopes-and-permissions-explanations (November 2026) */
const scopes: readonly (readonly [RegExp, string])[] = [
  [/\/(?:persons|organizations)\b/, 'contacts:read'],
  [/\/activities\b/, 'activities:read'],
  [/\/users\/me\b/, 'base'],
  [/\/users\b/, 'users:read'],
  [/\/(?:deals|dealFields|stages|pipelines)\b/, 'deals:read'],
];

function missingScopes({ status, request }: VendorFailure, { error }: Refusal) {
  if (status !== 403 || !/scope/i.test(error ?? '')) return {};
  const scope = scopes.find(([path]) => path.test(request.path))?.[1];
  if (scope === undefined) return {};
  const isWrite = request.method !== 'GET';
  return { missingScopes: [isWrite ? scope.replace(':read', ':full') : scope] };
}
