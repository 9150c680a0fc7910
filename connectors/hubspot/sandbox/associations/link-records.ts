import { plainTypeId, primaryTypeId } from './association-types.ts';
import type { DealState, RecordLink } from '../deals/deal-state.ts';
import { findObjectType, type ObjectName } from '../object-types.ts';

/** Kinds of records a deal can be linked to. */
export const linkedKinds = ['contacts', 'companies', 'leads'] as const;
export type LinkedKind = (typeof linkedKinds)[number];

export function isLinkedKind(name: ObjectName | undefined): name is LinkedKind {
  return linkedKinds.some((kind) => kind === name);
}

/** The kind a deal can be linked to, by its name in a path. */
export function linkedKind(name: string | undefined): LinkedKind | undefined {
  const kind = findObjectType(name ?? '')?.name;
  return isLinkedKind(kind) ? kind : undefined;
}

/**
 * Adds a link, or types to one that is there. Every link carries the plain type beside its labels, and a primary
 * company or lead takes the title from the one before.
 */
export function withLink(
  state: DealState,
  kind: LinkedKind,
  id: number,
  typeIds: readonly number[],
): DealState {
  const title = primaryTypeId(kind);
  const takesTitle = title !== undefined && typeIds.includes(title);
  const others = state[kind].filter((link) => link.id !== id);
  const kept = takesTitle ? others.map((link) => without(link, [title])) : others;
  const before = state[kind].find((link) => link.id === id)?.typeIds ?? [];
  const link: RecordLink = { id, typeIds: [...new Set([...before, ...typeIds, plainTypeId(kind)])] };
  return { ...state, [kind]: [...kept, link].toSorted((a, b) => a.id - b.id) };
}

function without({ id, typeIds }: RecordLink, gone: readonly number[]): RecordLink {
  return { id, typeIds: typeIds.filter((typeId) => !gone.includes(typeId)) };
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
    return [without(link, typeIds)];
  });
  return { ...state, [kind]: kept };
}
