import type { RequestPlan } from '../../src/connector-kit/index.ts';

/**
 * Fields the vendor sends only when they are named in `include_fields`; naming them costs nothing.
 *
 * @see https://developers.pipedrive.com/docs/api/v1/Deals#getDeals (November 2026)
 */
const optional: ReadonlySet<string> = new Set([
  'next_activity_id',
  'last_activity_id',
  'first_won_time',
  'products_count',
  'files_count',
  'notes_count',
  'followers_count',
  'email_messages_count',
  'activities_count',
  'done_activities_count',
  'undone_activities_count',
  'participants_count',
  'last_incoming_mail_time',
  'last_outgoing_mail_time',
  'smart_bcc_email',
  'source_lead_id',
]);

/** Asked for always, so that a stored body still serves when a mapping begins to read them. */
const always = [
  'last_activity_id',
  'email_messages_count',
  'done_activities_count',
  'participants_count',
  'last_incoming_mail_time',
  'last_outgoing_mail_time',
  'source_lead_id',
];

/** The value of `include_fields`: the usual ones, and what else the mapping reads. */
export function includeFields(plan: RequestPlan | undefined): string {
  const wanted = (plan?.paths ?? []).filter((path) => optional.has(path));
  return [...new Set([...always, ...wanted])].join(',');
}
