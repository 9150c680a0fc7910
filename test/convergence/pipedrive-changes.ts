import type { JsonObject, JsonValue } from '../../src/sandbox-kit/index.ts';
import { creation, deletion, edit, merge, renaming, restoration, silentEdit } from './common-changes.ts';
import { copyOf, nativeDeal, someDeal, type VendorChanges, type World } from './world.ts';

const copied = ['stage_id', 'value', 'owner_id', 'org_id', 'person_id', 'label_ids', 'expected_close_date'];

const member = (deal: JsonObject, name: string): JsonValue | undefined => deal[name];

async function reference(world: World, name: string): Promise<string | undefined> {
  const value = (await nativeDeal(world, world.choices.pick(world.live)))[name];
  const one = Array.isArray(value) ? value[0] : value;
  return typeof one === 'number' ? String(one) : undefined;
}

async function persons(world: World): Promise<JsonValue[]> {
  const found: JsonValue[] = [];
  for (let count = world.choices.integer(0, 3); count > 0; count -= 1) {
    const id = await reference(world, 'person_id');
    if (id !== undefined) found.push(Number(id));
  }
  return found;
}

/** Everything that happens in a Pipedrive company. */
export const pipedriveChanges: VendorChanges = {
  connector: 'pipedrive',
  deals: { min: 40, max: 90 },
  manyDeals: { min: 505, max: 560 },
  pageSize: 500,
  deletionsShownMs: 30 * 86_400_000,
  lags: [0],
  quietMs: 3 * 3_600_000,
  faults: [],
  changes: [
    edit('edit', 10, (world, id) => copyOf(world, copied, member)(id)),
    edit('rename deal', 5, ({ choices }) => ({ title: `Deal ${choices.integer(1, 9999)}` })),
    edit('close', 4, ({ choices }) =>
      choices.pick<JsonObject>([
        { status: 'won' },
        { status: 'open' },
        { status: 'lost', lost_reason: `Reason ${choices.integer(1, 9)}` },
      ]),
    ),
    edit('archive', 5, ({ choices }) => ({ is_archived: choices.chance(0.6) })),
    edit('participants', 3, async (world) => ({ participants: await persons(world) })),
    creation(4, async (world) => ({
      ...(await copyOf(world, copied, member)('')),
      title: `New ${world.choices.integer(1, 9999)}`,
    })),
    deletion(4, true),
    restoration(3, true),
    merge(2),
    silentEdit('counters', 4, async ({ vendor, choices }, id) => {
      const changes = choices.pick<JsonObject>([
        { activities_count: choices.integer(0, 30), done_activities_count: 0 },
        { email_messages_count: choices.integer(0, 30) },
        { notes_count: choices.integer(0, 30) },
      ]);
      await vendor.control.edit(id, changes);
      return JSON.stringify(changes);
    }),
    silentEdit('silent participants', 3, async (world, id) => {
      const { control } = world.vendor;
      control.fault('silent-participants');
      const participants = await persons(world);
      await control.edit(id, { participants });
      control.clearFaults();
      return JSON.stringify(participants);
    }),
    renaming(2, 'organizations', ['companyName'], (world) => reference(world, 'org_id')),
    renaming(1, 'stages', ['customMappings'], (world) => reference(world, 'stage_id')),
    renaming(1, 'options', ['tags'], async (world) => {
      const id = await reference(world, 'label_ids');
      return id === undefined ? undefined : `label_ids:${id}`;
    }),
    {
      name: 'batch in one second',
      weight: 1,
      async apply(world) {
        const ids = Array.from({ length: 8 }, () => someDeal(world)).filter((id) => id !== undefined);
        for (const id of ids) await world.vendor.control.edit(id, { probability: 50 });
        return ids.join(' ');
      },
    },
  ],
};
