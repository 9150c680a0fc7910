import type { SandboxRequest } from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import type { DealState, StoredDealState } from './deals/deal-state.ts';
import { adminKey, adminToken, adminUser, memberKey, memberUser } from './facts.ts';
import { teamOf, userId, userIndex } from './seed/users.ts';

/** Whoever a key acts for. */
export interface Viewer {
  /** Index of the user. */
  readonly user: number;
  readonly admin: boolean;
}

/** Whoever the request's credentials belong to; undefined where they open nothing. */
export function viewerOf(account: Account, { headers }: SandboxRequest): Viewer | undefined {
  if (account.settings.revoked) return undefined;
  const bearer = /^Bearer (\S+)$/i.exec(headers['authorization'] ?? '')?.[1];
  const user =
    bearer === undefined ? keyOwner(account, headers) : bearer === adminToken ? adminUser : undefined;
  return user === undefined
    ? undefined
    : { user, admin: user === adminUser && !account.settings.membersOnly };
}

/** All three headers have to be there, and the address has to be that of the key's owner. */
function keyOwner(
  { users }: Account,
  headers: Readonly<Record<string, string | undefined>>,
): number | undefined {
  if (headers['x-pw-application'] !== 'developer_api') return undefined;
  const key = headers['x-pw-accesstoken'];
  const owner = key === adminKey ? adminUser : key === memberKey ? memberUser : undefined;
  if (owner === undefined) return undefined;
  const email = users.find(({ id }) => id === userId(owner))?.email;
  return headers['x-pw-useremail'] === email ? owner : undefined;
}

/** Team permissions: admins see everything, others what their team owns and what nobody owns. */
export function canSee(account: Account, viewer: Viewer, { assigneeId }: DealState): boolean {
  if (viewer.admin || assigneeId === null) return true;
  const owner = userIndex(assigneeId, account.world.users);
  return owner !== undefined && teamOf(owner) === teamOf(viewer.user);
}

/** The living opportunity with this id that the viewer may see. */
export function visibleDeal(account: Account, viewer: Viewer, id: number): StoredDealState | undefined {
  const deal = account.store.find(id);
  return deal?.deletedMs === undefined && deal !== undefined && canSee(account, viewer, deal.record)
    ? deal
    : undefined;
}
