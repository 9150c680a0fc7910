import { z } from 'zod';
import { addressParts } from '../../../../connectors/pipedrive/sandbox/custom-fields.ts';
import { zoneNamed } from '../../../../connectors/pipedrive/sandbox/seed/time-zones.ts';
import type { JsonObject, JsonValue } from '../../../../src/model/json.ts';
import type { Dice } from '../../../mapping/write/worlds/dice.ts';
import { pipedriveMoves } from '../../../mapping/write/worlds/pipedrive-moves.ts';
import type { Account } from '../../../mapping/write/worlds/world.ts';
import type { LawVendor, LawWorld } from '../../../support/laws/law-vendor.ts';
import { lawsOverHttp } from '../../../support/laws/over-http.ts';

const Ids = z.object({ data: z.array(z.object({ id: z.int() })) });

const pipedrive: LawVendor = {
  id: 'pipedrive',
  currencies: ['EUR', 'USD', 'JPY'],
  moves: pipedriveMoves,
  async linkable(crm) {
    const ids = async (path: string): Promise<readonly string[]> =>
      Ids.parse((await crm.request({ method: 'GET', path, query: { limit: 8 } })).data).data.map(({ id }) =>
        String(id),
      );
    return {
      contacts: await ids('/api/v2/persons'),
      companies: await ids('/api/v2/organizations'),
      leads: [],
    };
  },
  isOpen: ({ status, is_archived: isArchived }) => status !== 'deleted' && isArchived !== true,
  customValues({ type, wire, refName, label }, dice, account) {
    if (type === 'reference') return dice.pick(referencesOf(account)[refName ?? ''] ?? []);
    if (type === 'money')
      return { value: dice.below(10_000_000) / 100, currency: dice.pick(account.currencies) };
    return wire === 'json' ? structured(label, dice) : undefined;
  },
};

function referencesOf({ lookups, companies, contacts }: Omit<Account, 'customValues'>) {
  const users = Object.keys(lookups['users'] ?? {});
  return { user: users, org: companies, people: contacts } as Readonly<Record<string, readonly string[]>>;
}

/** Values of the types that Pipedrive writes as objects, as it shows them. */
function structured(label: string, dice: Dice): JsonValue {
  const clock = (): string => new Date(dice.below(86_400) * 1000).toISOString().slice(11, 19);
  const zone = dice.pick(['Europe/Tallinn', 'Asia/Tokyo']);
  const where = zoneNamed(zone) ?? { timezone_id: 0, timezone_name: zone };
  switch (label) {
    case 'Service period':
      return { value: dice.day(), until: dice.day() };
    case 'Daily call':
      return { value: clock(), ...where };
    case 'Delivery window':
      return { value: clock(), until: clock(), ...where };
    default:
      return { ...noParts, value: dice.text(), locality: 'Tartu' };
  }
}

/** An address shows all its parts; one that is left out is null afterwards. */
const noParts: JsonObject = Object.fromEntries(addressParts.map((part) => [part, null]));

const world = {
  deals: 92,
  rounds: 4,
  creates: 30,
  overlays: ['expected-close-date', 'pipeline-labels'],
  listsContacts: true,
};
const worlds: readonly LawWorld[] = [
  { ...world, says: 'in Tallinn', seed: 21, faults: ['timezone=Europe/Tallinn'] },
  {
    ...world,
    says: 'in New York, the primary person stays',
    seed: 22,
    faults: ['timezone=America/New_York', 'primary-stays'],
  },
  {
    ...world,
    says: 'in Kiritimati',
    seed: 23,
    faults: ['timezone=Pacific/Kiritimati', 'stage-mismatch', 'create-status=201'],
  },
];

lawsOverHttp(pipedrive, worlds, 3500);
