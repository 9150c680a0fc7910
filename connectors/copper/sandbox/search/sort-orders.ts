import type { Account } from '../account.ts';
import type { StoredDealState } from '../deals/deal-state.ts';
import { priorities, statuses } from '../facts.ts';
import { secondsOf } from '../wire-values.ts';

export type SortKey = string | number | null;

/**
 * What a search can sort by; there is no order by id. https://developer.copper.com/opportunities/list-opportunities-search.html (2026-11-22)
 * The last ones stand in https://github.com/dquimper/GitbookTest (2019 docs, read 2026-11-22); whether they still hold is not documented.
 */
export const sortNames = [
  'assignee',
  'company_name',
  'customer_source_id',
  'date_created',
  'date_modified',
  'inactive_days',
  'interaction_count',
  'last_interaction',
  'monetary_unit',
  'monetary_value',
  'name',
  'primary_contact',
  'priority',
  'stage',
  'status',
  'account',
  'close_date',
  'contact',
  'deal_last_stage',
  'source',
  'value',
  'win_probability',
] as const;
export type SortName = (typeof sortNames)[number];

type KeyReader = (deal: StoredDealState, account: Account) => SortKey;

/** People are sorted by name, lists by the order of their ids. */
export const sortKeys: Readonly<Record<SortName, KeyReader>> = {
  assignee: ({ record }, { users }) => users.find(({ id }) => id === record.assigneeId)?.name ?? null,
  company_name: ({ record }) => record.companyName?.toLowerCase() ?? null,
  customer_source_id: ({ record }) => record.customerSourceId,
  date_created: ({ createdMs }) => secondsOf(createdMs),
  date_modified: ({ changedMs }) => secondsOf(changedMs),
  inactive_days: ({ record }) => (record.lastContactedSeconds === null ? null : -record.lastContactedSeconds),
  interaction_count: ({ record }) => record.interactionCount,
  last_interaction: ({ record }) => record.lastContactedSeconds,
  monetary_unit: ({ record }) => record.monetaryUnit,
  monetary_value: ({ record }) => record.monetaryValue,
  name: ({ record }) => record.name.toLowerCase(),
  primary_contact: ({ record }) => record.primaryContactId,
  priority: ({ record }) => priorities.indexOf(record.priority),
  stage: ({ record }) => record.stageId,
  status: ({ record }) => statuses.indexOf(record.status),
  account: ({ record }) => record.companyName?.toLowerCase() ?? null,
  close_date: ({ record }) => record.closeDate,
  contact: ({ record }) => record.primaryContactId,
  deal_last_stage: ({ record }) => record.stageChangedSeconds,
  source: ({ record }) => record.customerSourceId,
  value: ({ record }) => record.monetaryValue,
  win_probability: ({ record }) => record.winProbability,
};

/** Negative where the first comes first; records without a value come before all others. */
export function compareKeys(a: SortKey, b: SortKey): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

/** The place among equals: it says nothing about the record, and lasts until the record is edited. */
export function tiePlace({ world, settings }: Account, index: number, changedMs: number): number {
  const salt = (settings.shuffles ?? 0) * 104_729;
  return world.draws.unit(index * 7919 + salt + (Math.floor(changedMs) % 0x1_0000_0000), 'tie');
}
