import { customMove } from './custom-values.ts';
import type { Dice } from './dice.ts';
import {
  customMoves,
  moneyMove,
  pickRow,
  someContacts,
  type Account,
  type Move,
  type Moves,
  type Situation,
} from './world.ts';

/** What can be written to a deal of Pipedrive. */
export function pipedriveMoves(account: Account): Moves {
  return {
    title: (dice) => ({ given: { title: dice.text() } }),
    stage: (dice) => stageMove(dice, account),
    status: (dice, situation) => statusMove(dice, situation, account),
    contacts: (dice, situation) => contactsMove(dice, situation, account),
    company: (dice) => ({ given: { companyId: dice.pick([...account.companies, null]) } }),
    money: (dice) => moneyMove(dice, account),
    probability: (dice) => ({ given: { winProbability: dice.below(101) } }),
    owner: (dice) => ({ given: { ownerId: pickRow(account, 'users', dice)[0] } }),
    tags: (dice) => {
      const some = dice.some(Object.entries(account.lookups['labels'] ?? {}), 3);
      const labels = some.map(([, { label }]) => String(label));
      const given = some.map(([id], index) => (dice.chance(0.3) ? id : dice.spelled(labels[index] ?? id)));
      return { given: { tags: given }, reads: { tags: labels } };
    },
    forecast: (dice) => ({ given: { 'customMappings.expectedCloseDate': dice.pick([null, dice.day()]) } }),
    ...customMoves(account, customMove),
  };
}

function stageMove(dice: Dice, account: Account): Move {
  const [stage, { pipeline_id: pipeline }] = pickRow(account, 'stages', dice);
  const pipelineId = String(pipeline);
  if (dice.chance(0.2)) return { given: { pipelineId } };
  return { given: { pipelineStageId: stage, ...(dice.chance(0.4) ? { pipelineId } : {}) } };
}

/** A deleted deal is not brought back by a status. */
function statusMove(dice: Dice, { unified }: Situation, account: Account): Move | undefined {
  if (unified?.deleted === true) return undefined;
  const status = dice.pick(['Open', 'Won', 'Lost'] as const);
  const isSaid = unified === undefined || dice.chance(0.7);
  const after = isSaid ? status : unified.status;
  const code = status.toLowerCase();
  const said = dice.pick([{ status }, { statusId: code }, { status, statusId: code }]);
  const [, row] = pickRow(account, 'lostReasons', dice);
  const [id, label] = [String(row['id']), String(row['label'])];
  const lost = dice.pick<Partial<Move>>([
    {},
    { given: { lossReason: ' Silence  ' }, reads: { lossReason: 'Silence' } },
    { given: { lossReasonId: id } },
    { given: { lossReasonId: id, lossReason: label } },
    { given: { lossReason: null } },
  ]);
  const closed = dice.pick([{}, { closeDate: dice.day() }]);
  return {
    given: {
      ...(isSaid ? said : {}),
      ...(after === 'Lost' ? lost.given : {}),
      ...(after === 'Lost' || after === 'Won' ? closed : {}),
    },
    ...(after === 'Lost' && lost.reads !== undefined ? { reads: lost.reads } : {}),
  };
}

function contactsMove(dice: Dice, situation: Situation, account: Account): Move {
  const { contacts } = account;
  const list = someContacts(dice, situation, account);
  const head = list[0] ?? null;
  const one = dice.pick([...contacts, null]);
  return dice.pick<Move>([
    { given: { contactIds: list } },
    { given: { contactIds: list, primaryContactId: dice.pick([head, dice.pick([...list, head])]) } },
    { given: { contactId: one } },
    { given: { primaryContactId: one } },
    { given: { primaryContactId: one, contactId: one } },
  ]);
}
