import {
  isJsonObject,
  SandboxError,
  unknownDeal,
  type DealControl,
  type JsonObject,
  type JsonValue,
} from '../../../../src/sandbox-kit/index.ts';
import { applyValues, emptyDeal, personAuthor } from './apply-changes.ts';
import { primaryTypeId } from '../associations/association-types.ts';
import { tableOf, type Context } from '../context.ts';
import type { DealState, StoredDealState } from './deal-state.ts';
import { isLinkedKind, withLink, withoutLink } from '../associations/link-records.ts';
import { mergeDeals } from './merge-deals.ts';
import { namedTables } from '../named-tables.ts';
import { findObjectType, objectType } from '../object-types.ts';
import { movedByVendor } from './deal-properties.ts';
import type { Portal } from '../portal.ts';
import { isCalculated } from '../property-definition.ts';
import { renderObject } from './render.ts';

/** What the account's own people and HubSpot's own machinery do: no rights asked, no value checked. */
export function dealControl(context: Context): DealControl {
  const { portal } = context;
  const { store } = portal;
  return {
    ids: async ({ offset = 0, limit = 1000 } = {}) => store.liveIds(offset, limit).map(String),
    truth: async (id) => truth(context, id),
    create: async (changes) =>
      String(store.create(changed(portal, emptyDeal(personAuthor), changes, undefined)).id),
    edit: async (id, changes) => {
      const deal = known(portal, id);
      store.write(deal.id, changed(portal, deal.record, changes, deal), {
        bump: movesChangeTime(portal, changes),
      });
    },
    delete: async (id) => store.remove(known(portal, id).id, { bump: false }),
    restore: async (id) => store.restore(known(portal, id).id, { bump: false }),
    merge: async (into, from) => String(mergeDeals(portal, known(portal, into), known(portal, from)).id),
    rename: async (table, id, name) => {
      portal.names.give(namedTables(context), table, id, name);
      const index = table === 'companies' ? portal.ids.companies.indexOf(Number(id)) : undefined;
      if (index !== undefined) portal.people.companies.rename(index, name);
    },
  };
}

/** Every property that is set, and all links: what a reader with all rights could see. */
async function truth(context: Context, id: string): Promise<JsonObject | undefined> {
  const table = tableOf(context, 'deals');
  const view = table.find(Number(id), false);
  if (view === undefined) return undefined;
  const associations = [objectType('contacts'), objectType('companies'), objectType('leads')];
  return renderObject(table, view, {
    properties: [...table.properties.keys()],
    withHistory: [],
    associations,
    archived: false,
  });
}

function known({ store, purged }: Portal, id: string): StoredDealState {
  const deal = store.find(Number(id));
  if (deal === undefined || purged.has(deal.id)) throw unknownDeal('deal', id);
  return deal;
}

/** Calculated properties and associations move no change time. */
function movesChangeTime(portal: Portal, changes: JsonObject): boolean {
  return Object.keys(changes).some((name) => name !== 'associations' && !isVendorMoved(portal, name));
}

function isVendorMoved({ dealProperties }: Portal, name: string): boolean {
  const definition = dealProperties.get(name);
  if (definition === undefined)
    throw new SandboxError('unknown-property', `Deals have no property ${name}.`, {
      hint: 'Use internal names such as dealname, or associations with lists of ids.',
    });
  return isCalculated(definition.fieldType) || movedByVendor.has(name);
}

function changed(
  portal: Portal,
  before: DealState,
  changes: JsonObject,
  deal: StoredDealState | undefined,
): DealState {
  const { associations, ...properties } = changes;
  const entries = Object.entries(properties).map(([name, value]) => [name, plainValue(name, value)] as const);
  const moved = entries.filter(
    ([name]) => isVendorMoved(portal, name) || portal.dealProperties.get(name)?.readOnly === true,
  );
  const own = entries.filter(([name]) => !moved.some(([other]) => other === name));
  const written = applyValues(portal, before, Object.fromEntries(own), personAuthor, deal);
  return withLinks(
    { ...written, overrides: { ...written.overrides, ...Object.fromEntries(moved) } },
    associations,
  );
}

function isId(value: JsonValue): boolean {
  return typeof value !== 'object' && /^\d{1,15}$/.test(String(value));
}

function plainValue(name: string, value: JsonValue): string {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  throw new SandboxError('value', `The value of ${name} is a text, a number, true, false or null.`);
}

/** Replaces the links of each kind named: `{ contacts: ['7001'], companies: ['8001'] }`; the first company or lead is the primary one. */
function withLinks(state: DealState, associations: JsonValue | undefined): DealState {
  let linked = state;
  for (const [kind, ids] of Object.entries(isJsonObject(associations) ? associations : {})) {
    const linkable = findObjectType(kind)?.name;
    if (!isLinkedKind(linkable) || !Array.isArray(ids) || !ids.every(isId))
      throw new SandboxError(
        'associations',
        'Associations are lists of ids for contacts, companies or leads.',
      );
    const title = primaryTypeId(linkable);
    for (const { id } of state[linkable]) linked = withoutLink(linked, linkable, id);
    for (const [position, id] of ids.entries())
      linked = withLink(linked, linkable, Number(id), position === 0 && title !== undefined ? [title] : []);
  }
  return linked;
}
