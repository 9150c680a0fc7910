import type { JsonObject, JsonValue } from '../../src/sandbox-kit/index.ts';
import { creation, deletion, edit, renaming, silentEdit } from './common-changes.ts';
import { copyOf, nativeDeal, someDeal, type VendorChanges, type World } from './world.ts';

const copied = [
  'pipeline_stage_id',
  'monetary_value',
  'assignee_id',
  'company_id',
  'primary_contact_id',
  'customer_source_id',
  'close_date',
  'priority',
  'details',
  'tags',
  'status',
  'win_probability',
];

/** A stage brings its pipeline along. */
const member = (deal: JsonObject, name: string): JsonValue | undefined => deal[name];

async function edited(world: World, id: string): Promise<JsonObject> {
  const { pipeline_stage_id: stage, ...rest } = await copyOf(world, copied, member)(id);
  if (stage === undefined || stage === null) return rest;
  const model = await nativeDeal(world, world.choices.pick(world.live));
  const { pipeline_id, pipeline_stage_id } = model;
  return pipeline_stage_id === null || pipeline_stage_id === undefined
    ? rest
    : { ...rest, pipeline_id: pipeline_id ?? null, pipeline_stage_id };
}

async function reference(world: World, name: string): Promise<string | undefined> {
  const value = (await nativeDeal(world, world.choices.pick(world.live)))[name];
  return typeof value === 'number' ? String(value) : undefined;
}

async function relate({ vendor, choices }: World, id: string, contact: string): Promise<string> {
  const { credentials, baseUrl } = vendor;
  const method = choices.chance(0.6) ? 'POST' : 'DELETE';
  const answer = await fetch(`${baseUrl}/opportunities/${id}/related`, {
    method,
    headers: {
      'content-type': 'application/json',
      'x-pw-accesstoken': String(credentials['apiKey']),
      'x-pw-application': 'developer_api',
      'x-pw-useremail': String(credentials['userEmail']),
    },
    body: JSON.stringify({ resource: { id: Number(contact), type: 'person' } }),
  });
  return `${method} person ${contact}: ${answer.status}`;
}

/** Everything that happens in a Copper account. */
export const copperChanges: VendorChanges = {
  connector: 'copper',
  deals: { min: 203, max: 280 },
  manyDeals: { min: 430, max: 650 },
  pageSize: 200,
  deletionsShownMs: 0,
  lags: [0, 240_000, 240_000, 240_000],
  quietMs: 3 * 3_600_000,
  faults: ['shuffle-ties', 'no-total', 'plain-numbers'],
  changes: [
    edit('edit', 10, edited),
    edit('rename deal', 6, ({ choices }) => ({ name: `Deal ${choices.integer(1, 9999)}` })),
    edit('interaction', 3, ({ choices }) => ({ interaction_count: choices.integer(0, 50) })),
    creation(4, async ({ choices }) => ({ name: `New ${choices.integer(1, 9999)}` })),
    deletion(4, false),
    silentEdit('relate', 3, async (world, id) => {
      const contact = await reference(world, 'primary_contact_id');
      return contact === undefined ? undefined : relate(world, id, contact);
    }),
    renaming(1, 'stages', ['customMappings'], (world) => reference(world, 'pipeline_stage_id')),
    renaming(1, 'customerSources', ['leadSource'], (world) => reference(world, 'customer_source_id')),
    renaming(1, 'lossReasons', ['lossReason'], (world) => reference(world, 'loss_reason_id')),
    {
      name: 'batch in one second',
      weight: 1,
      async apply(world) {
        const ids = Array.from({ length: 8 }, () => someDeal(world)).filter((id) => id !== undefined);
        for (const id of ids) await world.vendor.control.edit(id, { details: 'Month end' });
        return ids.join(' ');
      },
    },
  ],
};
