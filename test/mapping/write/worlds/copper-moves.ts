import { customMove } from './custom-values.ts';
import type { Dice } from './dice.ts';
import {
  customMoves,
  pickRow,
  someContacts,
  type Account,
  type Move,
  type Moves,
  type Situation,
} from './world.ts';

export const statuses = { Open: '0', Won: '1', Lost: '2', Abandoned: '3' } as const;
export const priorities = ['None', 'Low', 'Medium', 'High'];

/** What can be written to an opportunity of Copper. */
export function copperMoves(account: Account): Moves {
  const { currencies } = account;
  return {
    title: (dice) => ({ given: { title: dice.text() } }),
    description: (dice) => ({ given: { description: dice.pick([null, dice.text()]) } }),
    stage: (dice) => stageMove(dice, account),
    status: (dice, situation) => statusMove(dice, situation, account),
    company: (dice, situation) => companyMove(dice, situation, account),
    contact: (dice, situation) => contactMove(dice, situation, account),
    money: (dice, { unified }) => {
      const isPaid = (unified?.monetaryAmount ?? null) !== null;
      const amount = dice.amount();
      return {
        given: dice.pick([
          { monetaryAmount: amount, currency: dice.pick(currencies) },
          { monetaryAmount: amount },
          { monetaryAmount: null },
          isPaid ? { currency: dice.pick(currencies) } : {},
        ]),
      };
    },
    probability: (dice) => ({ given: { winProbability: dice.pick([null, dice.below(101)]) } }),
    source: (dice) => {
      const [id, { name }] = pickRow(account, 'customerSources', dice);
      return dice.pick<Move>([
        { given: { sourceId: id } },
        { given: { leadSource: dice.spelled(String(name)) }, reads: { leadSource: name ?? null } },
        { given: { sourceId: id, leadSource: name ?? null } },
        { given: { sourceId: null } },
      ]);
    },
    owner: (dice) => ({ given: { ownerId: dice.pick([pickRow(account, 'users', dice)[0], null]) } }),
    priority: (dice, { unified }) => {
      const priority = dice.pick([...priorities, null]);
      if (priority !== null) return { given: { priority: dice.spelled(priority) }, reads: { priority } };
      // Where there is none, there is nothing to take away.
      return { given: { priority }, reads: { priority: unified?.priority === null ? null : 'None' } };
    },
    tags: (dice) => {
      const tags = dice.some(['Pumps', 'süd', 'NEW', 'a;b', 'Λόγος']);
      return {
        given: { tags: dice.pick([tags, [...tags, ...tags]]) },
        reads: { tags: tags.map((tag) => tag.toLowerCase()) },
      };
    },
    ...customMoves(account, customMove),
  };
}

function stageMove(dice: Dice, account: Account): Move {
  const [stage, { pipeline_id: pipeline }] = pickRow(account, 'stages', dice);
  return {
    given: { pipelineStageId: stage, ...(dice.chance(0.4) ? { pipelineId: String(pipeline) } : {}) },
  };
}

function statusMove(dice: Dice, { unified }: Situation, account: Account): Move {
  const status = dice.pick(['Open', 'Won', 'Lost', 'Abandoned'] as const);
  const isSaid = dice.chance(0.7) || unified === undefined;
  const after = isSaid ? status : (unified.status ?? 'Open');
  const code = statuses[status];
  const said = dice.pick([{ status }, { statusId: code }, { status, statusId: code }]);
  const [reason, row] = pickRow(account, 'lossReasons', dice);
  const name = String(row['name']);
  const lost = dice.pick([
    {},
    { given: { lossReasonId: reason } },
    { given: { lossReason: dice.spelled(name) }, reads: { lossReason: name } },
    { given: { lossReasonId: reason, lossReason: name } },
    { given: { lossReason: null } },
  ]);
  const day = dice.day();
  const closed = dice.pick([
    {},
    { closeDate: day },
    { closeDate: day, 'customMappings.expectedCloseDate': day },
    { 'customMappings.expectedCloseDate': day },
  ]);
  const isClosed = after !== 'Open';
  return {
    given: {
      ...(isSaid ? said : {}),
      ...(after === 'Lost' ? lost.given : {}),
      ...(isClosed ? closed : dice.pick([{}, { 'customMappings.expectedCloseDate': day }])),
    },
    ...(after === 'Lost' && lost.reads !== undefined ? { reads: lost.reads } : {}),
  };
}

function companyMove(dice: Dice, { unified }: Situation, { companies }: Account): Move {
  const isAlone = (unified?.companyId ?? null) === null;
  return dice.pick<Move>([
    { given: { companyId: dice.pick(companies) } },
    { given: { companyId: null } },
    { given: { companyId: null, companyName: 'A name of its own' } },
    { given: isAlone ? { companyName: dice.pick(['A name of its own', null]) } : {} },
  ]);
}

function contactMove(dice: Dice, situation: Situation, account: Account): Move {
  const { contacts, listsContacts } = account;
  const id = dice.pick([...contacts, null]);
  const alone = [{ contactId: id }, { primaryContactId: id }, { contactId: id, primaryContactId: id }];
  const list = someContacts(dice, situation, account);
  const head = dice.pick([list[0] ?? null, dice.pick([...list, null]) ?? list[0] ?? null]);
  const lists = [{ contactIds: list }, { contactIds: list, primaryContactId: head }];
  return { given: dice.pick(listsContacts ? [...alone, ...lists, ...lists] : alone) };
}
