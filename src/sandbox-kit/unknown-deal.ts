import { SandboxError } from './sandbox-error.ts';

/** For an operation on a deal that is not there; `kind` is the vendor's word for one. */
export function unknownDeal(kind: string, id: string | number): SandboxError {
  return new SandboxError('unknown-deal', `No ${kind} has the id ${id}.`, {
    hint: 'GET /ids of the control address, ids() from code, lists those that live.',
    context: { id },
  });
}
