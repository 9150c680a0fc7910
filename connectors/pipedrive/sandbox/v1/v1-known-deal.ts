import type { SandboxAnswer, SandboxRequest } from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import type { StoredDealState } from '../deals/deal-state.ts';
import { gatewayError } from '../errors.ts';

/** The deal in the path, deleted ones included; undefined where the user may not see it. */
export function knownDeal(account: Account, { params }: SandboxRequest): StoredDealState | undefined {
  return account.visible(account.store.find(Number(params['id'])));
}

export function noDeal(): SandboxAnswer {
  return gatewayError(404, 'Deal not found');
}

/** Deals in the archive do not change: https://developers.pipedrive.com/changelog (2025-07-15). */
export function frozen(): SandboxAnswer {
  return gatewayError(400, 'Archived deals cannot be updated');
}
