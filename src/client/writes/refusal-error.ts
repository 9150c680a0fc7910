import { VendorError } from '../../connector-kit/vendor-error.ts';
import type { ItemFailure, PlannedRequest } from '../../connector-kit/writes.ts';
import { scrubber, textsIn } from '../../http/secrets.ts';
import type { Writer } from './write-access.ts';

const longestText = 500;

/** A refusal within an answer, freed of what was sent as the session does it for a whole request. */
export function refusalError(
  writer: Pick<Writer, 'connector' | 'displayName'>,
  request: PlannedRequest,
  failure: ItemFailure,
  said: string,
): VendorError {
  const { errorClass = 'invalid-request', message = 'no reason given', fields, ...details } = failure;
  const hide = scrubber(textsIn(request.body, 6), '[value]');
  const clean = (text: string): string =>
    hide(text)
      .replaceAll(/\p{Cc}+/gu, ' ')
      .slice(0, longestText);
  const { method, path } = request;
  return new VendorError(errorClass, clean(`${writer.displayName} ${said}: ${message}`), {
    connector: writer.connector,
    method,
    path,
    ...(details.status === undefined ? {} : { status: details.status }),
    ...(details.vendorCode === undefined ? {} : { vendorCode: clean(details.vendorCode) }),
    ...(details.correlationId === undefined ? {} : { correlationId: clean(details.correlationId) }),
    ...(details.missingScopes === undefined ? {} : { missingScopes: details.missingScopes }),
    ...(fields === undefined
      ? {}
      : {
          fields: fields.map(({ message: words, code, ...field }) => ({
            ...field,
            message: clean(words),
            ...(code === undefined ? {} : { code: clean(code) }),
          })),
        }),
  });
}
