import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { expect } from 'vitest';
import { instantFromMs } from '../../../src/model/instant.ts';
import { unaccounted } from '../../../src/store/counts.ts';
import type { RunTicket } from '../../../src/store/destination.ts';
import type { SqlDriver } from '../../../src/store/sql/driver.ts';
import type { Store } from '../../../src/store/store.ts';
import { StoreError } from '../../../src/store/store-error.ts';
import { start as plainStart } from '../page-of.ts';
import { ids, instants, pages } from './any-page.ts';
import { contentsOf } from './contents.ts';

/** One database under test, with a view past its store. */
export interface Side {
  readonly store: Store;
  readonly driver: SqlDriver;
}

/** Two databases that must answer alike, and what the commands remember: each run has a ticket for either. */
export interface Pair {
  readonly sides: readonly [Side, Side];
  readonly tickets: (readonly [RunTicket, RunTicket])[];
  readonly clock: { ms: number };
}

type Op = (store: Store, ticket: RunTicket | undefined, side: 0 | 1) => Promise<unknown>;

/** What a step answers, in a form that does not depend on the database. */
async function answerOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return { answer: await work() };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const { code, context } = error;
    return { code, run: context['run'], until: context['until'] };
  }
}

class Step implements fc.AsyncCommand<object, Pair> {
  readonly #label: string;
  readonly #ticket: number | undefined;
  readonly #run: Op;

  constructor(label: string, ticket: number | undefined, run: Op) {
    this.#label = label;
    this.#ticket = ticket;
    this.#run = run;
  }

  check(): boolean {
    return true;
  }

