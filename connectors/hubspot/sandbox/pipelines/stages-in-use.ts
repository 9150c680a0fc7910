import { Refused } from '../../../../src/sandbox-kit/index.ts';
import { visitEach } from '../cooperate.ts';
import { invalid } from '../errors.ts';
import type { Portal } from '../portal.ts';

/** How many deals an answer names. That HubSpot stops somewhere is our guess. */
const namedDeals = 100;

/**
 * Refuses to take stages away in which deals are; those in the recycle bin do not count.
 *
 * @see https://developers.hubspot.com/docs/api-reference/latest/crm/pipelines/guide (2026-11-27) for the answer; that its
 * status is 400 is from https://github.com/scopiousdigital/kalup/blob/main/docs/hubspot.md (2026-10-01).
 * @throws Refused
 */
export async function refuseStagesInUse({ store }: Portal, stageIds: readonly string[]): Promise<void> {
  const wanted = new Set(stageIds);
  const deals: number[] = [];
  const used = new Set<string>();
  await visitEach(0, store.size, (index) => {
    const deal = store.isLive(index) ? store.at(index) : undefined;
    const stageId = deal?.record.values['dealstage'] ?? '';
    if (deal === undefined || !wanted.has(stageId)) return;
    used.add(stageId);
    if (deals.length < namedDeals) deals.push(deal.id);
  });
  if (deals.length === 0) return;
  const stages = `[${stageIds.filter((id) => used.has(id)).join(', ')}]`;
  const objects = `[${deals.join(', ')}]`;
  throw new Refused(
    invalid(`Stage IDs: ${stages} are being referenced by object IDs: ${objects}`, {
      context: { stageIds: [stages], objectIds: [objects] },
      subCategory: 'PipelineError.STAGE_ID_IN_USE',
    }),
  );
}
