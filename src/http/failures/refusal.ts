import type { VendorError } from '../../connector-kit/vendor-error.ts';
import type { FailureReading } from '../../connector-kit/vendor-request.ts';
import { named, vendorError, type Scene } from './failure.ts';
import { parseJson } from '../parse-json.ts';
import { retryAfterMs } from './retry-after.ts';
import { classOfStatus } from './status-table.ts';
import type { Answer } from '../transport.ts';

/** The error for an answer that is no success: by the connector's reading, else by the status alone. */
export function refusalError(scene: Scene, answer: Answer, nowMs: number): VendorError {
  const { status, headers } = answer;
  if (status >= 300 && status < 400) return redirectError(scene, answer);
  const reading = connectorReading(scene, answer);
  const wait = retryAfterMs(headers, nowMs) ?? reading.retryAfterMs;
  const { message, vendorCode, correlationId, fields, missingScopes } = reading;
  return vendorError(scene, reading.errorClass ?? classOfStatus(status), {
    said: `answered ${status} to ${named(scene.request)}${message === undefined ? '' : `: ${message}`}`,
    details: {
      status,
      ...(vendorCode === undefined ? {} : { vendorCode }),
      ...(correlationId === undefined ? {} : { correlationId }),
      ...(fields === undefined ? {} : { fields }),
      ...(missingScopes === undefined ? {} : { missingScopes }),
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    },
    surelyNotActed: status < 500 && status !== 408,
  });
}

/** Credentials do not leave their origin, so no redirect is followed; where it pointed helps to see why. */
function redirectError(scene: Scene, { status, headers }: Answer): VendorError {
  const location = headers['location'] ?? '';
  const target = URL.canParse(location) ? new URL(location).origin : 'the same origin';
  return vendorError(scene, 'unexpected-response', {
    said: `answered ${status} to ${named(scene.request)} with a redirect to ${target}; redirects are not followed`,
    details: { status },
  });
}

function connectorReading({ connector, request }: Scene, { status, headers, text }: Answer): FailureReading {
  const parsed = parseJson(text);
  const body = 'value' in parsed ? parsed.value : text;
  return connector.readFailure?.({ status, headers, body, request }) ?? {};
}
