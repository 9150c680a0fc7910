import { isJsonObject } from '../../../../src/model/json.ts';
import { customMove } from './custom-values.ts';
import type { Dice } from './dice.ts';
import {
  customMoves,
  listAt,
  moneyMove,
  objectAt,
  pickRow,
  someContacts,
  type Account,
  type Move,
  type Moves,
  type Situation,
  type Values,
} from './world.ts';

/** What can be written to a deal of HubSpot. */
export function hubspotMoves(account: Account): Moves {
  return {
    title: (dice) => ({ given: { title: dice.pick(['', dice.text()]) } }),
    description: (dice) => ({ given: { description: dice.pick([null, dice.text()]) } }),
    type: (dice) => labelled('type', 'dealTypes', dice, account),
    priority: (dice) => labelled('priority', 'priorities', dice, account),
    money: (dice) => moneyMove(dice, account),
    stage: (dice, situation) => stageMove(dice, situation, account),
    contacts: (dice, situation) => (isLinked(situation) ? contactsMove(dice, situation, account) : undefined),
    company: (dice, situation) =>
      isLinked(situation)
        ? { given: { companyId: linkOr('companies', dice, situation, account.companies) } }
        : undefined,
    lead: (dice, situation) =>
      isLinked(situation)
        ? { given: { leadId: linkOr('leads', dice, situation, account.leads) } }
        : undefined,
    owner: (dice) => ({ given: { ownerId: dice.pick([pickRow(account, 'activeOwners', dice)[0], null]) } }),
    ...customMoves(account, customMove),
  };
}

/** An option by its id or its label, or none. */
function labelled(field: string, table: string, dice: Dice, account: Account): Move {
  const [id, row] = pickRow(account, table, dice);
  const label = String(row['label']);
  return dice.pick<Move>([
    { given: { [field]: dice.pick([id, dice.spelled(label)]) }, reads: { [field]: label } },
    { given: { [field]: null } },
  ]);
}

/** A stage, or a status that only one stage of the pipeline has; with the reason and the day that go with it. */
function stageMove(dice: Dice, { native, unified }: Situation, account: Account): Move {
  const [stage, { outcome, pipeline }] = pickRow(account, 'stages', dice);
  const now = objectAt(native, 'properties');
  const fitting = Object.values(account.lookups['stages'] ?? {}).filter(
    (other) => other['outcome'] === outcome && other['pipeline'] === now['pipeline'],
  );
  const ways: Values[] = [
    { pipelineStageId: stage },
    { pipelineStageId: stage, pipelineId: String(pipeline) },
    { pipelineStageId: stage, status: String(outcome) },
    ...(fitting.length === 1 ? [{ status: String(outcome) }] : []),
    ...((unified?.status ?? null) === null ? [] : [{}]),
  ];
  const said = dice.pick(ways);
  const after = 'pipelineStageId' in said || 'status' in said ? outcome : unified?.status;
  const day = dice.day();
  if (after !== 'Won' && after !== 'Lost') {
    const open = dice.pick([{}, { 'customMappings.expectedCloseDate': dice.pick([day, null]) }]);
    return { given: { ...said, ...open } };
  }
  const closed = dice.pick([
    {},
    { closeDate: day },
    { closeDate: day, 'customMappings.expectedCloseDate': day },
    { 'customMappings.expectedCloseDate': day },
  ]);
  const reason = reasonMove(after === 'Won' ? 'wonReason' : 'lossReason', dice, account);
  return {
    given: { ...said, ...closed, ...reason.given },
    ...(reason.reads === undefined ? {} : { reads: reason.reads }),
  };
}

/** A reason: an option where the account made a list of them, else words. */
function reasonMove(name: 'wonReason' | 'lossReason', dice: Dice, account: Account): Partial<Move> {
  if (Object.keys(account.lookups[`${name}s`] ?? {}).length === 0)
    return { given: { [name]: dice.pick([dice.text(), dice.text(), null]) } };
  const [id, row] = pickRow(account, `${name}s`, dice);
  const label = String(row['label']);
  const byId = { given: { [`${name}Id`]: id } };
  const byLabel = { given: { [name]: dice.spelled(label) }, reads: { [name]: label } };
  return dice.pick<Partial<Move>>([
    byId,
    byId,
    byLabel,
    byLabel,
    { given: { [`${name}Id`]: id, [name]: label } },
    { given: { [name]: null } },
  ]);
}

const primaryTypes: ReadonlySet<string> = new Set(['deal_to_company', 'deal_to_primary_lead']);

function isLinked({ native }: Situation): boolean {
  return native === undefined || isJsonObject(native['associations']);
}

/** Without a label that says who it is, only the one with the lowest id can be the primary contact. */
function contactsMove(dice: Dice, situation: Situation, account: Account): Move {
  const { unified } = situation;
  const { contacts, marksPrimary = false } = account;
  const list = someContacts(dice, situation, account);
  const lowest = list.toSorted((left, right) => Number(left) - Number(right))[0] ?? null;
  const first = marksPrimary && list.length > 0 ? dice.pick(list) : lowest;
  const fit = contacts.filter(
    (id) => marksPrimary || (unified?.contactIds ?? []).every((other) => Number(id) <= Number(other)),
  );
  const moves: Move[] = [
    { given: { contactIds: list } },
    { given: { contactIds: list, primaryContactId: first } },
  ];
  if (fit.length > 0) {
    const id = dice.pick(fit);
    moves.push({
      given: dice.pick([
        { primaryContactId: id, contactId: id },
        { primaryContactId: id },
        { contactId: id },
      ]),
    });
  }
  return dice.pick(moves);
}

/** A record to link as the primary one; none where no other would count as it. */
function linkOr(
  kind: 'companies' | 'leads',
  dice: Dice,
  { native }: Situation,
  ids: readonly string[],
): string | null {
  const links = listAt(objectAt(objectAt(native, 'associations'), kind), 'results');
  const linked = new Set(links.map((link) => (isJsonObject(link) ? link['id'] : undefined)));
  const isMarked = links.some((link) => isJsonObject(link) && primaryTypes.has(String(link['type'])));
  const mayBeNone = linked.size === 0 || (linked.size === 1 && isMarked);
  return dice.pick<string | null>(mayBeNone ? [...ids, null] : ids);
}
