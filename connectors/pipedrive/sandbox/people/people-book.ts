import type { Row } from '../page.ts';

/** Persons and organizations as they were written since the start; null where one was deleted. */
export interface PeopleBook {
  readonly persons: Map<number, Row | null>;
  readonly organizations: Map<number, Row | null>;
}

export function openPeopleBook(): PeopleBook {
  return { persons: new Map(), organizations: new Map() };
}
