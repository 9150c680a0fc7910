import { expect, test } from 'vitest';
import { z } from 'zod';
import type { RawOpportunity } from '../../../../src/index.ts';
import type { JsonObject } from '../../../../src/model/json.ts';
import { copperMoves } from '../../../mapping/write/worlds/copper-moves.ts';
import type { LawVendor, LawWorld } from '../../../support/laws/law-vendor.ts';
import { openLawAccount } from '../../../support/laws/open-law-account.ts';
import { lawsOverHttp } from '../../../support/laws/over-http.ts';

function isOfToday(native: JsonObject): boolean {
  return native['date_stage_changed'] !== undefined;
}

const Rows = z.array(z.looseObject({ id: z.int() }));

const copper: LawVendor = {
  id: 'copper',
  currencies: ['USD', 'EUR', 'JPY', 'CHF'],
  moves: copperMoves,
  // One of long ago gets with its first write what came later: see below.
  isOpen: isOfToday,
  async linkable(crm) {
    const ids = async (kind: string): Promise<readonly string[]> => {
      const body = { page_size: 40 };
      const { data } = await crm.request({ method: 'POST', path: `/${kind}/search`, body, readOnly: true });
      return Rows.parse(data).map(({ id }) => String(id));
    };
    return { contacts: await ids('people'), companies: await ids('companies'), leads: [] };
  },
};

const usual = ['expected-close-date', 'pipeline-labels'];
const usualWorld: LawWorld = {
  says: 'in Berlin',
  seed: 1,
  deals: 120,
  rounds: 5,
  creates: 40,
  faults: ['unit-writable'],
  overlays: usual,
  listsContacts: false,
  timezone: 'Europe/Berlin',
};
const worlds: readonly LawWorld[] = [
  usualWorld,
  {
    says: 'in Kathmandu, days before months',
    seed: 2,
    deals: 90,
    rounds: 4,
    creates: 20,
    faults: ['unit-writable', 'day-first'],
    overlays: ['day-first-dates', ...usual],
    listsContacts: false,
    timezone: 'Asia/Kathmandu',
  },
  {
    says: 'in Auckland, with related contacts',
    seed: 3,
    deals: 40,
    rounds: 4,
    creates: 20,
    faults: ['unit-writable'],
    overlays: ['related-contacts', ...usual],
    listsContacts: true,
    timezone: 'Pacific/Auckland',
  },
];

lawsOverHttp(copper, worlds, 3500);

test('an opportunity of long ago keeps all that it showed when it is written for the first time', async () => {
  await using opened = await openLawAccount(copper, { ...usualWorld, seed: 4, deals: 500 });
  const { opportunities } = opened.crm;
  const old: RawOpportunity[] = [];
  for await (const one of opportunities.list({ raw: true })) if (!isOfToday(one.native.body)) old.push(one);

  const name = 'Written at last';
  await opportunities.updateMany(old.map(({ native: { id } }) => ({ id, changes: { title: name } })));

  expect(old.length).toBeGreaterThan(5);
  for (const { opportunity, native } of old) {
    const after = await opportunities.get(native.id, { raw: true });
    const { custom_fields: _values, date_modified: _time, ...kept } = native.body;
    expect(after?.native.body).toMatchObject({ ...kept, name });
    expect(after?.opportunity.customFields).toEqual(
      expect.arrayContaining([...(opportunity.customFields ?? [])].filter(({ value }) => value !== null)),
    );
  }
});