  async run(_model: object, { sides, tickets }: Pair): Promise<void> {
    const chosen =
      this.#ticket === undefined ? undefined : tickets[this.#ticket % Math.max(1, tickets.length)];
    if (this.#ticket !== undefined && chosen === undefined) return;
    const answers: unknown[] = [];
    for (const side of [0, 1] as const) {
      answers.push(await answerOf(() => this.#run(sides[side].store, chosen?.[side], side)));
    }
    // Comparing first is far cheaper than what `expect` prepares for a difference that is hardly ever there.
    if (!isDeepStrictEqual(answers[0], answers[1])) expect(answers[1]).toEqual(answers[0]);
    const [left, right] = await Promise.all(sides.map(({ driver }) => contentsOf(driver, driver.dialect)));
    if (!isDeepStrictEqual(left, right)) expect(right).toEqual(left);
  }

  toString(): string {
    return this.#ticket === undefined ? this.#label : `${this.#label} of run ${this.#ticket}`;
  }
}

class Tick implements fc.AsyncCommand<object, Pair> {
  readonly #ms: number;

  constructor(ms: number) {
    this.#ms = ms;
  }

  check(): boolean {
    return true;
  }

  async run(_model: object, { clock }: Pair): Promise<void> {
    clock.ms += this.#ms;
  }

  toString(): string {
    return `tick ${this.#ms} ms`;
  }
}

class Start implements fc.AsyncCommand<object, Pair> {
  readonly #start: Omit<RunTicket, 'run' | 'fence' | 'holder'>;

  constructor(start: Omit<RunTicket, 'run' | 'fence' | 'holder'>) {
    this.#start = start;
  }

  check(): boolean {
    return true;
  }

  async run(model: object, pair: Pair): Promise<void> {
    const taken: RunTicket[] = [];
    const step = new Step('start', undefined, async (store) => {
      const { ticket, checkpoint } = await store.startRun(this.#start);
      taken.push(ticket);
      return { ...ticket, holder: '', checkpoint };
    });
    await step.run(model, pair);
    const [left, right] = taken;
    if (left !== undefined && right !== undefined) pair.tickets.push([left, right]);
  }

  toString(): string {
    return `start ${fc.stringify(this.#start)}`;
  }
}

const connections = fc.constantFrom('acme', 'a"b', "x'; --");
const tickets = fc.nat({ max: 7 });
const windows = fc.record({ after: fc.oneof(fc.constant(''), ids), limit: fc.integer({ min: 1, max: 5 }) });
const entries = fc.record({ id: ids, changedAt: fc.oneof(instants, fc.constant(undefined)) });

function withTicket(ticket: RunTicket | undefined): RunTicket {
  if (ticket === undefined) throw new Error('This step needs a run.');
  return ticket;
}

/** What every sequence begins with: without a run there is nothing to do. */
export function firstStart(): fc.AsyncCommand<object, Pair> {
  return new Start(plainStart);
}

const starts = fc
  .record({
    connection: connections,
    connector: fc.constantFrom('fake', 'other'),
    mappingHash: fc.constantFrom('m1', 'm2'),
    task: fc.constantFrom('sync', 'replay', 'verify', 'repair'),
    leaseMs: fc.constantFrom(1000, 60_000),
    takeOver: fc.boolean(),
    deletion: fc.constantFrom('soft', 'soft', 'hard'),
  } as const)
  .map((start) => new Start(start));

const commits = fc.tuple(tickets, pages).map(
  ([ticket, page]) =>
    new Step(`commit ${fc.stringify(page)}`, ticket, async (store, held) => {
      const counts = await store.commit(withTicket(held), page);
      expect(unaccounted(counts)).toBe(0);
      return counts;
    }),
);

const ends = fc
  .tuple(
    tickets,
    fc.record({
      status: fc.constantFrom('completed', 'stopped', 'suspended', 'failed'),
      requests: fc.nat({ max: 5 }),
      watermark: fc.oneof(instants, fc.constant(undefined)),
      peakShare: fc.constantFrom(undefined, 0, 0.1 + 0.2, 1),
      resumeAt: fc.oneof(instants, fc.constant(undefined)),
      error: fc.constantFrom(undefined, { code: 'x', message: 'a\0b "c"' }),
    }),
  )
  .map(
    ([ticket, end]) =>
      new Step(`end ${fc.stringify(end)}`, ticket, (store, held) => store.endRun(withTicket(held), end)),
  );

const reads = fc
  .tuple(
    connections,
    ids,
    fc.nat({ max: 3 }),
    windows,
    fc.record({ limit: fc.nat({ max: 4 }), offset: fc.nat({ max: 3 }) }),
  )
  .map(
    ([connection, id, generation, window, part]) =>
      new Step(
        `read ${fc.stringify([connection, id, generation, window, part])}`,
        undefined,
        async (store) => [
          await store.get(connection, id),
          await store.records({ connection, ...part }),
          await store.records(part),
          await store.quarantined(part),
          await store.runs(part),
          await store.lookups(connection),
          await store.fields(connection),
          await store.status(),
          await store.countRows(connection),
          await store.countLive(connection),
          await store.unseen(connection, generation, window),
          await store.countUnseen(connection, generation),
          await store.natives(connection, { mappingHash: 'm1' }, window),
          await store.quarantinedNatives(connection, window),
        ],
      ),
  );

const counted = fc.tuple(tickets, fc.array(entries, { maxLength: 5 }), windows).map(
  ([ticket, given, window]) =>
    new Step(`census ${fc.stringify([given, window])}`, ticket, async (store, held) => {
      await store.census.add(withTicket(held), given);
      return [
        await store.census.size(withTicket(held)),
        await store.census.differences(withTicket(held), window),
        await store.census.countExtra(withTicket(held)),
      ];
    }),
);

const slots = fc
  .tuple(connections, fc.constantFrom('a', 'b'), fc.constantFrom(1000, 60_000), fc.string({ maxLength: 4 }))
  .map(
    ([connection, holder, leaseMs, text]) =>
      new Step(`slot ${fc.stringify([connection, holder, leaseMs, text])}`, undefined, async (store) => {
        const slot = store.credentialSlot(connection);
        const taken = await slot.lock(holder, leaseMs);
        const written = await slot.write(text, holder);
        if (text === '') await slot.unlock(holder);
        return [taken, written, await slot.read()];
      }),
  );

const cleared = tickets.map(
  (ticket) => new Step('clear', ticket, (store, held) => store.census.clear(withTicket(held))),
);
const renewed = tickets.map(
  (ticket) => new Step('renew', ticket, (store, held) => store.renew(withTicket(held))),
);
const planned = fc
  .tuple(connections, fc.oneof(instants, fc.constant(undefined)))
  .map(([connection, at]) => new Step('plan', undefined, (store) => store.planNextRun(connection, at)));
const ticks = fc.constantFrom(0, 1, 999, 60_000).map((ms) => new Tick(ms));

/** Sequences of everything that can be done with a store, 30 steps on average. Commits come most often, or there is little to read. */
export const commands = fc.commands(
  [starts, commits, commits, commits, commits, ends, reads, counted, slots, cleared, renewed, planned, ticks],
  { maxCommands: 60, size: 'max' },
);

export function clockOf(clock: { readonly ms: number }) {
  return () => instantFromMs(clock.ms) ?? '';
}
