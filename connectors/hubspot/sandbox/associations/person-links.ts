import type { JsonValue, SandboxAnswer } from '../../../../src/sandbox-kit/index.ts';
import { tableOf, type Context } from '../context.ts';
import { recordId } from '../deals/batch.ts';
import { invalid } from '../errors.ts';
import { forwardTypeId } from './association-pairs.ts';
import { isKnown } from './association-specs.ts';
import { readLinks } from './body-links.ts';
import type { LinkedKind } from './link-records.ts';

interface DealLink {
  readonly dealId: number;
  /** In the deal's direction. */
  readonly typeIds: readonly number[];
}

/** The deals a new record is to be linked with, or why it cannot be. */
export type DealLinks =
  { readonly found: readonly DealLink[]; readonly refused?: undefined } | { readonly refused: SandboxAnswer };

/**
 * Reads the `associations` of a new contact or company. Only deals can be linked here.
 *
 * @throws Refused where they are not in the form of associations.
 */
export function dealLinks(
  context: Context,
  kind: LinkedKind,
  associations: JsonValue | undefined,
): DealLinks {
  const found: DealLink[] = [];
  for (const { to, specs } of readLinks(associations)) {
    if (specs.length === 0 || !specs.every((spec) => isKnown(kind, 'deals', spec)))
      return { refused: invalid('One or more associations are not valid') };
    const dealId = recordId(to);
    if (tableOf(context, 'deals').findExact(dealId, false) === undefined)
      return {
        refused: invalid('One or more associations are invalid', {
          context: { INVALID_OBJECT_IDS: [`DEAL=${to} is not valid`], objectId: [to], objectType: ['DEAL'] },
        }),
      };
    found.push({ dealId, typeIds: specs.map(({ typeId }) => forwardTypeId(kind, typeId)) });
  }
  return { found };
}
