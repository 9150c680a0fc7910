import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AmbiguousWriteError, WriteFailedError } from '../../../../src/index.ts';
import type { EmulatedName } from '../../../support/emulated-vendor.ts';
import { faultKinds, type FaultKind } from './fault-kinds.ts';
import { openFaultyAccount, type FaultyAccount, type State } from './faulty-account.ts';

interface Call {
  readonly name: 'create' | 'update' | 'delete';
  /** Whether there is a record before the call. */
  readonly prepared: boolean;
  run(account: FaultyAccount, id: string): Promise<unknown>;
}

const calls: readonly Call[] = [
  {
    name: 'create',
    prepared: false,
    run: ({ crm, contacts: [a = '', b = '', c = ''], companies: [x = ''] }) =>
      crm.opportunities.create({
        title: 'New',
        monetaryAmount: 10.5,
        primaryContactId: a,
        contactIds: [a, b, c],
        companyId: x,
      }),
  },
  {
    name: 'update',
    prepared: true,
    run: ({ crm, contacts: [a = '', , c = '', d = ''], companies: [, y = ''] }, id) =>
      crm.opportunities.update(id, {
        title: 'Changed',
        monetaryAmount: 20.25,
        contactIds: [a, c, d],
        companyId: y,
      }),
  },
  { name: 'delete', prepared: true, run: ({ crm }, id) => crm.opportunities.delete(id) },
];

/** A record to be changed; none for a create. */
async function prepare({ crm, contacts: [a = '', b = ''], companies: [x = ''] }: FaultyAccount) {
  const made = await crm.opportunities.create({
    title: 'Before',
    monetaryAmount: 1,
    primaryContactId: a,
    contactIds: [a, b],
    companyId: x,
  });
  return 'outcome' in made ? made.id : '';
}

/** The record that a call is about: the one it was given, or the only one that came. */
async function concerned(account: FaultyAccount, given: string, known: ReadonlySet<string>) {
  const came = (await account.ids()).filter((id) => !known.has(id));
  expect(came.length).toBeLessThanOrEqual(1);
  return given === '' ? came[0] : given;
}

async function stateOf(account: FaultyAccount, id: string | undefined): Promise<State> {
  return id === undefined ? undefined : account.state(id);
}

/** The states that a call goes through without a fault: one before each request, and the last. */
async function course(account: FaultyAccount, call: Call): Promise<readonly State[]> {
  const given = call.prepared ? await prepare(account) : '';
  const known = new Set(await account.ids());
  const states: State[] = [];
  const note = async () => {
    states.push(await stateOf(account, await concerned(account, given, known)));
  };
  account.watch(note);
  await call.run(account, given);
  account.calm();
  await note();
  return states;
}

/** @param number Of the request that met the fault. */
function expectTruth(
  outcome: unknown,
  { says, faults }: FaultKind,
  number: number,
  states: readonly State[],
  now: State,
): void {
  if (!(outcome instanceof Error)) {
    expect(now).toEqual(states.at(-1));
    return;
  }
  if (!(outcome instanceof WriteFailedError || outcome instanceof AmbiguousWriteError)) throw outcome;
  const { done, notTried } = outcome.progress;
  expect(done.length + 1 + notTried.length).toBe(states.length - 1);
  // Where it was found out what became of the first, the next one meets what is left of the fault.
  const isNext = faults.length > 1 && done.length === number;
  if (!isNext) expect(done).toHaveLength(number - 1);
  const before = states[done.length];
  const after = states[done.length + 1];
  if (outcome instanceof WriteFailedError) {
    if (!isNext) expect(says).toBe('refused');
    expect(now).toEqual(before);
    return;
  }
  expect(says).toBe('open');
  expect([before, after]).toContainEqual(now);
  if (outcome.observed === 'unchanged') expect(now).toEqual(before);
}

/** Every fault in every request of a create, an update and a delete: what is reported is how it is at the vendor. */
export function testSingleWrites(id: EmulatedName): void {
  let account: FaultyAccount;
  beforeAll(async () => {
    account = await openFaultyAccount(id);
  });
  afterAll(() => account.close());

  describe.each(calls)('$name', (call) => {
    let states: readonly State[];
    beforeAll(async () => {
      states = await course(account, call);
    });

    test('changes something with each request', () => {
      const told = states.map((state) => JSON.stringify(state) ?? '');
      expect(new Set(told).size).toBe(told.length);
    });

    test.each(faultKinds)('$name', async (fault) => {
      for (let number = 1; number < states.length; number += 1) {
        const given = call.prepared ? await prepare(account) : '';
        const known = new Set(await account.ids());
        account.fail(number, fault.faults, fault.lasting);
        const outcome = await call.run(account, given).catch((error: unknown) => error);
        const sent = account.seen();
        account.calm();

        const which = await concerned(account, given, known);
        expectTruth(outcome, fault, number, states, await stateOf(account, which));
        const mayRepeat = fault.says === 'refused' || call.name !== 'create' || number > 1;
        if (!mayRepeat) expect(sent).toHaveLength(1);
        if (outcome instanceof WriteFailedError || outcome instanceof AmbiguousWriteError) {
          const { id: told } = outcome.progress;
          if (told !== undefined) expect(told).toBe(which);
        }
        // What passes by itself, and left nothing open, is no failure.
        if (fault.says === 'refused' && !fault.lasting) expect(outcome).not.toBeInstanceOf(Error);
      }
    });
  });
}

/** The vendor says nothing at all, before or after it acted. */
export function testSilence(id: EmulatedName): void {
  test.each([
    ['stall', 0],
    ['stall-body', 1],
  ] as const)('%s: a create is in doubt, and sent once', async (fault, made) => {
    const account = await openFaultyAccount(id, { idleMs: 500 });
    try {
      const before = await account.ids();
      account.fail(1, [fault], false);
      const outcome = await account.crm.opportunities
        .create({ title: 'New' })
        .catch((error: unknown) => error);

      expect(outcome).toBeInstanceOf(AmbiguousWriteError);
      expect(account.seen()).toHaveLength(1);
      expect((await account.ids()).length - before.length).toBe(made);
    } finally {
      await account.close();
    }
  });
}
