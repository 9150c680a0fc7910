import { SandboxError } from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import type { StoredDealState } from './deal-state.ts';

/** What may happen behind the back of whoever reads page by page. */
export const driftKinds = ['edit', 'delete', 'create'] as const;
export type DriftKind = (typeof driftKinds)[number];

/** Drift that is on, and how often it has struck. */
export interface Drift {
  readonly kinds: readonly DriftKind[];
  count: number;
}

/** Reads the value of the fault: one kind, or nothing for all of them in turn. @throws SandboxError for another word. */
export function driftOf(value: string | undefined): Drift {
  if (value === undefined || value === '') return { kinds: driftKinds, count: 0 };
  const kind = driftKinds.find((known) => known === value);
  if (kind !== undefined) return { kinds: [kind], count: 0 };
  throw new SandboxError('fault-value', `Nothing drifts by ${value}.`, {
    hint: `Write drift, or drift= with ${driftKinds.join(', ')}.`,
  });
}

/**
 * Changes something once a page of a search has been made: pages are counted off anew for each request, so that records
 * behind the page move up or down. https://developer.copper.com/opportunities/list-opportunities-search.html (2026-11-22)
 */
export function driftAfter(account: Account, page: readonly StoredDealState[]): void {
  const { drift } = account.settings;
  const [first] = page;
  if (drift === undefined || first === undefined) return;
  const kind = drift.kinds[drift.count % drift.kinds.length];
  drift.count += 1;
  const { store } = account;
  // Another request may have deleted it while this page was made.
  if (kind !== 'create' && !store.isLive(first.index)) return;
  if (kind === 'edit')
    store.write(first.id, { ...first.record, details: `Edited in between: ${drift.count}` });
  else if (kind === 'delete') store.remove(first.id);
  else store.create({ ...first.record, name: `Made in between: ${drift.count}` });
}
