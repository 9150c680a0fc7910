import {
  isJsonObject,
  SandboxError,
  unknownDeal,
  type DealControl,
  type JsonObject,
} from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import type { DealState, StoredDealState } from './deal-state.ts';
import type { Problem } from '../errors.ts';
import { renderDeal } from './render-deal.ts';
import { namedTables } from '../named-tables.ts';
import { movesOf } from './vendor-moves.ts';
import { wireText } from '../wire-json.ts';
import { changed, created, type WriteResult } from './write-deal.ts';

/** What people and the vendor's own machinery do behind the API. There is no merge and no restore. */
export function dealControl(account: Account): DealControl {
  const { store } = account;
  return {
    ids: async ({ offset = 0, limit = 1000 } = {}) => store.liveIds(offset, limit).map(String),
    truth: async (id) => truth(account, id),
    create: async (changes) => {
      const { own, moved, problems } = movesOf(changes);
      const made = created(uiOf(account), { name: 'Opportunity made in the UI', ...own });
      return String(store.create({ ...settled(made, problems), ...moved }).id);
    },
    edit: async (id, changes) => {
      const deal = known(account, id);
      const { own, moved, problems } = movesOf(changes);
      const state = settled(changed(uiOf(account), deal.record, own), problems);
      store.write(deal.id, { ...state, ...moved, oldStyle: false });
    },
    delete: async (id) => store.remove(known(account, id).id),
    rename: async (table, id, name) => account.names.give(namedTables, table, id, name),
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
  if (deal === undefined || deal.deletedMs !== undefined) throw unknownDeal('opportunity', id);
  return deal;
}

function settled({ state, problems: found }: WriteResult, more: readonly Problem[]): DealState {
  const problems = [...found, ...more];
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
