import { companyAt, contactAt, type BusinessWorld, type IdSpace } from '../../../../src/sandbox-kit/index.ts';
import { visitEach } from '../cooperate.ts';
import type { RecordLink } from '../deals/deal-state.ts';
import { archivedForMs, searchCap } from '../facts.ts';
import type { LinkedKind } from '../associations/link-records.ts';
import { objectType } from '../object-types.ts';
import type { ObjectTable, ObjectView, SearchPage, SearchPlan } from '../object-view.ts';
import type { Portal } from '../portal.ts';
import { openCatalogue } from '../properties/property-catalogue.ts';
import type { PropertyDefinition } from '../property-definition.ts';
import { companyProperties, contactProperties, leadProperties } from '../people/people-properties.ts';
import type { PeopleStore } from '../people/people-store.ts';
import { openRanking } from '../search/ranking.ts';
import { LazyDeal } from '../deals/lazy-deal.ts';
import { linksToDeals } from '../associations/links-to-deals.ts';
import { wireTime } from '../wire-values.ts';

type Values = Readonly<Record<string, string | null>>;

interface PeopleSource {
  readonly name: LinkedKind;
  readonly ids: IdSpace;
  /** What became of them since; undefined for a kind that is only read. */
  readonly store: PeopleStore | undefined;
  readonly count: () => number;
  readonly exists: (index: number) => boolean;
  readonly createdMs: (index: number) => number;
  readonly values: (index: number) => Values;
  readonly properties: readonly PropertyDefinition[];
  /** The index of the record that had a unique value at the start. */
  readonly firstHolder?: (property: string, value: string) => number | undefined;
}

/** Contacts and companies, and leads, which are only read. */
export function peopleTables(portal: Portal): readonly ObjectTable[] {
  const { world } = portal;
  return [contactSource(world, portal), companySource(world, portal), leadSource(portal)].map((source) =>
    peopleTable(portal, source),
  );
}

function contactSource(world: BusinessWorld, { ids, people }: Portal): PeopleSource {
  return {
    name: 'contacts',
    ids: ids.contacts,
    store: people.contacts,
    count: () => people.contacts.size,
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
    properties: contactProperties,
    // The addresses of the start are numbered.
    firstHolder: (name, value) =>
      name === 'email' ? Number(/^contact-(\d{1,9})@/.exec(value)?.[1] ?? 0) - 1 : undefined,
  };
}

function companySource(world: BusinessWorld, { ids, names, people }: Portal): PeopleSource {
  return {
    name: 'companies',
    ids: ids.companies,
    store: people.companies,
    count: () => people.companies.size,
    exists: () => true,
    createdMs: (index) => bornMs(world, index, 'company-created'),
    values(index) {
      const { name, domain, city, market } = companyAt(world.draws, index);
      const nameNow = names.of('companies', ids.companies.idOf(index), name);
      return { name: nameNow, domain, city, country: market.country };
    },
    properties: companyProperties,
  };
}

/** The leads that deals grew from, whatever became of the deals. */
function leadSource({ ids, world }: Portal): PeopleSource {
  const leadCreatedMs = (index: number): number | undefined => new LazyDeal(world, index).lead?.createdMs;
  return {
    name: 'leads',
    ids: ids.leads,
    store: undefined,
    count: () => world.deals,
    exists: (index) => leadCreatedMs(index) !== undefined,
    createdMs: (index) => leadCreatedMs(index) ?? 0,
    values: (index) => ({ hs_lead_name: `Lead ${index + 1}`, hs_lead_type: null }),
    properties: leadProperties,
  };
}

function bornMs({ draws, startMs }: BusinessWorld, index: number, purpose: string): number {
  return startMs - draws.integer(index, purpose, 1, 86_400) * 1_000_000;
}

