import { isJsonObject, type JsonObject, type JsonValue } from '../../src/sandbox-kit/index.ts';
import { creation, deletion, edit, merge, renaming, restoration, silentEdit } from './common-changes.ts';
import { copyOf, nativeDeal, someDeal, type VendorChanges, type World } from './world.ts';

const day = 86_400_000;

const copied = [
  'dealstage',
  'amount',
  'hubspot_owner_id',
  'closedate',
  'dealtype',
  'hs_priority',
  'deal_currency_code',
  'description',
  'plan_tier',
];

function property(deal: JsonObject, name: string): JsonValue | undefined {
  const { properties } = deal;
  return isJsonObject(properties) ? properties[name] : undefined;
}

async function linked(world: World, kind: 'contacts' | 'companies'): Promise<string | undefined> {
  const { associations } = await nativeDeal(world, world.choices.pick(world.live));
  const part = isJsonObject(associations) ? associations[kind] : undefined;
  const results = isJsonObject(part) && Array.isArray(part['results']) ? part['results'] : [];
  const ids = results.filter(isJsonObject).map(({ id }) => String(id));
  return ids.length === 0 ? undefined : world.choices.pick(ids);
}

/** Sends a write as an app of the account does. */
async function send({ vendor }: World, method: string, path: string, body?: JsonValue): Promise<Response> {
  return fetch(`${vendor.baseUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${String(vendor.credentials['accessToken'])}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Links a contact or company, or takes one away, by the endpoints of associations. */
async function link(world: World, deal: string): Promise<string> {
  const { choices } = world;
  const kind = choices.pick(['contacts', 'companies'] as const);
  const other = await linked(world, kind);
  if (other === undefined) return 'nothing to link';
  const path = `/crm/v4/objects/deals/${deal}/associations`;
  const adds = choices.chance(0.6);
  // Five is a primary company.
  const primary = kind === 'companies' && choices.chance(0.5);
  const answer = primary
    ? await send(world, 'PUT', `${path}/companies/${other}`, [
        { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 5 },
      ])
    : adds
      ? await send(world, 'PUT', `${path}/default/${kind}/${other}`)
      : await send(world, 'DELETE', `${path}/${kind}/${other}`);
  return `${kind} ${other} ${primary ? 'primary' : adds ? 'added' : 'removed'}: ${answer.status}`;
}

const renamedOptions = ['plan_tier', 'hs_priority', 'needs_regions'];

/** Everything that happens in a HubSpot account. */
export const hubspotChanges: VendorChanges = {
  connector: 'hubspot',
  deals: { min: 102, max: 150 },
  manyDeals: { min: 300, max: 420 },
  pageSize: 100,
  deletionsShownMs: 90 * day,
  lags: [0, 300_000, 2_400_000, 2_400_000, 2_400_000],
  quietMs: 3 * 3_600_000,
  faults: ['leads-one-way', 'merge-makes-new'],
  changes: [
    edit('edit', 10, (world, id) => copyOf(world, copied, property)(id)),
    edit('rename deal', 6, ({ choices }) => ({ dealname: `Deal ${choices.integer(1, 9999)}` })),
    creation(4, async (world) => ({
      ...(await copyOf(world, copied, property)('')),
      ...(world.choices.chance(0.8) ? { dealname: `New ${world.choices.integer(1, 9999)}` } : {}),
    })),
    deletion(4, true),
    restoration(3, false),
    merge(2),
    silentEdit('link', 6, link),
    silentEdit('calculated', 3, async ({ vendor, choices }, id) => {
      const value = choices.integer(0, 40);
      await vendor.control.edit(id, { num_contacted_notes: String(value) });
      return `num_contacted_notes ${value}`;
    }),
    renaming(2, 'companies', ['companyName'], (world) => linked(world, 'companies')),
    renaming(1, 'options', ['customFields', 'priority'], async ({ vendor, choices, live }) => {
      const name = choices.pick(renamedOptions);
      const value = property((await vendor.control.truth(choices.pick(live))) ?? {}, name);
      const [option = ''] = typeof value === 'string' ? value.split(';') : [];
      return option === '' ? undefined : `${name}:${option}`;
    }),
    {
      name: 'edit a pipeline',
      weight: 0.4,
      async apply(world) {
        // Moves the change time of every deal.
        const id = property(await nativeDeal(world, world.choices.pick(world.live)), 'pipeline');
        const label = `Pipeline ${world.choices.integer(1, 999)}`;
        const answer = await send(world, 'PATCH', `/crm/v3/pipelines/deals/${String(id)}`, { label });
        return `${String(id)} to ${label}: ${answer.status}`;
      },
    },
    {
      name: 'batch at one instant',
      weight: 1,
      async apply(world) {
        const ids = Array.from({ length: 8 }, () => someDeal(world)).filter((id) => id !== undefined);
        for (const id of ids) await world.vendor.control.edit(id, { description: 'Month end' });
        return ids.join(' ');
      },
    },
  ],
};
