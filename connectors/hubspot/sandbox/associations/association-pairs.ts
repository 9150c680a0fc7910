import {
  Refused,
  type JsonObject,
  type JsonValue,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import { readSpecs, refuseUnknown } from './association-specs.ts';
import { associationTypes, reverseTypeId } from './association-types.ts';
import { recordId } from '../deals/batch.ts';
import { tableOf, type Context } from '../context.ts';
import { refusal } from '../errors.ts';
import { linkedKind, withLink, withoutLink, type LinkedKind } from './link-records.ts';
import { findObjectType } from '../object-types.ts';

/** A link seen from its deal, whichever side the path began with. */
export interface Pair {
  readonly fromId: string;
  readonly toId: string;
  readonly dealId: number;
  readonly kind: LinkedKind;
  readonly otherId: number;
  /** True where the path went from the other record to the deal. */
  readonly reversed: boolean;
}

/** @throws Refused where the path names no deals, or a kind of record this sandbox does not link with them. */
export function pairOf({ params }: SandboxRequest, fromId: string, toId: string): Pair {
  const { type = '', to = '' } = params;
  const reversed = findObjectType(to)?.name === 'deals';
  const kind = linkedKind(reversed ? type : to);
  if (kind === undefined || findObjectType(reversed ? to : type)?.name !== 'deals')
    throw new Refused(refusal(403, `This sandbox does not link ${type} with ${to}.`));
  const [dealId, otherId] = reversed ? [toId, fromId] : [fromId, toId];
  return { fromId, toId, dealId: recordId(dealId), otherId: recordId(otherId), kind, reversed };
}

/**
 * The types a body names, in the deal's direction.
 *
 * @throws Refused where they are missing or do not exist between these objects.
 */
export function dealTypeIds(pair: Pair, types: JsonValue | undefined): readonly number[] {
  const specs = readSpecs(types);
  if (pair.reversed) refuseUnknown(pair.kind, 'deals', specs);
  else refuseUnknown('deals', pair.kind, specs);
  return specs.map(({ typeId }) => (pair.reversed ? forwardTypeId(pair.kind, typeId) : typeId));
}

/** The deal's type for one seen from the other record. */
export function forwardTypeId(kind: LinkedKind, reverse: number): number {
  return (
    associationTypes('deals', kind).find(({ typeId }) => reverseTypeId(typeId) === reverse)?.typeId ?? reverse
  );
}

export function bothExist(context: Context, { dealId, kind, otherId }: Pair): boolean {
  return (
    tableOf(context, 'deals').findExact(dealId, false) !== undefined &&
    tableOf(context, kind).find(otherId, false) !== undefined
  );
}

/** What a batch says of a pair that cannot be linked. */
export function leadsNowhere({ fromId, toId }: Pair): JsonObject {
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    message: 'One of the objects does not exist.',
    context: { fromObjectId: [fromId], toObjectId: [toId] },
  };
}

/** Links a pair; `replace` drops the labels it had. No change time moves. */
export function link(
  { portal }: Context,
  pair: Pick<Pair, 'dealId' | 'kind' | 'otherId'>,
  typeIds: readonly number[],
  replace = false,
): void {
  const deal = portal.store.find(pair.dealId);
  if (deal === undefined) return;
  const before = replace ? withoutLink(deal.record, pair.kind, pair.otherId) : deal.record;
  portal.store.write(deal.id, withLink(before, pair.kind, pair.otherId, typeIds), { bump: false });
}

/** Takes types off a pair, or the whole link where none are named. */
export function unlink({ portal }: Context, pair: Pair, typeIds?: readonly number[]): void {
  const deal = portal.store.find(pair.dealId);
  if (deal !== undefined)
    portal.store.write(deal.id, withoutLink(deal.record, pair.kind, pair.otherId, typeIds), { bump: false });
}
