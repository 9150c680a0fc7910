import {
  answer,
  isJsonObject,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import { userId } from '../seed/account-ids.ts';
import type { Account } from '../account.ts';
import { applyChanges, newDeal, type Author } from '../apply-changes.ts';
import { checkBody, type DealChanges } from '../checks/check-body.ts';
import { checkRules } from '../checks/check-rules.ts';
import type { StoredDealState } from './deal-state.ts';
import { archivedDeal, notFound, serviceError } from '../errors.ts';
import { reject } from '../checks/invalid-request.ts';
import { single } from '../page.ts';
import { allowParameters, pathId } from '../query.ts';
import { renderDeal } from './render-deal.ts';

/** Changes that come through the API are made by the owner of the credentials. */
export const apiAuthor: Author = { userId: userId(0), source: 'api' };

export function createDeal(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, []);
  const given = checkBody(account, bodyOf(request), ['title']);
  if (given.is_deleted === true) reject('is_deleted', 'A deal cannot be created deleted');
  checkRules(account, given);
  const record = applyChanges(account, newDeal(account, apiAuthor), given, apiAuthor, true);
  const deal = account.store.create({ ...record, touched: false });
  return single(renderDeal(account, deal), account.settings.createStatus);
}

export function updateDeal(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, []);
  const deal = account.visible(account.store.find(pathId(request)));
  if (deal === undefined) return notFound('Deal');
  const body = bodyOf(request);
  const given = checkBody(account, body);
  if (given.is_deleted === true) reject('is_deleted', 'Use DELETE to delete a deal');
  const refusal = frozen(deal, given);
  if (refusal !== undefined) return refusal;
  checkRules(account, given, deal.record);
  if (deal.deletedMs !== undefined) account.store.restore(deal.id);
  if (Object.keys(body).length > 0)
    account.store.write(
      deal.id,
      applyChanges(account, deal.record, settled(account, deal, given), apiAuthor),
    );
  return single(renderDeal(account, account.store.find(deal.id) ?? deal));
}

/** Without the value, where the products of the deal keep it. */
function settled({ settings }: Account, { record }: StoredDealState, given: DealChanges): DealChanges {
  if (settings.productValue !== 'keep' || record.products.length === 0) return given;
  const { value: _, ...rest } = given;
  return rest;
}

/** Deleted deals can only be restored, archived ones have to leave the archive first. */
function frozen(
  deal: StoredDealState,
  given: { readonly is_deleted?: boolean; readonly is_archived?: boolean },
): SandboxAnswer | undefined {
  if (deal.deletedMs !== undefined && given.is_deleted !== false)
    return serviceError(400, 'Deleted deals cannot be updated', 'ERR_DEAL_DELETED');
  const stays = deal.record.values.is_archived && given.is_archived !== false;
  const onlyRestores = deal.deletedMs !== undefined && Object.keys(given).length === 1;
  return stays && !onlyRestores ? archivedDeal() : undefined;
}

export function deleteDeal(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, []);
  const deal = account.visible(account.store.find(pathId(request)));
  if (deal === undefined) return notFound('Deal');
  const { doubleDeleteStatus } = account.settings;
  if (deal.deletedMs !== undefined && doubleDeleteStatus !== 200)
    return doubleDeleteStatus === 404 ? notFound('Deal') : serviceError(410, 'Deal is deleted', 'ERR_GONE');
  account.store.remove(deal.id);
  return answer(200, { success: true, data: { id: deal.id } });
}

function bodyOf({ body }: SandboxRequest): JsonObject {
  return isJsonObject(body) ? body : reject('body', 'Expected object');
}
