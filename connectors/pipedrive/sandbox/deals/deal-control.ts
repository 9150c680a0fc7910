import {
  Refused,
  SandboxError,
  unknownDeal,
  type DealControl,
  type JsonObject,
  type JsonValue,
} from '../../../../src/sandbox-kit/index.ts';
import { userId } from '../seed/account-ids.ts';
import type { Account } from '../account.ts';
import { applyChanges, newDeal, type Author } from '../apply-changes.ts';
import { checkBody, type DealChanges } from '../checks/check-body.ts';
import type { DealState, Participant, StoredDealState } from './deal-state.ts';
import { mergeDeals } from './merge-deals.ts';
import { namedTables } from '../named-tables.ts';
import { optionalNames } from '../checks/optional-members.ts';
import { plainView, renderDeal } from './render-deal.ts';
import { toWholeSecond } from '../wire-times.ts';

/** People who use the UI; not the owner of the token. */
const uiAuthor: Author = { userId: userId(1), source: 'app' };

/** What the company's own people do: no rights asked, no rules of status checked. */
export function dealControl(account: Account): DealControl {
  const { store } = account;
  return {
    ids: async ({ offset = 0, limit = 1000 } = {}) => store.liveIds(offset, limit).map(String),
    truth: async (id) => truth(account, id),
    create: async (changes) => {
      const record = changed(account, newDeal(account, uiAuthor), changes, true);
      return String(store.create({ ...record, touched: false }).id);
    },
    edit: async (id, changes) => {
      const deal = known(account, id);
      const moves = Object.keys(changes).some((name) => movesChangeTime(account, name));
      store.write(deal.id, changed(account, deal.record, changes, false), { bump: moves });
    },
    delete: async (id) => store.remove(known(account, id).id),
    restore: async (id) => {
      const deal = known(account, id);
      if (deal.deletedMs === undefined) return;
      store.write(deal.id, { ...deal.record, touched: true }, { bump: false });
      store.restore(deal.id);
    },
    merge: async (into, from) => String(mergeDeals(account, known(account, into), known(account, from))),
    rename: async (table, id, name) => {
      account.names.give(namedTables(account), table, id, name);
      renameSales(account, table, Number(id), name);
      const written = table === 'organizations' ? account.people.organizations.get(Number(id)) : undefined;
      if (written) account.people.organizations.set(written.id, { ...written, name });
    },
  };
}

function renameSales({ sales }: Account, table: string, id: number, name: string): void {
  const stage = table === 'stages' ? sales.stage(id) : undefined;
  if (stage !== undefined) sales.saveStage({ ...stage, name });
  const pipeline = table === 'pipelines' ? sales.pipelines.find((row) => row.id === id) : undefined;
  if (pipeline !== undefined) sales.savePipeline({ ...pipeline, name });
}

function movesChangeTime({ settings }: Account, name: string): boolean {
  return name === 'participants' ? settings.participantsMove : !optionalNames.includes(name);
}

/** The deal with all optional members; undefined where its endpoint would say 404. */
async function truth(account: Account, id: string): Promise<JsonObject | undefined> {
  const deal = account.visible(account.store.find(Number(id)));
  return deal === undefined
    ? undefined
    : renderDeal(account, deal, { ...plainView, includeFields: optionalNames });
}

function known(account: Account, id: string): StoredDealState {
  const deal = account.store.find(Number(id));
  if (deal === undefined) throw unknownDeal('deal', id);
  return deal;
}

/** Wire names of deals; besides them optional members, origin, channel and `participants` as ids of persons. */
function changed(account: Account, before: DealState, changes: JsonObject, isNew: boolean): DealState {
  const { participants, origin, origin_id, channel, channel_id, ...rest } = changes;
  const body = Object.entries(rest);
  const overrides = Object.fromEntries(body.filter(([name]) => optionalNames.includes(name)));
  const own = Object.fromEntries(body.filter(([name]) => !optionalNames.includes(name)));
  const next = applyChanges(account, before, checkedBody(account, own), uiAuthor, isNew);
  const source = {
    ...(origin === undefined ? {} : { origin: text('origin', origin) }),
    ...(origin_id === undefined
      ? {}
      : { origin_id: origin_id === null ? null : text('origin_id', origin_id) }),
    ...(channel === undefined ? {} : { channel: channel === null ? null : number('channel', channel) }),
    ...(channel_id === undefined
      ? {}
      : { channel_id: channel_id === null ? null : text('channel_id', channel_id) }),
  };
  const onlyCounters =
    Object.keys(own).length === 0 && participants === undefined && before.touched === false;
  return {
    ...next,
    touched: onlyCounters && Object.keys(source).length === 0 ? before.touched : next.touched,
    values: { ...next.values, ...source },
    participants: participants === undefined ? next.participants : linksTo(account, next, participants),
    overrides: { ...before.overrides, ...overrides },
  };
}

/** Unknown ids and wrong types are mistakes of whoever writes the test. */
function checkedBody(account: Account, body: JsonObject): DealChanges {
  try {
    return checkBody(account, body);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new SandboxError('changes', JSON.stringify(error.answer.body), { cause: error });
  }
}

function text(name: string, value: JsonValue): string {
  if (typeof value === 'string') return value;
  throw new SandboxError('changes', `The value of ${name} is a text.`);
}

function number(name: string, value: JsonValue): number {
  if (typeof value === 'number') return value;
  throw new SandboxError('changes', `The value of ${name} is a number.`);
}

/** The primary person and the given ones, each once. */
function linksTo(account: Account, state: DealState, ids: JsonValue): readonly Participant[] {
  if (!Array.isArray(ids) || !ids.every((id) => Number.isSafeInteger(Number(id))))
    throw new SandboxError('changes', 'Participants are a list of ids of persons.');
  const primary = state.values.person_id;
  const wanted = new Set([...(primary === null ? [] : [primary]), ...ids.map(Number)]);
  return [...wanted].map(
    (personId) =>
      state.participants.find((one) => one.personId === personId) ?? {
        linkId: account.nextId(),
        personId,
        addedMs: toWholeSecond(account.clock.nowMs()),
        addedBy: uiAuthor.userId,
      },
  );
}
