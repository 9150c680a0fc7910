import type {
  BulkItemResult,
  MappedRecord,
  NativeRecord,
  Opportunities,
  Opportunity,
  OpportunityInput,
} from '../../../src/index.ts';
import type { BoundMapping } from '../../../src/mapping/mapping-types.ts';
import type { MappedWrite } from '../../../src/mapping/write-types.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { Dice } from '../../mapping/write/worlds/dice.ts';
import {
  inputOf,
  valuesOf,
  type Account,
  type Move,
  type Moves,
  type Values,
} from '../../mapping/write/worlds/world.ts';
import { changedBesides, misread, unannounced } from './compare.ts';
import { drawMove } from './draw-move.ts';
import type { Evidence } from './evidence.ts';
import type { LawBook } from './law-book.ts';
import type { LawVendor, LawWorld } from './law-vendor.ts';
import type { LawAccount } from './open-law-account.ts';

/** Of so many updates one is written alone and verified; the others go together. */
const oneAlone = 15;

export interface LawRunParts {
  readonly vendor: LawVendor;
  readonly world: LawWorld;
  readonly opened: LawAccount;
  readonly book: LawBook;
  readonly evidence: Evidence;
}

/** One input for one record. */
interface Case {
  readonly id: string;
  /** Undefined for a record that is new. */
  readonly before: MappedRecord | undefined;
  readonly move: Move;
  readonly input: OpportunityInput;
  /** What becomes of it by the mapping; undefined for a new record. */
  readonly mapped: MappedWrite | undefined;
}

/** Writes to one account and checks every law on every write. */
export class LawRun {
  readonly #parts: LawRunParts;
  readonly #moves: Moves;
  readonly #account: Account;
  readonly #opportunities: Opportunities;
  #seed: number;

  constructor(parts: LawRunParts) {
    const { vendor, world, opened } = parts;
    this.#parts = parts;
    this.#account = opened.account;
    this.#opportunities = opened.crm.opportunities;
    this.#moves = vendor.moves(opened.account);
    this.#seed = world.seed * 1_000_003;
  }

