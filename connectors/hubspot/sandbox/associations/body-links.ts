import {
  isJsonObject,
  Refused,
  type JsonObject,
  type JsonValue,
  type SandboxAnswer,
} from '../../../../src/sandbox-kit/index.ts';
import { isKnown, readSpecs, type AssociationSpec } from './association-specs.ts';
import type { Context } from '../context.ts';
import type { DealState } from '../deals/deal-state.ts';
import { invalid, unreadable } from '../errors.ts';
import { linkedKinds, withLink, type LinkedKind } from './link-records.ts';
import { scalarText } from '../deals/requested.ts';

/** One member of `associations`. */
export interface BodyLink {
  readonly to: string;
  readonly specs: readonly AssociationSpec[];
}

/** A new deal with the links its body names, or why it cannot have them. */
export type LinkedDeal =
  { readonly state: DealState; readonly refused?: undefined } | { readonly refused: SandboxAnswer };

/**
 * Links a new deal as the `associations` of its body say. The types alone tell what kind of record is meant.
 *
 * @throws Refused where they are not in the form of associations.
 */
export function withBodyLinks(
  context: Context,
  state: DealState,
  associations: JsonValue | undefined,
): LinkedDeal {
  let linked = state;
  for (const link of readLinks(associations)) {
    const kind = linkedKinds.find((one) => link.specs.every((spec) => isKnown('deals', one, spec)));
    if (kind === undefined || link.specs.length === 0 || !exists(context, kind, link.to))
      return { refused: leadsNowhere(kind, link) };
    const typeIds = link.specs.map(({ typeId }) => typeId);
    linked = withLink(linked, kind, Number(link.to), typeIds);
  }
  return { state: linked };
}

/**
 * Reads the `associations` of a body; none where there are none.
 *
 * @throws Refused where they are not in the form of associations.
 */
export function readLinks(associations: JsonValue | undefined): readonly BodyLink[] {
  if (associations === undefined || associations === null) return [];
  if (!Array.isArray(associations))
    throw new Refused(unreadable('Cannot deserialize value of type `java.util.ArrayList` from Object value'));
  return associations.map((association) => {
    const body: JsonObject = isJsonObject(association) ? association : {};
    const to = isJsonObject(body['to']) ? scalarText(body['to']['id']) : undefined;
    if (to === undefined) throw new Refused(unreadable('Some required fields were not set: [to]'));
    return { to, specs: readSpecs(body['types']) };
  });
}

function exists({ tables }: Context, kind: LinkedKind, id: string): boolean {
  return /^\d{1,15}$/.test(id) && tables.get(kind)?.find(Number(id), false) !== undefined;
}

const typeWords: Readonly<Record<LinkedKind, string>> = {
  contacts: 'CONTACT',
  companies: 'COMPANY',
  leads: 'LEAD',
};

/**
 * Of a record that does not exist the answer names kind and id, of a link that cannot be it says no more than that:
 * https://github.com/HubSpot/hubspot-api-nodejs/issues/646 (2025-06-03).
 */
function leadsNowhere(kind: LinkedKind | undefined, { to }: BodyLink): SandboxAnswer {
  if (kind === undefined) return invalid('One or more associations are not valid');
  const type = typeWords[kind];
  return invalid('One or more associations are invalid', {
    context: { INVALID_OBJECT_IDS: [`${type}=${to} is not valid`], objectId: [to], objectType: [type] },
  });
}
