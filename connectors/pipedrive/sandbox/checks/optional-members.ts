import type { JsonObject, JsonValue } from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import { neighbours } from '../activities.ts';
import type { StoredDealState } from '../deals/deal-state.ts';
import { companyDomain } from '../facts.ts';
import { wireTime } from '../wire-times.ts';

type Member = (account: Account, deal: StoredDealState) => JsonValue;

const members: Readonly<Record<string, Member>> = {
  last_activity_id: (account, deal) => neighbours(account, deal).last,
  next_activity_id: (account, deal) => neighbours(account, deal).next,
  first_won_time: (_, { record }) => record.firstWonTime,
  products_count: (_, { record }) => record.products.length,
  files_count: () => 0,
  notes_count: (_, { record }) => record.activity.notes,
  followers_count: (_, { record }) => record.followers.length,
  email_messages_count: (_, { record }) => record.activity.emails,
  activities_count: (_, { record }) => record.activity.done + record.activity.planned,
  done_activities_count: (_, { record }) => record.activity.done,
  undone_activities_count: (_, { record }) => record.activity.planned,
  participants_count: (_, { record }) => record.participants.length,
  last_incoming_mail_time: (_, { record }) => timeOrNull(record.activity.lastMailInMs),
  last_outgoing_mail_time: (_, { record }) => timeOrNull(record.activity.lastMailOutMs),
  smart_bcc_email: (_, { id }) => `${companyDomain}+deal${id}@pipedrivemail.com`,
  source_lead_id: (_, { record }) => record.leadId,
};

/** Names `include_fields` may carry: the list is closed. */
export const optionalNames: readonly string[] = Object.keys(members);

/** The members that were asked for, in the vendor's order. */
export function optionalMembers(
  account: Account,
  deal: StoredDealState,
  names: readonly string[],
): JsonObject {
  const shown: Record<string, JsonValue> = {};
  for (const [name, read] of Object.entries(members))
    if (names.includes(name)) shown[name] = deal.record.overrides[name] ?? read(account, deal);
  return shown;
}

function timeOrNull(ms: number | undefined): string | null {
  return ms === undefined ? null : wireTime(ms);
}
