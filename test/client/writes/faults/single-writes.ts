import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AmbiguousWriteError, WriteFailedError } from '../../../../src/index.ts';
import type { SeenRequest } from '../../../../src/sandbox-kit/index.ts';
import type { EmulatedName } from '../../../support/emulated-vendor.ts';
import { callsOf, type Call } from './calls.ts';
import { faultKinds, type FaultKind } from './fault-kinds.ts';
import { openFaultyAccount, type FaultyAccount, type State } from './faulty-account.ts';

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
  const given = await call.prepare(account);
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

/** How often the first request was sent: those after it go elsewhere. */
function timesOfFirst(sent: readonly SeenRequest[]): number {
  const [first] = sent;
  return sent.filter(({ method, path }) => method === first?.method && path === first.path).length;
}

/** What a call does where nothing fails. */
interface Course {
  readonly done: string;
  readonly states: readonly State[];
}

/** @param number Of the request that met the fault. */
function expectTruth(
  outcome: unknown,
  { says, faults }: Pick<FaultKind, 'says' | 'faults'>,
  number: number,
  { done: word, states }: Course,
  now: State,
): void {
  if (!(outcome instanceof Error)) {
    expect(now).toEqual(states.at(-1));
    expect(outcome).toHaveProperty('outcome', word);
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

/** Every fault in every request of a call: what is reported is how it is at the vendor. */
export function testSingleWrites(
  id: EmulatedName,
  calls: readonly Call[] = callsOf(id),
  overlays: readonly string[] = [],
): void {
  let account: FaultyAccount;
  beforeAll(async () => {
    account = await openFaultyAccount(id, {}, overlays);
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
        const given = await call.prepare(account);
        const known = new Set(await account.ids());
        account.fail(number, fault.faults, fault.lasting);
        const outcome = await call.run(account, given).catch((error: unknown) => error);
        const sent = account.seen();
        account.calm();

        const which = await concerned(account, given, known);
        expectTruth(outcome, fault, number, { done: call.done, states }, await stateOf(account, which));
        const mayRepeat = fault.says === 'refused' || call.mayRepeatFirst || number > 1;
        if (!mayRepeat) expect(timesOfFirst(sent)).toBe(1);
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
  let account: FaultyAccount;
  beforeAll(async () => {
    account = await openFaultyAccount(id, { idleMs: 500 });
  });
  afterAll(() => account.close());

  const calls = callsOf(id);
  describe.each(['stall', 'stall-body'])('%s', (fault) => {
    test.each(calls)('$name', async (call) => {
      const states = await course(account, call);
      const given = await call.prepare(account);
      const known = new Set(await account.ids());
      account.fail(1, [fault], false);
      const outcome = await call.run(account, given).catch((error: unknown) => error);
      const sent = account.seen();
      account.calm();

      const now = await stateOf(account, await concerned(account, given, known));
      expectTruth(outcome, { says: 'open', faults: [fault] }, 1, { done: call.done, states }, now);
      // Nothing but a key tells a record that was made from others like it.
      if (call.name === 'create') expect(outcome).toBeInstanceOf(AmbiguousWriteError);
      if (fault === 'stall-body' && call.name !== 'create') expect(outcome).not.toBeInstanceOf(Error);
      if (call.mayRepeatFirst) return;
      expect(timesOfFirst(sent)).toBe(1);
      expect(now === undefined).toBe(fault === 'stall');
    });
  });
}
