import type { Connector } from '../../connector-kit/connector.ts';
import { dispositions, type ErrorClass } from '../../connector-kit/error-class.ts';
import { VendorError, type VendorErrorDetails } from '../../connector-kit/vendor-error.ts';
import type { VendorRequest } from '../../connector-kit/vendor-request.ts';
import { hintFor } from './hint.ts';
import { shownPath } from '../request-target.ts';
import { scrubber, textsIn, type Scrub } from '../secrets.ts';
import type { FaultCause } from './transport-fault.ts';

/** One try of one request, as far as its errors need it. */
export interface Scene {
  readonly connector: Connector;
  readonly request: VendorRequest;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Hides credentials. */
  readonly scrub: Scrub;
}

/** What is known of a failure beside its class; texts may still hold anything. */
export interface Failure {
  /** After "HubSpot": `answered 404 to GET /deals`. */
  readonly said: string;
  readonly details?: Omit<VendorErrorDetails, 'connector' | 'method' | 'path' | 'attempts' | 'ambiguous'>;
  readonly cause?: FaultCause;
  /** True where the vendor did not carry the request out, whatever its class suggests. */
  readonly surelyNotActed?: boolean;
  /** Who can do what, where more is known than the class says. */
  readonly hint?: string;
}

/** Classes after which a write may have been carried out all the same. */
const leaveDoubt: ReadonlySet<ErrorClass> = new Set([
  'network',
  'vendor-unavailable',
  'truncated-response',
  'unexpected-response',
]);

/** True where a write that failed like this may have been carried out all the same, unless more is known. */
export function leavesDoubt(code: ErrorClass): boolean {
  return leaveDoubt.has(code);
}

/** Builds the only error that leaves this folder: every text is freed of credentials, values and control characters. */
export function vendorError(scene: Scene, code: ErrorClass, failure: Failure): VendorError {
  const { connector, request, attempt } = scene;
  const clean = cleaner(scene);
  const { fields, missingScopes, vendorCode, correlationId, ...numbers } = failure.details ?? {};
  const ambiguous = !isRead(request) && leaveDoubt.has(code) && failure.surelyNotActed !== true;
  const details: VendorErrorDetails = {
    connector: connector.id,
    method: request.method,
    path: clean(shownPath(request.path)),
    ...numbers,
    ...(vendorCode === undefined ? {} : { vendorCode: clean(vendorCode) }),
    ...(correlationId === undefined ? {} : { correlationId: clean(correlationId) }),
    ...(fields === undefined
      ? {}
      : {
          fields: fields.map(({ field, message, code: told, records }) => ({
            field: field === undefined ? undefined : clean(field),
            message: clean(message),
            ...(told === undefined ? {} : { code: clean(told) }),
            // Ids are no values of a record: whoever sent ten has to learn which of them is refused.
            ...(records === undefined ? {} : { records: records.map((id) => scene.scrub(id)) }),
          })),
        }),
    ...(missingScopes === undefined ? {} : { missingScopes: missingScopes.map((scope) => clean(scope)) }),
    ...(ambiguous ? { ambiguous } : {}),
    attempts: attempt,
  };
  return new VendorError(code, clean(`${connector.displayName} ${failure.said}`), details, {
    hint: failure.hint ?? hintFor(code, dispositions[code], details),
    ...(failure.cause === undefined ? {} : { cause: cleanCause(failure.cause, request, clean) }),
  });
}

/** `GET /deals`, as messages name a request. */
export function named(request: VendorRequest): string {
  return `${request.method} ${shownPath(request.path)}`;
}

/** True where sending twice does no harm. */
export function isRead(request: VendorRequest): boolean {
  return request.method === 'GET' || request.readOnly === true || request.idempotent === true;
}

const longestText = 500;

/** Vendors quote what they were sent: besides credentials, the values of a written record are hidden. */
function cleaner({ request, scrub }: Scene): Scrub {
  const isWrite = request.method !== 'GET' && request.readOnly !== true;
  const quoted = isWrite ? textsIn(request.body, 6) : [];
  const hideValues = scrubber(quoted, '[value]');
  return (text) =>
    hideValues(scrub(text))
      // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
      .replaceAll(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]+/g, ' ')
      .slice(0, longestText);
}

/** Plain data: a real error object would carry the request along. Its message may quote anything that was sent. */
function cleanCause(
  { name, code, message }: FaultCause,
  { query, body }: VendorRequest,
  clean: Scrub,
): object {
  const hideSent = scrubber([...textsIn(query, 6), ...textsIn(body, 6)], '[value]');
  return { name, ...(code === undefined ? {} : { code }), message: clean(hideSent(message)) };
}