function peopleTable(portal: Portal, source: PeopleSource): ObjectTable {
  const { store, ids } = source;
  const linksTo = linksToDeals(portal, source.name);
  const viewOf = (index: number): ObjectView => personView(source, index, linksTo);
  const isThere = (index: number, archived: boolean): boolean =>
    index >= 0 &&
    index < source.count() &&
    source.exists(index) &&
    isArchived(portal, store?.at(index)?.archivedMs) === archived;
  const find = (id: number, archived: boolean): ObjectView | undefined => {
    const index = ids.indexOf(id);
    return index !== undefined && isThere(index, archived) ? viewOf(index) : undefined;
  };
  const group = `${objectType(source.name).singular}information`;
  const catalogue = openCatalogue(source.properties.map((definition) => ({ ...definition, group })));
  return {
    type: objectType(source.name),
    properties: catalogue.definitions,
    catalogue,
    list(fromId, archived, limit) {
      const found: ObjectView[] = [];
      const from = ids.indexAtOrAfter(fromId);
      // Only what somebody touched can be archived.
      if (archived) {
        const touched = store?.touched().filter((index) => index >= from && isThere(index, true)) ?? [];
        return touched.slice(0, limit).map(viewOf);
      }
      for (let index = from; index < source.count() && found.length < limit; index += 1)
        if (isThere(index, false)) found.push(viewOf(index));
      return found;
    },
    find,
    findExact: find,
    findByUnique(name, value) {
      const wanted = value.toLowerCase();
      const first = source.firstHolder?.(name, wanted);
      const indexes = [...(first === undefined ? [] : [first]), ...(store?.touched() ?? [])];
      const holder = indexes.find(
        (index) => isThere(index, false) && valueAt(source, index, name)?.toLowerCase() === wanted,
      );
      return holder === undefined ? undefined : viewOf(holder);
    },
    search: (plan) => searchPeople(source, isThere, viewOf, plan),
  };
}

/** True for a record in the recycle bin, undefined for one whose time there is over: it is nowhere. */
function isArchived({ clock }: Portal, archivedMs: number | undefined): boolean | undefined {
  if (archivedMs === undefined) return false;
  return archivedMs > clock.nowMs() - archivedForMs ? true : undefined;
}

/** A value as it was written, or as it was at the start. */
function valueAt({ store, values }: PeopleSource, index: number, name: string): string | null {
  const record = store?.at(index);
  const written = record?.values[name];
  if (written !== undefined || record?.createdMs !== undefined) return written ?? null;
  return values(index)[name] ?? null;
}

/** Reads everybody, letting other requests in, and keeps only what comes first. */
async function searchPeople(
  source: PeopleSource,
  isThere: (index: number, archived: boolean) => boolean,
  viewOf: (index: number) => ObjectView,
  plan: SearchPlan,
): Promise<SearchPage> {
  const { fromId = 0, changedFromMs = -Infinity, changedBeforeMs = Infinity } = plan.bounds;
  const ranking = openRanking(searchCap, plan.direction);
  let total = 0;
  await visitEach(source.ids.indexAtOrAfter(fromId), source.count(), (index) => {
    if (!isThere(index, false)) return;
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
  const record = source.store?.at(index);
  const createdMs = record?.createdMs ?? source.createdMs(index);
  const updatedMs = record?.changedMs ?? createdMs;
  const [createdAt, updatedAt] = [wireTime(createdMs), wireTime(updatedMs)];
  const own: Values = {
    hs_object_id: String(id),
    createdate: createdAt,
    hs_createdate: createdAt,
    hs_lastmodifieddate: updatedAt,
    lastmodifieddate: updatedAt,
  };
  const read = (name: string): string | null => own[name] ?? valueAt(source, index, name);
  return {
    id,
    createdMs,
    updatedMs,
    archivedMs: record?.archivedMs,
    read,
    history(name) {
      const before = record?.createdMs === undefined ? (source.values(index)[name] ?? null) : null;
      const first = before === null ? [] : [{ value: before, atMs: createdMs, sourceType: 'CRM_UI' }];
      return [...first, ...(record?.history[name] ?? [])];
    },
    links: (to) => (to === 'deals' && record?.archivedMs === undefined ? linksTo(id, index) : []),
  };
}
