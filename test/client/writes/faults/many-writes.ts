import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BulkItemResult } from '../../../../src/index.ts';
import type { EmulatedName } from '../../../support/emulated-vendor.ts';
import { mainFaultKinds } from './fault-kinds.ts';
import { idOf, keys } from './calls.ts';
import { openFaultyAccount, type FaultyAccount, type State } from './faulty-account.ts';

const items = ['first', 'second', 'third'] as const;

/** What became of one item at the vendor, beside what it was before. */
interface Fate {
  readonly before: State;
  readonly wanted: State;
  readonly now: State;
}

/** True where an outcome is how it is at the vendor. */
function isTrue({ outcome, error }: BulkItemResult, { before, wanted, now }: Fate): boolean {
  const isAs = (state: State) => JSON.stringify(now) === JSON.stringify(state);
  switch (outcome) {
    case 'created':
      return before === undefined && isAs(wanted);
    case 'updated':
      return before !== undefined && isAs(wanted);
    case 'deleted':
      return before !== undefined && now === undefined;
    case 'ambiguous':
      return error !== undefined && (isAs(before) || isAs(wanted));
    case 'failed':
    case 'not-tried':
      return error !== undefined && isAs(before);
    // Each record is there, and as none of them shall be: this call has to do something.
    case 'already-gone':
    case 'unchanged':
    case 'refused':
    case 'planned':
      return false;
  }
}

function inputOf({ contacts: [a = ''], companies: [x = ''] }: FaultyAccount, title: string) {
  return { title, monetaryAmount: 7.25, primaryContactId: a, contactIds: [a], companyId: x };
}

function wantedOf(account: FaultyAccount, title: string): State {
  const { monetaryAmount, contactIds, companyId } = inputOf(account, title);
  return { title, monetaryAmount, contactIds, companyId };
}

/** Without links, which HubSpot's own upsert does not take. */
function upserted(title: string) {
  return { title, monetaryAmount: 7.25 };
}

function upsertedState(title: string): State {
  return { ...upserted(title), contactIds: [], companyId: null };
}

async function made(account: FaultyAccount): Promise<readonly string[]> {
  const results = await account.crm.opportunities.createMany(items.map((name) => inputOf(account, name)));
  return results.map(({ id = '' }) => id);
}

/** How many requests a call takes where nothing fails. */
async function counted(account: FaultyAccount, call: () => Promise<unknown>): Promise<number> {
  account.watch(async () => undefined);
  await call();
  const { length } = account.seen();
  account.calm();
  return length;
}

async function createdFates(
  account: FaultyAccount,
  titles: readonly string[],
  known: ReadonlySet<string>,
  wanted: (title: string) => State,
): Promise<readonly Fate[]> {
  const came = (await account.ids()).filter((id) => !known.has(id));
  const states = await Promise.all(came.map((id) => account.state(id)));
  return titles.map((title): Fate => {
    const own = states.filter((state) => state?.title === title);
    // Nothing is ever made twice.
    expect(own.length).toBeLessThanOrEqual(1);
    return { before: undefined, wanted: wanted(title), now: own[0] };
  });
}

function expectTruth(results: readonly BulkItemResult[], fates: readonly Fate[]): void {
  expect(results.map(({ index }) => index)).toEqual(items.map((_, index) => index));
  const told = results.map(({ outcome }, index) => ({ outcome, ...fates[index] }));
  const lies = told.filter((_, index) => {
    const [result, fate] = [results[index], fates[index]];
    return result === undefined || fate === undefined || !isTrue(result, fate);
  });
  expect(lies).toEqual([]);
}

/** Every fault in every request of a bulk call: each item is reported as it is at the vendor. */
export function testManyWrites(id: EmulatedName): void {
  let account: FaultyAccount;
  let requests: Readonly<Record<'create' | 'update' | 'delete' | 'upsert', number>>;
  let turn = 0;

  const createAll = (titles: readonly string[]) =>
    account.crm.opportunities.createMany(titles.map((title) => inputOf(account, title)));
  const updateAll = (ids: readonly string[]) =>
    account.crm.opportunities.updateMany(
      ids.map((which, index) => ({ id: which, changes: { title: `changed ${items[index] ?? ''}` } })),
    );

  const { field, value } = keys[id];
  /** Of the three keys of a turn, the first has a record already. */
  const known = async () => {
    turn += 3;
    const key = { field, value: value(turn) };
    return idOf(await account.crm.opportunities.upsert(upserted(`before ${turn}`), { key }));
  };
  const titled = () => items.map((item) => `${item} ${turn}`);
  const upsertAll = () =>
    account.crm.opportunities.upsertMany(
      titled().map((title, index) => ({ key: value(turn + index), input: upserted(title) })),
      { keyField: field },
    );

  beforeAll(async () => {
    account = await openFaultyAccount(id);
    const ids = await made(account);
    requests = {
      create: await counted(account, () => createAll(items)),
      update: await counted(account, () => updateAll(ids)),
      delete: await counted(account, () => account.crm.opportunities.deleteMany(ids)),
      upsert: 0,
    };
    await known();
    requests = { ...requests, upsert: await counted(account, upsertAll) };
  });
  afterAll(() => account.close());

  describe.each(mainFaultKinds)('$name', ({ faults, lasting, says }) => {
    const name = faults.join();
    test('in creating many', async () => {
      for (let number = 1; number <= requests.create; number += 1) {
        const titles = items.map((item) => `${item} ${name} ${lasting} ${number}`);
        const others = new Set(await account.ids());
        account.fail(number, faults, lasting);
        const results = await createAll(titles);
        account.calm();
        expectTruth(
          results,
          await createdFates(account, titles, others, (title) => wantedOf(account, title)),
        );
        if (says === 'refused') expect(results.map(({ outcome }) => outcome)).not.toContain('ambiguous');
      }
    });

    test('in upserting many', async () => {
      for (let number = 1; number <= requests.upsert; number += 1) {
        const first = await known();
        const before = await account.state(first);
        const others = new Set(await account.ids());
        account.fail(number, faults, lasting);
        const results = await upsertAll();
        account.calm();
        const [, ...created] = await createdFates(account, titled(), others, upsertedState);
        const [title = ''] = titled();
        const changed = { before, wanted: upsertedState(title), now: await account.state(first) };
        expectTruth(results, [changed, ...created]);
      }
    });

    test('in updating many', async () => {
      for (let number = 1; number <= requests.update; number += 1) {
        const ids = await made(account);
        account.fail(number, faults, lasting);
        const results = await updateAll(ids);
        account.calm();
        const fates = ids.map(async (which, index) => ({
          before: wantedOf(account, items[index] ?? ''),
          wanted: wantedOf(account, `changed ${items[index] ?? ''}`),
          now: await account.state(which),
        }));
        expectTruth(results, await Promise.all(fates));
      }
    });

    test('in deleting many', async () => {
      for (let number = 1; number <= requests.delete; number += 1) {
        const ids = await made(account);
        account.fail(number, faults, lasting);
        const results = await account.crm.opportunities.deleteMany(ids);
        account.calm();
        const fates = ids.map(async (which, index) => ({
          before: wantedOf(account, items[index] ?? ''),
          wanted: undefined,
          now: await account.state(which),
        }));
        expectTruth(results, await Promise.all(fates));
      }
    });
  });
}
