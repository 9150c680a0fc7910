import type { JsonValue, SandboxRequest } from '../../../../src/sandbox-kit/index.ts';
import { companyDomain } from '../facts.ts';
import { reject } from '../checks/invalid-request.ts';
import type { Row } from '../page.ts';
import { booleanParameter, choicesParameter, csvParameter, idParameter } from '../query.ts';

/** Parameters that shape a person or an organization. */
export const peopleViewParameters: readonly string[] = [
  'include_fields',
  'custom_fields',
  'include_option_labels',
  'include_labels',
];

const countedForBoth = [
  'open_deals_count',
  'related_open_deals_count',
  'closed_deals_count',
  'related_closed_deals_count',
  'email_messages_count',
  'activities_count',
  'done_activities_count',
  'undone_activities_count',
  'files_count',
  'notes_count',
  'followers_count',
  'won_deals_count',
  'related_won_deals_count',
  'lost_deals_count',
  'related_lost_deals_count',
];
const emptyForBoth = ['next_activity_id', 'last_activity_id'];

/** Optional members as the vendor's own client 33.7.0 names them. */
export interface OptionalMembers {
  /** The sandbox counts nothing around people: each is 0. */
  readonly counted: readonly string[];
  /** Each is null. */
  readonly empty: readonly string[];
}

export const personMembers: OptionalMembers = {
  counted: [...countedForBoth, 'participant_open_deals_count', 'participant_closed_deals_count'],
  empty: [
    ...emptyForBoth,
    'last_incoming_mail_time',
    'last_outgoing_mail_time',
    'marketing_status',
    'doi_status',
  ],
};

export const organizationMembers: OptionalMembers = {
  counted: [...countedForBoth, 'people_count'],
  empty: emptyForBoth,
};

/** How a request wants its people shown. @throws Refused for members they do not have. */
export function peopleView(request: SandboxRequest, { counted, empty }: OptionalMembers): (row: Row) => Row {
  const known = [...counted, ...empty, 'smart_bcc_email'];
  const asked = choicesParameter(request, 'include_fields', known) ?? [];
  csvParameter(request, 'custom_fields');
  booleanParameter(request, 'include_option_labels');
  const labels = booleanParameter(request, 'include_labels') ? { labels: [] } : {};
  return (row) => {
    const more: Record<string, JsonValue> = {};
    for (const name of asked)
      if (name === 'smart_bcc_email') more[name] = `${companyDomain}@pipedrivemail.com`;
      else more[name] = counted.includes(name) ? 0 : null;
    return { ...row, ...labels, ...more };
  };
}

/** Nobody saved a filter for people here. */
export function refuseFilter(request: SandboxRequest): void {
  if (idParameter(request, 'filter_id') !== undefined) reject('filter_id', 'Filter not found');
}