  /** Every deal that takes changes, as often as the world says. */
  async updates(): Promise<void> {
    const { vendor, world } = this.#parts;
    const records = new Map<string, MappedRecord>();
    for await (const { native, opportunity, issues } of this.#opportunities.list({ raw: true }))
      if (opportunity.deleted !== true && (vendor.isOpen?.(native.body) ?? true))
        records.set(native.id, { native, result: { record: opportunity, issues } });
    for (let round = 0; round < world.rounds && !this.#parts.book.isBroken; round += 1)
      for (const [id, record] of await this.#round([...records])) records.set(id, record);
  }

  async creates(): Promise<void> {
    const drawn = Array.from({ length: this.#parts.world.creates }, () => this.#draw(undefined));
    const results = await this.#opportunities.createMany(
      drawn.map(({ input }) => ({ ...input, title: input.title ?? '' })),
    );
    const cases = results.flatMap((result, index): Case[] => {
      const made = drawn[index];
      if (made === undefined || !this.#isDone(result, made) || result.id === undefined) return [];
      return [{ ...made, id: result.id, before: undefined, mapped: undefined }];
    });
    await this.#check(cases);
  }

  /** One write to each of the records; as they are afterwards. */
  async #round(
    records: readonly (readonly [string, MappedRecord])[],
  ): Promise<ReadonlyMap<string, MappedRecord>> {
    const drawn = records
      .map(([id, before]) => ({ id, before, ...this.#draw(before) }))
      // Of a write of nothing, every law is true.
      .filter(({ move }) => Object.keys(move.given).length > 0);
    const bound = await this.#bind(drawn.map(({ before }) => before.native));
    const cases = drawn.map((one): Case => ({
      ...one,
      mapped: bound.write(one.input as JsonObject, one.before.native.body),
    }));
    const alone = cases.filter((_, index) => index % oneAlone === 0);
    const together = cases.filter((_, index) => index % oneAlone !== 0);
    const done: Case[] = [];
    for (const one of alone) if (await this.#writeAlone(one)) done.push(one);
    const results = await this.#opportunities.updateMany(
      together.map(({ id, input }) => ({ id, changes: input })),
    );
    for (const [index, result] of results.entries()) {
      const one = together[index];
      if (one !== undefined && this.#isDone(result, one)) done.push(one);
    }
    return this.#check(done);
  }

  #draw(before: MappedRecord | undefined): Pick<Case, 'move' | 'input'> {
    this.#seed += 1;
    const dice = new Dice(this.#seed);
    const unified = before?.result.record ?? undefined;
    const move = drawMove({ moves: this.#moves }, dice, { native: before?.native.body, unified });
    return { move, input: inputOf(move.given, this.#account.catalogue, dice) };
  }

  /** Written alone and read back: nothing is as it should not be, and nothing that changed along was not announced. */
  async #writeAlone({ id, input, move }: Case): Promise<boolean> {
    try {
      const result = await this.#opportunities.update(id, input, { verify: true });
      const surprises = (result.sideEffects ?? []).filter(({ because }) => because === undefined);
      const { differences = [] } = result;
      if (differences.length + surprises.length > 0 || result.unverified !== undefined)
        this.#parts.book.fail({
          id,
          given: move.given,
          differences,
          surprises,
          unverified: result.unverified,
        });
      return true;
    } catch (error) {
      return this.#refused(error, { id, move });
    }
  }

  #isDone({ outcome, error, issues }: BulkItemResult, { move }: Pick<Case, 'move'>): boolean {
    if (outcome === 'created' || outcome === 'updated' || outcome === 'unchanged') return true;
    return this.#refused(error, { outcome, issues, move });
  }

  /** Nobody refuses what the plan took for good. */
  #refused(error: unknown, where: object): false {
    this.#parts.book.fail({ ...where, error: String(error) });
    return false;
  }

  /** The mapping as the client binds it. */
  #bind(natives: readonly NativeRecord[]): Promise<BoundMapping<Opportunity>> {
    return this.#parts.opened.crm.connection.writing.bind(natives);
  }

  /** What the client has just read, translated as it does it. */
  async #read(natives: readonly NativeRecord[]): Promise<ReadonlyMap<string, MappedRecord>> {
    const bound = await this.#bind(natives);
    return new Map(natives.map((native) => [native.id, { native, result: bound.read(native.body) }]));
  }

  #dryRun(items: readonly { readonly id: string; readonly changes: OpportunityInput }[]) {
    return this.#opportunities.updateMany(items, { dryRun: true });
  }

  /** Checks every law on what was written; the records as they are now. */
  async #check(cases: readonly Case[]): Promise<ReadonlyMap<string, MappedRecord>> {
    const { book, world } = this.#parts;
    const again = await this.#dryRun(cases.map(({ id, input }) => ({ id, changes: input })));
    const found = await this.#read(again.flatMap(({ plan }) => plan?.current ?? []));
    const echoes = await this.#dryRun(cases.map(({ id }) => ({ id, changes: this.#echoOf(found.get(id)) })));
    for (const [index, one] of cases.entries()) {
      const { id, move, before, mapped } = one;
      const record = found.get(id)?.result.record ?? undefined;
      const after = record === undefined ? {} : valuesOf(record);
      const where = () => ({ world: world.says, id, given: move.given, before: before?.native.body, after });
      book.wrote(Object.keys(move.given));
      book.check('write-read', misread(move, after), where);
      const earlier = before?.result.record ?? undefined;
      if (earlier !== undefined && mapped !== undefined)
        book.check('untouched', this.#surprises(move, valuesOf(earlier), after, mapped), where);
      book.check('write-write', leftToSend(again[index]), where);
      book.check('read-write', leftToSend(echoes[index]), where);
    }
    return found;
  }

  #surprises({ given }: Move, before: Values, after: Values, mapped: MappedWrite): readonly string[] {
    const changed = changedBesides(given, before, after);
    const sent = mapped.fields.filter(({ native }) => native !== undefined).map(({ field }) => field);
    this.#parts.evidence.take(new Set(sent), changed);
    return unannounced(changed, mapped.alsoChanges, this.#account.catalogue);
  }

  /** All that was read of a record, or some of it, as an input. */
  #echoOf(record: MappedRecord | undefined): OpportunityInput {
    const unified = record?.result.record;
    if (unified === undefined || unified === null) return {};
    const dice = new Dice(this.#seed);
    const all = Object.entries(valuesOf(unified));
    const some = dice.chance(0.3) ? all : [...dice.some(all.slice(1), 12), ...all.slice(0, 1)];
    return inputOf(Object.fromEntries(some), this.#account.catalogue, dice);
  }
}

/** What there is to send or to say, though there should be nothing. */
function leftToSend(result: BulkItemResult | undefined): object | undefined {
  // A warning keeps nothing from being written.
  const errors = result?.issues.filter(({ severity }) => severity === 'error') ?? [];
  if (result?.outcome === 'unchanged' && errors.length === 0) return undefined;
  const { outcome, issues, plan, error } = result ?? {};
  return { outcome: outcome ?? 'none', issues, requests: plan?.requests, error: String(error) };
}
