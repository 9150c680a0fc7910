import {
  answer,
  isJsonObject,
  walkDeals,
  type JsonObject,
  type JsonValue,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import type { CustomFieldType } from '../custom-fields.ts';
import type { StoredDealState } from './deal-state.ts';
import { companyDomain } from '../facts.ts';
import { reject } from '../checks/invalid-request.ts';
import { inSlices } from '../../../../src/sandbox-kit/index.ts';
import { firstMatches } from './list-deals.ts';
import { organizationTable, personTable } from '../people/people.ts';
import {
  allowParameters,
  booleanParameter,
  choiceParameter,
  choicesParameter,
  idParameter,
  limitParameter,
  paging,
} from '../query.ts';

const parameters = [
  'term',
  'fields',
  'exact_match',
  'person_id',
  'organization_id',
  'status',
  'include_fields',
  ...paging,
];

/** Deals whose title or text fields contain a term; deleted ones are never found. */
export async function searchDeals(account: Account, request: SandboxRequest): Promise<SandboxAnswer> {
  allowParameters(request, parameters);
  const { matches, hits } = matcher(account, request);
  const includesAddress = choicesParameter(request, 'include_fields', ['deal.cc_email']) !== undefined;
  const shown = (deal: StoredDealState): JsonObject => ({
    ...itemOf(account, deal, hits(deal)),
    ...(includesAddress ? { cc_email: `${companyDomain}+deal${deal.id}@pipedrivemail.com` } : {}),
  });
  const limit = limitParameter(request);
  const after = account.cursors.read(request, 'id', 'asc');
  const { store } = account;
  const fromIndex = after === undefined ? 0 : store.ids.indexAtOrAfter(after.id + 1);
  const isFound = (deal: StoredDealState): boolean => account.visible(deal) !== undefined && matches(deal);
  const found = await inSlices(
    () => firstMatches(walkDeals(store, { fromIndex }), isFound, limit + 1),
    // The order of ids does not move.
    () => false,
  );
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const data = { items: page.map((deal) => ({ result_score: 0.7, item: shown(deal) })) };
  if (last === undefined || found.length <= limit)
    return answer(200, { success: true, data, ...account.cursors.lastPage() });
  const cursor = { field: 'id', fieldValue: last.id, sortDirection: 'asc', id: last.id } as const;
  const next_cursor = account.cursors.issue(request, cursor);
  return answer(200, { success: true, data, additional_data: { next_cursor } });
}

interface Matcher {
  readonly matches: (deal: StoredDealState) => boolean;
  /** The custom values that contain the term, as text. */
  readonly hits: (deal: StoredDealState) => readonly string[];
}

function matcher({ settings }: Account, request: SandboxRequest): Matcher {
  const exact = booleanParameter(request, 'exact_match');
  const term = (request.query.get('term') ?? '').toLowerCase();
  if (term.length < (exact ? 1 : 2)) reject('term', 'String must contain at least 2 character(s)');
  const fields = choicesParameter(request, 'fields', ['custom_fields', 'notes', 'title']);
  const status = choiceParameter(request, 'status', ['open', 'won', 'lost'] as const);
  const person = idParameter(request, 'person_id');
  const organization = idParameter(request, 'organization_id');
  const contains = (text: string): boolean =>
    exact ? text.toLowerCase() === term : text.toLowerCase().includes(term);
  const codes = settings.customFields.filter(({ type }) => searchable.has(type)).map(({ code }) => code);
  const hits = ({ record }: StoredDealState): readonly string[] => {
    if (fields?.includes('custom_fields') === false) return [];
    return codes.flatMap((code) => textOf(record.custom[code])).filter(contains);
  };
  return {
    hits,
    matches: (deal) => {
      const { values } = deal.record;
      return (
        (status === undefined || values.status === status) &&
        (person === undefined || values.person_id === person) &&
        (organization === undefined || values.org_id === organization) &&
        (((fields?.includes('title') ?? true) && contains(values.title)) || hits(deal).length > 0)
      );
    },
  };
}

/** Types the search looks into: https://developers.pipedrive.com/docs/api/v1/Deals#searchDeals (2026-11-26). Notes are not searched here. */
const searchable: ReadonlySet<CustomFieldType> = new Set([
  'address',
  'varchar',
  'text',
  'varchar_auto',
  'double',
  'monetary',
  'phone',
]);

function textOf(value: JsonValue | undefined): readonly string[] {
  const inner = isJsonObject(value) ? value['value'] : value;
  return typeof inner === 'string' || typeof inner === 'number' ? [String(inner)] : [];
}

function itemOf(
  account: Account,
  { id, record: { values } }: StoredDealState,
  hits: readonly string[],
): JsonObject {
  const person = values.person_id === null ? undefined : personTable(account).find(values.person_id);
  const organization = values.org_id === null ? undefined : organizationTable(account).find(values.org_id);
  return {
    id,
    type: 'deal',
    title: values.title,
    value: values.value,
    currency: values.currency,
    status: values.status,
    visible_to: values.visible_to,
    owner: { id: values.owner_id },
    stage: { id: values.stage_id, name: account.sales.stage(values.stage_id)?.name ?? null },
    person: person === undefined ? null : { id: person.id, name: person['name'] ?? null },
    organization:
      organization === undefined
        ? null
        : { id: organization.id, name: organization['name'] ?? null, address: null },
    custom_fields: [...hits],
    notes: [],
    is_archived: values.is_archived,
  };
}
