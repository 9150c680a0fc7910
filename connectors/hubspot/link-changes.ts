import { isJsonObject, type JsonObject, type NativeChange } from '../../src/connector-kit/index.ts';
import { associatedObjects, type AssociatedObject } from './asked.ts';
import { isPrimaryName } from './link-types.ts';

/** What a change does to the links of a deal to one kind of record. */
export interface LinkChanges {
  readonly object: AssociatedObject;
  readonly added: readonly { readonly id: string; readonly isPrimary: boolean }[];
  /** Linked before, and to be the primary one now. */
  readonly promoted: readonly string[];
  /** Linked still, and no longer the primary one. HubSpot sees to it where another one takes the place. */
  readonly demoted: readonly string[];
  readonly removed: readonly string[];
}

/** Compares the links a deal shall have with those it has, kind by kind; kinds the change does not name are left out. */
export function linkChanges({ patch, current }: NativeChange): readonly LinkChanges[] {
  return associatedObjects.flatMap((object) => {
    const wanted = linksIn(patch, object);
    if (wanted === undefined) return [];
    const before = linksIn(current, object) ?? new Map<string, boolean>();
    const ids = [...wanted.keys()];
    const hasPrimary = [...wanted.values()].includes(true);
    const stillLinked = ids.filter((id) => before.has(id));
    const changes: LinkChanges = {
      object,
      added: ids.filter((id) => !before.has(id)).map((id) => ({ id, isPrimary: wanted.get(id) === true })),
      promoted: stillLinked.filter((id) => wanted.get(id) === true && before.get(id) !== true),
      demoted: hasPrimary ? [] : stillLinked.filter((id) => before.get(id) === true),
      removed: [...before.keys()].filter((id) => !wanted.has(id)),
    };
    const { added, promoted, demoted, removed } = changes;
    return added.length + promoted.length + demoted.length + removed.length === 0 ? [] : [changes];
  });
}

/** Ids and whether each is the primary one; undefined where the record has no such list. */
function linksIn(
  record: JsonObject | undefined,
  object: AssociatedObject,
): ReadonlyMap<string, boolean> | undefined {
  const associations = record?.['associations'];
  const part = isJsonObject(associations) ? associations[object] : undefined;
  const results = isJsonObject(part) ? part['results'] : undefined;
  if (!Array.isArray(results)) return undefined;
  const links = new Map<string, boolean>();
  for (const { id, type } of results.filter(isJsonObject)) {
    const key = String(id);
    links.set(key, links.get(key) === true || isPrimaryName(object, type));
  }
  return links;
}
