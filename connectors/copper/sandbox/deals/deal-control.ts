import {
  isJsonObject,
  SandboxError,
  type DealControl,
  type JsonObject,
  type JsonValue,
} from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import type { DealState, StoredDealState } from './deal-state.ts';
import { integerOf } from '../params.ts';
import { renderDeal } from './render-deal.ts';
import { wireText } from '../wire-json.ts';
import { changed, created, type WriteResult } from './write-deal.ts';

/** What people and the vendor's own machinery do behind the API. There is no merge and no restore. */
export function dealControl(account: Account): DealControl {
  const { store } = account;
  return {
    ids: async ({ offset = 0, limit = 1000 } = {}) => store.liveIds(offset, limit).map(String),
    truth: async (id) => truth(account, id),
    create: async (changes) => {
      const [own, moved] = split(changes);
      const named = { name: 'Opportunity made in the UI', ...own };
      return String(store.create({ ...settled(created(uiOf(account), named)), ...moved }).id);
    },
    edit: async (id, changes) => {
      const deal = known(account, id);
      const [own, moved] = split(changes);
      const state = settled(changed(uiOf(account), deal.record, own));
      store.write(deal.id, { ...state, ...moved, oldStyle: false });
    },
    delete: async (id) => store.remove(known(account, id).id),
    rename: async (table, id, name) => account.names.give(table, id, name),
  };
}

function truth(account: Account, id: string): JsonObject | undefined {
  const deal = account.store.find(Number(id));
  if (deal === undefined || deal.deletedMs !== undefined) return undefined;
  const shown: unknown = JSON.parse(wireText(renderDeal(account, deal, false)));
  return isJsonObject(shown) ? shown : undefined;
}

/** The vendor's own pages can do more than its API: they choose the currency, and ask for no contact. */
function uiOf(account: Account): Account {
  return {
    ...account,
    settings: { ...account.settings, unitWritable: true, unitIgnored: false, contactRequired: false },
  };
}

function known({ store }: Account, id: string): StoredDealState {
  const deal = store.find(Number(id));
  if (deal === undefined || deal.deletedMs !== undefined)
    throw new SandboxError('unknown-deal', 'No opportunity has this id.', { context: { id } });
  return deal;
}

function settled({ state, problems }: WriteResult): DealState {
  if (problems.length > 0)
    throw new SandboxError(
      'invalid-changes',
      problems.map(({ label, message }) => `${label}: ${message}`).join('; '),
      {
        hint: 'Use the attributes of the API, or one that only the vendor moves, such as interaction_count.',
      },
    );
  return state;
}

/** What no write can set, but the vendor's machinery moves. */
const moves: Readonly<Record<string, (value: JsonValue) => Partial<DealState>>> = {
  interaction_count: (value) => ({ interactionCount: integerOf(value) ?? 0 }),
  date_stage_changed: (value) => ({ stageChangedSeconds: integerOf(value) ?? 0 }),
  date_last_contacted: (value) => ({ lastContactedSeconds: integerOf(value) ?? null }),
  date_lead_created: (value) => ({ leadCreatedSeconds: integerOf(value) ?? null }),
  leads_converted_from: (value) => ({
    leads: (Array.isArray(value) ? value : []).filter(isJsonObject).map((lead) => ({
      leadId: integerOf(lead['lead_id']) ?? 0,
      convertedSeconds: integerOf(lead['converted_timestamp']) ?? 0,
    })),
  }),
};

function split(changes: JsonObject): readonly [own: JsonObject, moved: Partial<DealState>] {
  const own = Object.fromEntries(Object.entries(changes).filter(([name]) => !Object.hasOwn(moves, name)));
  const moved: Partial<DealState> = {};
  for (const [name, move] of Object.entries(moves)) {
    const value = changes[name];
    if (value !== undefined) Object.assign(moved, move(value));
  }
  return [own, moved];
}
