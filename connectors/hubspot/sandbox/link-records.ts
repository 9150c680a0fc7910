import { isJsonObject, Refused, type JsonObject, type JsonValue } from '../../../src/sandbox-kit/index.ts';
import { associationTypes, plainTypeId, primaryCompany } from './association-types.ts';
import type { Context } from './context.ts';
import type { DealState, RecordLink } from './deal-state.ts';
import { invalid, unreadable } from './errors.ts';
import { findObjectType, type ObjectName } from './object-types.ts';
import { scalarText } from './requested.ts';

/** Kinds of records a deal can be linked to by a write. */
export type LinkedKind = 'contacts' | 'companies';

export function isLinkedKind(name: ObjectName | undefined): name is LinkedKind {
  return name === 'contacts' || name === 'companies';
}

/** Adds a link, or types to one that is there. A primary company takes the title from the one before. */
export function withLink(
  state: DealState,
  kind: LinkedKind,
  id: number,
  typeIds: readonly number[],
): DealState {
  const given = new Set(typeIds.length === 0 ? [plainTypeId(kind)] : typeIds);
  if (kind === 'companies') given.add(plainTypeId(kind));
  const takesTitle = kind === 'companies' && given.has(primaryCompany);
  const others = state[kind].filter((link) => link.id !== id);
  const kept = takesTitle ? others.map(withoutTitle) : others;
  const before = state[kind].find((link) => link.id === id)?.typeIds ?? [];
  const link: RecordLink = { id, typeIds: [...new Set([...before, ...given])] };
  return { ...state, [kind]: [...kept, link].toSorted((a, b) => a.id - b.id) };
}

function withoutTitle({ id, typeIds }: RecordLink): RecordLink {
  return { id, typeIds: typeIds.filter((typeId) => typeId !== primaryCompany) };
}

/** Takes types off a link; without the plain type, or without types named, the link goes. */
export function withoutLink(
  state: DealState,
  kind: LinkedKind,
  id: number,
  typeIds?: readonly number[],
): DealState {
  const kept = state[kind].flatMap((link) => {
    if (link.id !== id) return [link];
    if (typeIds === undefined || typeIds.includes(plainTypeId(kind))) return [];
    const rest = link.typeIds.filter((typeId) => !typeIds.includes(typeId));
    return rest.length === 0 ? [] : [{ ...link, typeIds: rest }];
  });
  return { ...state, [kind]: kept };
}

/**
 * Links a new deal as the `associations` of its body say.
 *
 * @throws Refused where one is malformed or leads nowhere.
 */
export function withBodyLinks(
  context: Context,
  state: DealState,
  associations: JsonValue | undefined,
): DealState {
  if (associations === undefined || associations === null) return state;
  if (!Array.isArray(associations))
    throw new Refused(unreadable('Cannot deserialize value of type `java.util.ArrayList` from Object value'));
  let linked = state;
  for (const association of associations) {
    const body = isJsonObject(association) ? association : {};
    const to = isJsonObject(body['to']) ? (scalarText(body['to']['id']) ?? '') : '';
    const typeIds = typeIdsOf(body['types']);
    const kind = kindOfType(typeIds[0]);
    if (
      kind === undefined ||
      !/^\d+$/.test(to) ||
      context.tables.get(kind)?.find(Number(to), false) === undefined
    )
      throw new Refused(
        invalid(`One or more associations are not valid: record ${to} with types ${typeIds.join(', ')}.`),
      );
    linked = withLink(linked, kind, Number(to), typeIds);
  }
  return linked;
}

/** Reads `[{associationCategory, associationTypeId}]`. */
export function typeIdsOf(types: JsonValue | undefined): number[] {
  if (!Array.isArray(types)) return [];
  return types
    .filter((type): type is JsonObject => isJsonObject(type))
    .map((type) => Number(scalarText(type['associationTypeId'])));
}

function kindOfType(typeId: number | undefined): LinkedKind | undefined {
  const kinds = ['contacts', 'companies'] as const;
  return kinds.find((kind) => associationTypes('deals', kind).some((type) => type.typeId === typeId));
}

/** The kind a deal can be linked to, by its name in a path. */
export function linkedKind(name: string | undefined): LinkedKind | undefined {
  const kind = findObjectType(name ?? '')?.name;
  return isLinkedKind(kind) ? kind : undefined;
}
