import type { VendorError } from '../../connector-kit/vendor-error.ts';
import { named, vendorError, type Failure, type Scene } from './failure.ts';
import { refusalError } from './refusal.ts';
import { isSuccess } from './status-table.ts';
import type { TransportFault } from './transport-fault.ts';

/** The error for a try that brought no whole answer. */
export function faultError(scene: Scene, fault: TransportFault, nowMs: number): VendorError {
  const { kind, origin, head } = fault;
  // A refusal says what happened by its status line, even where the rest of it was lost.
  if (head !== undefined && !isSuccess(head.status)) return refusalError(scene, { ...head, text: '' }, nowMs);
  const request = named(scene.request);
  const known = { cause: origin, ...(head === undefined ? {} : { details: { status: head.status } }) };
  const fail = (said: string, failure: Partial<Failure> = {}): Failure => ({ said, ...known, ...failure });
  switch (kind) {
    case 'unreachable':
      return vendorError(
        scene,
        'network',
        fail(`could not be reached for ${request}${codeOf(origin)}`, {
          surelyNotActed: true,
          hint: 'Check the network, a proxy, and the base URL where one was given; then try again.',
        }),
      );
    case 'late':
      return vendorError(scene, 'network', fail(`did not answer ${request} in time`));
    case 'answer-too-large':
      return vendorError(
        scene,
        'unexpected-response',
        fail(`sent a larger answer to ${request} than allowed`),
      );
    case 'body-too-large':
      return vendorError(
        scene,
        'invalid-request',
        fail(`was not asked: the body of ${request} is too large`),
      );
    case 'refused-header':
      return vendorError(
        scene,
        'auth',
        fail('cannot be asked: a credential holds a character that no header may hold'),
      );
    case 'interrupted':
      return head === undefined
        ? vendorError(scene, 'network', fail(`broke the connection during ${request}`))
        : vendorError(scene, 'truncated-response', fail(`broke off its answer to ${request}`));
  }
}

/** ` (ECONNREFUSED)`: what the system calls it, which holds no address. */
function codeOf({ code }: TransportFault['origin']): string {
  return code === undefined ? '' : ` (${code})`;
}
