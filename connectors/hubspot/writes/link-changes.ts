import { isJsonObject, type JsonObject, type NativeChange } from '../../../src/connector-kit/index.ts';
import { associatedObjects, type AssociatedObject } from '../reading/asked.ts';
import { isLabelName, isPrimaryName } from '../link-types.ts';

/** What a change does to the links of a deal to one kind of record. */
export interface LinkChanges {
  readonly object: AssociatedObject;
  readonly added: readonly NewLink[];
  /** Linked before, and to be the primary one now. */
  readonly promoted: readonly string[];
  /** Linked still, and no longer the primary one. HubSpot sees to it where another one takes the place. */
  readonly demoted: readonly string[];
  readonly removed: readonly string[];
  /** Labels of the account's own that a record gets which is linked already. */
  readonly labelled: readonly LabelledLink[];
  /** Those that a record loses which stays linked. */
  readonly unlabelled: readonly LabelledLink[];
}

export interface NewLink {
  readonly id: string;
  readonly isPrimary: boolean;
  readonly labels: readonly string[];
}

/** A record and a label by its internal name. */
export interface LabelledLink {
  readonly id: string;
  readonly label: string;
}

interface Link {
  readonly isPrimary: boolean;
  readonly labels: ReadonlySet<string>;
}

/** Compares the links a deal shall have with those it has, kind by kind; kinds the change does not name are left out. */
export function linkChanges({ patch, current }: NativeChange): readonly LinkChanges[] {
  return associatedObjects.flatMap((object) => {
    const wanted = linksIn(patch, object);
    if (wanted === undefined) return [];
    const before = linksIn(current, object) ?? new Map<string, Link>();
    const ids = [...wanted.keys()];
    const hasPrimary = [...wanted.values()].some(({ isPrimary }) => isPrimary);
    const stillLinked = ids.filter((id) => before.has(id));
    const changes: LinkChanges = {
      object,
      added: [...wanted].flatMap(([id, { isPrimary, labels }]) =>
        before.has(id) ? [] : [{ id, isPrimary, labels: [...labels] }],
      ),
      promoted: stillLinked.filter((id) => wanted.get(id)?.isPrimary && !before.get(id)?.isPrimary),
      demoted: hasPrimary ? [] : stillLinked.filter((id) => before.get(id)?.isPrimary),
      removed: [...before.keys()].filter((id) => !wanted.has(id)),
      labelled: stillLinked.flatMap((id) => labelsBeyond(id, wanted, before)),
      unlabelled: stillLinked.flatMap((id) => labelsBeyond(id, before, wanted)),
    };
    const { added, promoted, demoted, removed, labelled, unlabelled } = changes;
    const all = [added, promoted, demoted, removed, labelled, unlabelled];
    return all.every(({ length }) => length === 0) ? [] : [changes];
  });
}

/** The labels that a record has on one side and not on the other. */
function labelsBeyond(
  id: string,
  links: ReadonlyMap<string, Link>,
  others: ReadonlyMap<string, Link>,
): LabelledLink[] {
  const labels = [...(links.get(id)?.labels ?? [])];
  return labels.filter((label) => others.get(id)?.labels.has(label) !== true).map((label) => ({ id, label }));
}

/** Links by id; undefined where the record has no such list. */
function linksIn(
  record: JsonObject | undefined,
  object: AssociatedObject,
): ReadonlyMap<string, Link> | undefined {
  const associations = record?.['associations'];
  const part = isJsonObject(associations) ? associations[object] : undefined;
  const results = isJsonObject(part) ? part['results'] : undefined;
  if (!Array.isArray(results)) return undefined;
  const links = new Map<string, Link>();
  for (const { id, type } of results.filter(isJsonObject)) {
    const key = String(id);
    const { isPrimary = false, labels = new Set<string>() } = links.get(key) ?? {};
    links.set(key, {
      isPrimary: isPrimary || isPrimaryName(object, type),
      labels: isLabelName(type) ? new Set([...labels, type]) : labels,
    });
  }
  return links;
}
