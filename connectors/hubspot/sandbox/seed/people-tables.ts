import { companyAt, contactAt, type BusinessWorld, type IdSpace } from '../../../../src/sandbox-kit/index.ts';
import { visitEach } from '../cooperate.ts';
import type { RecordLink } from '../deals/deal-state.ts';
import { searchCap } from '../facts.ts';
import type { LinkedKind } from '../associations/link-records.ts';
import { objectType } from '../object-types.ts';
import type { ObjectTable, ObjectView, SearchPage, SearchPlan } from '../object-view.ts';
import type { Portal } from '../portal.ts';
import { openCatalogue } from '../properties/property-catalogue.ts';
import { property, type PropertyDefinition } from '../property-definition.ts';
import { openRanking } from '../search/ranking.ts';
import { LazyDeal } from '../deals/lazy-deal.ts';
import { linksToDeals } from '../associations/links-to-deals.ts';
import { wireTime } from '../wire-values.ts';

type Values = Readonly<Record<string, string | null>>;

interface PeopleSource {
  readonly name: LinkedKind;
  readonly ids: IdSpace;
  readonly count: () => number;
  readonly exists: (index: number) => boolean;
  readonly createdMs: (index: number) => number;
  readonly values: (index: number) => Values;
  readonly properties: readonly PropertyDefinition[];
}

const common = [
  property('hs_object_id', 'Record ID', 'number', 'number', { readOnly: true }),
  property('createdate', 'Create Date', 'datetime', 'date', { readOnly: true }),
  property('hs_createdate', 'Object create date/time', 'datetime', 'date', { readOnly: true }),
  property('hs_lastmodifieddate', 'Last Modified Date', 'datetime', 'date', { readOnly: true }),
];

/** Contacts, companies and leads: read only, never archived. */
export function peopleTables(portal: Portal): readonly ObjectTable[] {
  const { world } = portal;
  return [contactSource(world, portal), companySource(world, portal), leadSource(portal)].map((source) =>
    peopleTable(portal, source),
  );
}

function contactSource(world: BusinessWorld, { ids }: Portal): PeopleSource {
  return {
    name: 'contacts',
    ids: ids.contacts,
    count: () => ids.contactCount,
    exists: () => true,
    createdMs: (index) => bornMs(world, index, 'contact-created'),
    values(index) {
      const contact = contactAt(world.draws, index);
      return {
        firstname: contact.firstName,
        lastname: contact.lastName,
        email: contact.email,
        phone: contact.phone,
      };
    },
    properties: [
      ...common,
      property('firstname', 'First Name', 'string', 'text'),
      property('lastname', 'Last Name', 'string', 'text'),
      property('email', 'Email', 'string', 'text'),
      property('phone', 'Phone Number', 'string', 'phonenumber'),
      property('lastmodifieddate', 'Last Modified Date', 'datetime', 'date', { readOnly: true }),
    ],
  };
}

function companySource(world: BusinessWorld, { ids, names }: Portal): PeopleSource {
  return {
    name: 'companies',
    ids: ids.companies,
    count: () => world.companies,
    exists: () => true,
    createdMs: (index) => bornMs(world, index, 'company-created'),
    values(index) {
      const { name, domain, city, market } = companyAt(world.draws, index);
      const nameNow = names.of('companies', ids.companies.idOf(index), name);
      return { name: nameNow, domain, city, country: market.country };
    },
    properties: [
      ...common,
      property('name', 'Company name', 'string', 'text'),
      property('domain', 'Company Domain Name', 'string', 'text'),
      property('city', 'City', 'string', 'text'),
      property('country', 'Country/Region', 'string', 'text'),
    ],
  };
}

/** The leads that deals grew from, whatever became of the deals. */
function leadSource({ ids, world }: Portal): PeopleSource {
  const leadCreatedMs = (index: number): number | undefined => new LazyDeal(world, index).lead?.createdMs;
  return {
    name: 'leads',
    ids: ids.leads,
    count: () => world.deals,
    exists: (index) => leadCreatedMs(index) !== undefined,
    createdMs: (index) => leadCreatedMs(index) ?? 0,
    values: (index) => ({ hs_lead_name: `Lead ${index + 1}`, hs_lead_type: null }),
    properties: [
      ...common,
      property('hs_lead_name', 'Lead name', 'string', 'text'),
      property('hs_lead_type', 'Lead type', 'enumeration', 'select'),
    ],
  };
}

function bornMs({ draws, startMs }: BusinessWorld, index: number, purpose: string): number {
  return startMs - draws.integer(index, purpose, 1, 86_400) * 1_000_000;
}

function peopleTable(portal: Portal, source: PeopleSource): ObjectTable {
  const linksTo = linksToDeals(portal, source.name);
  const viewOf = (index: number): ObjectView => personView(source, index, linksTo);
  const find = (id: number, archived: boolean): ObjectView | undefined => {
    const index = source.ids.indexOf(id);
    const known = index !== undefined && index < source.count() && source.exists(index);
    return known && !archived ? viewOf(index) : undefined;
  };
  const group = `${objectType(source.name).singular}information`;
  const catalogue = openCatalogue(source.properties.map((definition) => ({ ...definition, group })));
  return {
    type: objectType(source.name),
    properties: catalogue.definitions,
    catalogue,
    list(fromId, archived, limit) {
      const found: ObjectView[] = [];
      const from = archived ? source.count() : source.ids.indexAtOrAfter(fromId);
      for (let index = from; index < source.count() && found.length < limit; index += 1)
        if (source.exists(index)) found.push(viewOf(index));
      return found;
    },
    find,
    findExact: find,
    findByUnique: () => undefined,
    search: (plan) => searchPeople(source, viewOf, plan),
  };
}

/** Reads everybody, letting other requests in, and keeps only what comes first. */
async function searchPeople(
  source: PeopleSource,
  viewOf: (index: number) => ObjectView,
  plan: SearchPlan,
): Promise<SearchPage> {
  const { fromId = 0, changedFromMs = -Infinity, changedBeforeMs = Infinity } = plan.bounds;
  const ranking = openRanking(searchCap, plan.direction);
  let total = 0;
  await visitEach(source.ids.indexAtOrAfter(fromId), source.count(), (index) => {
    if (!source.exists(index)) return;
    const view = viewOf(index);
    const fits = view.updatedMs >= changedFromMs && view.updatedMs < changedBeforeMs;
    if (!fits || plan.where?.(view) === false) return;
    total += 1;
    ranking.add(index, plan.sortKey === undefined ? view.id : plan.sortKey(view));
  });
  const page = ranking.ordered().subarray(plan.offset, plan.offset + plan.limit);
  return { total, page: [...page].map(viewOf) };
}

function personView(
  source: PeopleSource,
  index: number,
  linksTo: (id: number, index: number) => readonly RecordLink[],
): ObjectView {
  const id = source.ids.idOf(index);
  const createdMs = source.createdMs(index);
  const at = wireTime(createdMs);
  const values: Values = {
    ...source.values(index),
    hs_object_id: String(id),
    createdate: at,
    hs_createdate: at,
    hs_lastmodifieddate: at,
    lastmodifieddate: at,
  };
  const read = (name: string): string | null => values[name] ?? null;
  return {
    id,
    createdMs,
    updatedMs: createdMs,
    archivedMs: undefined,
    read,
    history: (name) => {
      const value = read(name);
      return value === null ? [] : [{ value, atMs: createdMs, sourceType: 'CRM_UI' }];
    },
    links: (to) => (to === 'deals' ? linksTo(id, index) : []),
  };
}
