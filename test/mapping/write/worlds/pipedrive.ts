import type { CustomFieldDefinition } from '../../../../src/connector-kit/resource.ts';
import type { JsonObject, JsonValue } from '../../../../src/model/json.ts';
import { dateInZone } from '../../../../src/model/zoned-date.ts';
import { rawCustomValue } from './custom-values.ts';
import type { Dice } from './dice.ts';
import { pipedriveMoves } from './pipedrive-moves.ts';
import { merge, type Account, type World } from './world.ts';

const catalogue: readonly CustomFieldDefinition[] = [
  { key: 'aa10c2', label: 'Order number', type: 'text', wire: 'text', longest: 255 },
  { key: 'ab10c2', label: 'Notes', type: 'text', wire: 'text', longest: 65_535 },
  { key: 'ac10c2', label: 'Seats', type: 'number', wire: 'int' },
  { key: 'ad10c2', label: 'Length', type: 'number', wire: 'number' },
  { key: 'ae10c2', label: 'Signed', type: 'boolean', wire: 'bool' },
  { key: 'af10c2', label: 'Budget', type: 'money', wire: 'json' },
  { key: 'ba10c2', label: 'Go-live', type: 'date', wire: 'date' },
  { key: 'bb10c2', label: 'Tier', type: 'option', wire: 'id', options: { '31': 'Gold', '32': 'Silver' } },
  {
    key: 'bc10c2',
    label: 'Regions',
    type: 'options',
    wire: 'id',
    options: { '41': 'EU', '42': 'APAC', '43': 'LATAM' },
  },
  { key: 'bd10c2', label: 'Engineer', type: 'reference', wire: 'id', refName: 'user' },
  { key: 'be10c2', label: 'Contract', type: 'unknown', wire: 'json' },
  { key: 'bf10c2', label: 'order NUMBER', type: 'text', wire: 'text' },
];

const stages: Readonly<Record<string, JsonObject>> = {
  '21': { name: 'Proposal', pipeline_id: 3, deal_probability: 35 },
  '22': { name: 'Talk', pipeline_id: 3, deal_probability: 60 },
  '31': { name: 'Proposal', pipeline_id: 4, deal_probability: null },
};

function record(dice: Dice): JsonObject {
  const status = dice.pick(['open', 'open', 'won', 'lost', 'deleted', 'paused']);
  const stage = dice.pick(Object.keys(stages));
  const closed = status === 'won' || status === 'lost' ? dice.instant() : null;
  const person = dice.pick([null, 930, 928]);
  const others = dice.some([928, 944, 1001]);
  const known = [...new Set([...(person === null ? [] : [person]), ...others])];
  const isAsked = known.length > 1 || dice.chance(0.2);
  return {
    id: 5000 + dice.below(1000),
    title: dice.pick(['', dice.text()]),
    creator_user_id: 8802,
    owner_id: dice.pick([8801, 999]),
    value: dice.pick([null, 0, dice.amount()]),
    currency: dice.pick(['EUR', 'usd', 'PTS']),
    person_id: person,
    org_id: dice.pick([null, 611]),
    pipeline_id: stages[stage]?.['pipeline_id'] ?? null,
    stage_id: dice.pick([Number(stage), 99]),
    probability: dice.pick([null, 0, 60]),
    status,
    lost_reason:
      status === 'lost'
        ? dice.pick([null, 'Budget frozen', ' no   ANSWER ', 'Silence'])
        : dice.pick([null, 'old']),
    add_time: '2026-02-11T07:30:05Z',
    update_time: dice.pick([null, '2026-05-20T16:00:44Z']),
    stage_change_time: null,
    close_time: closed,
    expected_close_date: dice.pick([null, dice.day()]),
    label_ids: dice.some([7, 9, 999]),
    is_deleted: dice.chance(0.05),
    origin: 'ManuallyCreated',
    channel: dice.pick([null, 44]),
    ...(isAsked ? { participants: known.map((id) => ({ person_id: id })) } : {}),
    custom_fields: Object.fromEntries([
      ...dice
        .some(catalogue)
        .map((definition) => [definition.key, rawCustomValue(definition, dice, 'number')] as const),
      ...(dice.chance(0.1) ? [['dead00', { a: 1 }] as const] : []),
    ]),
  };
}

function settle(before: JsonObject | undefined, patch: JsonObject, zone: string): JsonObject {
  const after = merge(before, patch);
  after['id'] ??= 1;
  after['status'] ??= 'open';
  const { status, pipeline_id: pipeline } = after;
  // A deal that is moved to another pipeline begins with its first stage.
  if (
    pipeline !== before?.['pipeline_id'] &&
    patch['stage_id'] === undefined &&
    patch['pipeline_id'] !== undefined
  )
    after['stage_id'] = Number(Object.keys(stages).find((key) => stages[key]?.['pipeline_id'] === pipeline));
  const isClosed = status === 'won' || status === 'lost';
  if (
    patch['status'] !== undefined &&
    patch['status'] !== before?.['status'] &&
    patch['close_time'] === undefined
  )
    after['close_time'] = isClosed ? '2026-11-26T10:00:00Z' : null;
  if (status !== 'lost' && patch['status'] !== undefined) after['lost_reason'] = null;
  if (!isClosed && patch['status'] !== undefined) after['close_time'] = null;
  const closed: JsonValue = after['close_time'] ?? null;
  after['local_close_date'] = typeof closed === 'string' ? (dateInZone(zone)?.(closed) ?? null) : null;
  return after;
}

const account: Account = {
  catalogue,
  currencies: ['EUR', 'USD', 'SEK'],
  contacts: ['928', '930', '944', '1001'],
  companies: ['611', '612'],
  leads: [],
  listsContacts: true,
  lookups: {
    stages,
    pipelines: { '3': { name: 'New business' }, '4': { name: 'Partners' } },
    labels: { '7': { label: 'Key account' }, '9': { label: 'Renewal' }, '11': { label: 'süd' } },
    channels: { '44': { label: 'Trade fair' } },
    origins: { ManuallyCreated: { label: 'Manually created' } },
    lostReasons: {
      'Budget frozen': { id: '61', label: 'Budget frozen' },
      'No answer': { id: '62', label: 'No answer' },
    },
    users: { '8801': { name: 'Ana' }, '8802': { name: 'Bo' } },
    orgs: { '611': { name: 'Lõuna' } },
  },
};

export const pipedrive: World = {
  ...account,
  vendor: 'pipedrive',
  overlays: ['expected-close-date', 'pipeline-labels'],
  record,
  moves: pipedriveMoves(account),
  settle,
};
