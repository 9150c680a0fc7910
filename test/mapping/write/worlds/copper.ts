import type { CustomFieldDefinition } from '../../../../src/connector-kit/resource.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/model/json.ts';
import { copperMoves, priorities, statuses } from './copper-moves.ts';
import { rawCustomValue } from './custom-values.ts';
import type { Dice } from './dice.ts';
import { listAt, merge, type Account, type World } from './world.ts';

const catalogue: readonly CustomFieldDefinition[] = [
  { key: '7001', label: 'Region', type: 'text', wire: 'text', longest: 255 },
  { key: '7002', label: 'Notes', type: 'text', wire: 'text' },
  { key: '7003', label: 'Site', type: 'url', wire: 'text' },
  { key: '7004', label: 'Tier', type: 'option', wire: 'id', options: { '71': 'Gold', '72': 'Silver' } },
  {
    key: '7005',
    label: 'Parts',
    type: 'options',
    wire: 'id',
    options: { '81': 'Pump', '82': 'Valve', '83': 'Pipe' },
    clear: [],
  },
  { key: '7006', label: 'Go-live', type: 'date', wire: 'unix-day' },
  { key: '7007', label: 'Signed', type: 'boolean', wire: 'bool', nullable: false },
  { key: '7008', label: 'Length', type: 'number', wire: 'number' },
  { key: '7009', label: 'Discount', type: 'percent', wire: 'number', whole: true },
  { key: '7010', label: 'Fee', type: 'money', wire: 'number', description: 'Amounts in EUR' },
  { key: '7011', label: 'Plant', type: 'reference', wire: 'json', refName: 'company', access: 'read' },
  { key: '7012', label: 'Odd', type: 'unknown', wire: 'json', access: 'read' },
  // Two fields of one label: only the id tells them apart.
  { key: '7013', label: 'region ', type: 'text', wire: 'text' },
];

const stages: Readonly<Record<string, JsonObject>> = {
  '9101': { name: 'Contact', win_probability: 10, pipeline_id: '9100' },
  '9103': { name: 'Offer', win_probability: 35, pipeline_id: '9100' },
  '9201': { name: 'Contact', win_probability: 20, pipeline_id: '9200' },
};

function record(dice: Dice): JsonObject {
  const stage = dice.pick(Object.keys(stages));
  const company = dice.pick([null, 61, 62]);
  const value = dice.pick([null, 0, 84_200.55, dice.amount()]);
  const [year, month, day] = dice.day().split('-').map(Number);
  return {
    id: 27_000 + dice.below(1000),
    name: dice.text(),
    details: dice.pick([null, '', dice.text()]),
    assignee_id: dice.pick([null, 440_017, 999]),
    primary_contact_id: dice.pick([null, 83_000_451, 7]),
    company_id: company,
    company_name: company === null ? dice.pick([null, 'Nobody & Sons']) : `Company ${company}`,
    customer_source_id: dice.pick([null, 5511, 5999]),
    loss_reason_id: dice.pick([null, 6611, 6999]),
    pipeline_id: Number(stages[stage]?.['pipeline_id']),
    pipeline_stage_id: dice.pick([Number(stage), 9999]),
    priority: dice.pick([...priorities, null, 'Urgent']),
    status: dice.pick(Object.keys(statuses)),
    close_date: dice.pick([null, `${month ?? 1}/${day ?? 1}/${year ?? 2026}`]),
    monetary_value: value,
    monetary_unit: value === null ? null : dice.pick(['EUR', 'JPY', null]),
    win_probability: dice.pick([null, 0, 35, 100]),
    interaction_count: dice.below(9),
    tags: dice.some(['pumps', 'süd', 'a;b', 'pumps']),
    date_stage_changed: 1_700_000_000,
    date_created: 1_600_000_000,
    date_modified: 1_700_000_500,
    custom_fields: [
      ...dice.some(catalogue).map((definition) => ({
        custom_field_definition_id: Number(definition.key),
        value: rawCustomValue(definition, dice, 'number'),
      })),
      ...(dice.chance(0.1) ? [{ custom_field_definition_id: 7999, value: 'of a field that is gone' }] : []),
    ],
  };
}

function settle(before: JsonObject | undefined, patch: JsonObject): JsonObject {
  const { custom_fields: _written, ...fields } = patch;
  const after = merge(before, fields);
  after['id'] ??= 1;
  const stage = stages[String(patch['pipeline_stage_id'])];
  if (stage !== undefined && patch['win_probability'] === undefined)
    after['win_probability'] = stage['win_probability'] ?? null;
  const company = patch['company_id'];
  if (company !== undefined && patch['company_name'] === undefined)
    after['company_name'] = company === null ? null : `Company ${JSON.stringify(company)}`;
  const written = new Map(listAt(patch, 'custom_fields').map((entry) => [keyOf(entry), entry]));
  const others = listAt(before, 'custom_fields').filter((entry) => !written.has(keyOf(entry)));
  return { ...after, custom_fields: [...others, ...written.values()] };
}

function keyOf(entry: JsonValue): JsonValue {
  return isJsonObject(entry) ? (entry['custom_field_definition_id'] ?? null) : null;
}

const account: Account = {
  catalogue,
  currencies: ['EUR', 'CHF', 'SEK'],
  contacts: ['83000451', '83000452', '0'],
  companies: ['61', '62'],
  leads: [],
  listsContacts: false,
  lookups: {
    customerSources: { '5511': { name: 'Messe Hannover' }, '5512': { name: 'Web' } },
    lossReasons: { '6611': { name: 'Price' }, '6612': { name: 'Timing' } },
    pipelines: { '9100': { name: 'Sales' }, '9200': { name: 'Partners' } },
    stages,
    users: { '440017': { name: 'Ana Lindqvist' }, '440018': { name: 'Bo' } },
  },
};

export const copper: World = {
  ...account,
  vendor: 'copper',
  overlays: ['expected-close-date', 'pipeline-labels'],
  record,
  moves: copperMoves(account),
  settle,
};
