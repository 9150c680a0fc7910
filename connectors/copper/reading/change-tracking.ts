import type { ChangeTracking } from '../../../src/connector-kit/index.ts';

/** Read again that much: times are whole seconds, and how far the search index lags is documented nowhere. */
export const overlapMs = 300_000;

/** `date_modified` moves for edits and interactions; a search never shows deleted records. */
export const changeTracking: ChangeTracking = {
  incremental: 'server-filter',
  precisionMs: 1000,
  overlapMs,
  // The documentation (https://developer.copper.com, 2026-11-22) speaks of no lag beyond what is read again.
  settleMs: 0,
  deletions: 'found-by-full-scan',
  unseen: [
    'an opportunity is deleted: it is gone from every answer, without a trace',
    'Team Permissions hide or show an opportunity to the user who owns the key',
    'a pipeline, stage, customer source, loss reason, user or custom field is renamed',
    'a company is renamed: whether its opportunities then count as changed is not documented',
    'a person is related to an opportunity, or no longer: whether it then counts as changed is not documented',
  ],
};
