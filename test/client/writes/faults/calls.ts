import type { WriteOutcome } from '../../../../src/client/writes/index.ts';
import type { EmulatedName } from '../../../support/emulated-vendor.ts';
import type { FaultyAccount } from './faulty-account.ts';

/** A write that meets faults, and what it comes to where it is carried out. */
export interface Call {
  readonly name: string;
  readonly done: WriteOutcome;
  /** False where the vendor would make a second record of the first request. */
  readonly mayRepeatFirst: boolean;
  /** Makes the record that the call is about; '' where there is none before it. */
  prepare(account: FaultyAccount): Promise<string>;
  run(account: FaultyAccount, id: string): Promise<unknown>;
}

/** A custom field that an upsert goes by, and a value for each record. HubSpot keeps its own unique. */
export const keys: Readonly<Record<EmulatedName, { field: string; value(of: number): string | number }>> = {
  copper: { field: 'Seats factor', value: (of) => 1000 + of },
  hubspot: { field: 'ERP reference', value: (of) => `E-${of}` },
  pipedrive: { field: 'PO number', value: (of) => `PO-${of}` },
};

/** The id in a result that is no dry run. */
export function idOf(result: object): string {
  return String(Reflect.get(result, 'id') ?? '');
}

async function before({ crm, contacts: [a = '', b = ''], companies: [x = ''] }: FaultyAccount) {
  const made = await crm.opportunities.create({
    title: 'Before',
    monetaryAmount: 1,
    primaryContactId: a,
    contactIds: [a, b],
    companyId: x,
  });
  return idOf(made);
}

const create: Call = {
  name: 'create',
  done: 'created',
  mayRepeatFirst: false,
  prepare: async () => '',
  run: ({ crm, contacts: [a = '', b = '', c = ''], companies: [x = ''] }) =>
    crm.opportunities.create({
      title: 'New',
      monetaryAmount: 10.5,
      primaryContactId: a,
      contactIds: [a, b, c],
      companyId: x,
    }),
};

const update: Call = {
  name: 'update',
  done: 'updated',
  mayRepeatFirst: true,
  prepare: before,
  run: ({ crm, contacts: [a = '', , c = '', d = ''], companies: [, y = ''] }, id) =>
    crm.opportunities.update(id, {
      title: 'Changed',
      monetaryAmount: 20.25,
      contactIds: [a, c, d],
      companyId: y,
    }),
};

const remove: Call = {
  name: 'delete',
  done: 'deleted',
  mayRepeatFirst: true,
  prepare: before,
  run: ({ crm }, id) => crm.opportunities.delete(id),
};

/** By a key that none has, and by one that a record has. */
function upserts(id: EmulatedName): readonly Call[] {
  const { field, value } = keys[id];
  let turn = 0;
  const upsert = ({ crm, contacts: [a = '', b = ''] }: FaultyAccount, title: string) =>
    crm.opportunities.upsert(
      // HubSpot's own upsert takes no links.
      {
        title,
        monetaryAmount: 10.5,
        ...(id === 'hubspot' ? {} : { primaryContactId: a, contactIds: [a, b] }),
      },
      { key: { field, value: value(turn) } },
    );
  return [
    {
      name: 'upsert of a new record',
      done: 'created',
      mayRepeatFirst: id === 'hubspot',
      prepare: async () => {
        turn += 1;
        return '';
      },
      run: (account) => upsert(account, 'New'),
    },
    {
      name: 'upsert of a known record',
      done: 'updated',
      mayRepeatFirst: true,
      prepare: async (account) => {
        turn += 1;
        return idOf(await upsert(account, 'Before'));
      },
      run: (account) => upsert(account, 'Changed'),
    },
  ];
}

/** A company that is linked becomes the primary one. No write of the bundled mapping takes that place away. */
const promotion: Call = {
  name: 'update that makes another company the primary one',
  done: 'updated',
  mayRepeatFirst: true,
  async prepare(account) {
    const id = await before(account);
    const path = `/crm/objects/2026-09/deals/${id}/associations/default/companies/${account.companies[1] ?? ''}`;
    await account.crm.request({ method: 'PUT', path });
    return id;
  },
  run: ({ crm, companies: [, y = ''] }, id) => crm.opportunities.update(id, { companyId: y }),
};

/** One request takes the company away, and another one names one that has no id. */
const naming: Call = {
  name: 'update that names a company without an id',
  done: 'updated',
  mayRepeatFirst: true,
  prepare: before,
  run: ({ crm }, id) => crm.opportunities.update(id, { companyId: null, companyName: 'Nobody & Sons' }),
};

/** A label of the account's own goes from one linked contact to another, and with a third one that is new. */
export const labellings: readonly Call[] = [
  {
    name: 'update that gives the label of one contact to another',
    done: 'updated',
    mayRepeatFirst: true,
    prepare: before,
    run: ({ crm, contacts: [, b = ''] }, id) => crm.opportunities.update(id, { primaryContactId: b }),
  },
  {
    name: 'update that links a contact with the label',
    done: 'updated',
    mayRepeatFirst: true,
    prepare: before,
    run: ({ crm, contacts: [, b = '', c = ''] }, id) =>
      crm.opportunities.update(id, { primaryContactId: c, contactIds: [b, c] }),
  },
];

/** Upserts of one list have keys of their own: one list for one account. */
export function callsOf(id: EmulatedName): readonly Call[] {
  const own = { copper: [naming], hubspot: [promotion], pipedrive: [] }[id];
  return [create, update, remove, ...upserts(id), ...own];
}
