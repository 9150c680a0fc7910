import type { VendorClock } from '../../../../src/sandbox-kit/index.ts';
import type { Author } from '../deals/apply-changes.ts';
import type { HistoryEntry } from '../deals/deal-state.ts';

type Values = Readonly<Record<string, string>>;

/** What became of a contact or company since the start; of one that was made since, all there is. */
export interface PersonRecord {
  /** What was written, over the values of the start. */
  readonly values: Values;
  /** What was written, oldest first. */
  readonly history: Readonly<Record<string, readonly HistoryEntry[]>>;
  readonly changedMs: number | undefined;
  readonly archivedMs: number | undefined;
  /** Undefined for records of the start. */
  readonly createdMs: number | undefined;
}

/** The records of one kind, of which only the touched ones are held. */
export interface PeopleStore {
  /** How many there are, those of the start and archived ones included. */
  readonly size: number;
  readonly anyArchived: boolean;
  /** Undefined for a record nobody touched. */
  at(index: number): PersonRecord | undefined;
  /** Indexes of the records somebody touched, ascending. */
  touched(): readonly number[];
  /** Makes a record; answers its index. */
  create(values: Values, author: Author): number;
  write(index: number, values: Values, author: Author): void;
  archive(index: number): void;
  /** Gives another name to a record whose name was written, and moves no change time. */
  rename(index: number, name: string): void;
}

const untouched: PersonRecord = {
  values: {},
  history: {},
  changedMs: undefined,
  archivedMs: undefined,
  createdMs: undefined,
};

/** Opens the records of one kind; `count` of them are there from the start. */
export function openPeopleStore(count: number, clock: VendorClock): PeopleStore {
  const records = new Map<number, PersonRecord>();
  let size = count;
  let anyArchived = false;
  const keep = (index: number, before: PersonRecord, values: Values, author: Author): void => {
    const changedMs = clock.nowMs();
    const { sourceType, sourceId } = author;
    const history = { ...before.history };
    for (const [name, value] of Object.entries(values))
      history[name] = [...(history[name] ?? []), { value, atMs: changedMs, sourceType, sourceId }];
    records.set(index, { ...before, values: { ...before.values, ...values }, history, changedMs });
  };
  return {
    get size() {
      return size;
    },
    get anyArchived() {
      return anyArchived;
    },
    at: (index) => records.get(index),
    touched: () => [...records.keys()].toSorted((a, b) => a - b),
    create(values, author) {
      const index = size;
      size += 1;
      keep(index, { ...untouched, createdMs: clock.nowMs() }, values, author);
      return index;
    },
    write: (index, values, author) => keep(index, records.get(index) ?? untouched, values, author),
    archive(index) {
      const before = records.get(index) ?? untouched;
      records.set(index, { ...before, archivedMs: before.archivedMs ?? clock.nowMs() });
      anyArchived = true;
    },
    rename(index, name) {
      const before = records.get(index);
      if (before?.values['name'] !== undefined)
        records.set(index, { ...before, values: { ...before.values, name } });
    },
  };
}
