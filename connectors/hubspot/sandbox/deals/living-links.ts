import type { DealState, RecordLink } from './deal-state.ts';
import type { Portal, WrittenKind } from '../portal.ts';

/** A deal without its links to contacts and companies that were archived; the links are kept for their return. */
export function withLivingLinks({ people, ids }: Portal, record: DealState): DealState {
  if (!people.contacts.anyArchived && !people.companies.anyArchived) return record;
  const living = (kind: WrittenKind): readonly RecordLink[] =>
    record[kind].filter(({ id }) => {
      const index = ids[kind].indexOf(id);
      return index === undefined || people[kind].at(index)?.archivedMs === undefined;
    });
  // Each part is still made only where it is read.
  return {
    get values() {
      return record.values;
    },
    get overrides() {
      return record.overrides;
    },
    get history() {
      return record.history;
    },
    get contacts() {
      return living('contacts');
    },
    get companies() {
      return living('companies');
    },
    get leads() {
      return record.leads;
    },
    get activity() {
      return record.activity;
    },
    get source() {
      return record.source;
    },
    get creatorUserId() {
      return record.creatorUserId;
    },
    get updaterUserId() {
      return record.updaterUserId;
    },
    get mergedIds() {
      return record.mergedIds;
    },
  };
}
