import type { BulkItemResult, MappedRecord, OpportunityInput, WritePlan } from '../../../src/index.ts';
import type { NativeRecord } from '../../../src/connector-kit/index.ts';
import { Dice } from '../../mapping/write/worlds/dice.ts';
import { inputOf, valuesOf, type Move, type Values } from '../../mapping/write/worlds/world.ts';
import { overwritten } from './compare.ts';
import { drawMove } from './draw-move.ts';
import type { LawBook } from './law-book.ts';
import type { LawVendor, LawWorld } from './law-vendor.ts';
import type { LawAccount } from './open-law-account.ts';

/** So many deals of an account are written twice, and once in its twin. */
const deals = 20;

interface Parts {
  readonly vendor: LawVendor;
  readonly world: LawWorld;
  readonly book: LawBook;
  /** Two accounts that are alike, none of them written to yet: in the second one, only the later write happens. */
  readonly both: readonly [LawAccount, LawAccount];
}

interface Pair {
  readonly id: string;
  readonly first: Written;
  readonly later: Written;
}

interface Written {
  readonly given: Values;
  readonly input: OpportunityInput;
}

/**
 * After another write, a write reads as it does alone, and what only the other one wrote stays: seen on each deal of an
 * account and on the same one of its twin.
 */
export async function checkOverwrites({ vendor, world, book, both: [account, twin] }: Parts): Promise<void> {
  const moves = vendor.moves(account.account);
  const drawn: Pair[] = [];
  let seed = world.seed * 7_000_003;
  for await (const { native, opportunity: unified } of account.crm.opportunities.list({ raw: true })) {
    if (drawn.length >= deals) break;
    if (unified.deleted === true || vendor.isOpen?.(native.body) === false) continue;
    seed += 1;
    const dice = new Dice(seed);
    const draw = (): Written => {
      const { given }: Move = drawMove({ moves }, dice, { native: native.body, unified });
      return { given, input: inputOf(given, account.account.catalogue, dice) };
    };
    const pair = { id: native.id, first: draw(), later: draw() };
    if (Object.keys(pair.first.given).length * Object.keys(pair.later.given).length > 0) drawn.push(pair);
  }

  const written = await write(account, drawn, ({ first }) => first, book);
  // Where what the later one names is not there any more, there is nothing to compare.
  const plans = [await plansOf(account, written), await plansOf(twin, written)];
  const fit = written.filter((_, index) => plans.every((of) => of[index] !== undefined));
  const between = await read(account, fit);
  const [together, alone] = [
    await write(account, fit, ({ later }) => later, book),
    await write(twin, fit, ({ later }) => later, book),
  ];
  const after = await read(account, together);
  const apart = await read(twin, alone);
  for (const { id, first, later } of fit) {
    const plan = plans[0]?.[written.findIndex((one) => one.id === id)];
    const [middle, end, other] = [between.get(id), after.get(id), apart.get(id)];
    if (middle === undefined || end === undefined || other === undefined) continue;
    const problem = overwritten(
      { given: first.given, after: middle, alsoChanges: [] },
      { after: other },
      { given: later.given, after: end, alsoChanges: plan?.alsoChanges ?? [] },
    );
    book.check('overwrite', problem, () => ({
      world: world.says,
      id,
      first: first.given,
      given: later.given,
      middle,
      end,
    }));
  }
}

/** Writes one of the two to each deal; the deals where it was. */
async function write(
  { crm }: LawAccount,
  pairs: readonly Pair[],
  which: (pair: Pair) => Written,
  book: LawBook,
): Promise<readonly Pair[]> {
  const items = pairs.map((pair) => ({ id: pair.id, changes: which(pair).input }));
  const results = await crm.opportunities.updateMany(items);
  return pairs.filter((pair, index) => {
    const { outcome, issues, error } = results[index] ?? ({} as Partial<BulkItemResult>);
    if (outcome === 'updated' || outcome === 'unchanged') return true;
    book.fail({ outcome, issues, given: which(pair).given, error: String(error) });
    return false;
  });
}

/** What the later write would send now; undefined where it is refused. */
async function plansOf(
  { crm }: LawAccount,
  pairs: readonly Pair[],
): Promise<readonly (WritePlan | undefined)[]> {
  const items = pairs.map(({ id, later }) => ({ id, changes: later.input }));
  const results = await crm.opportunities.updateMany(items, { dryRun: true });
  return results.map(({ plan, issues }) =>
    issues.some(({ severity }) => severity === 'error') ? undefined : plan,
  );
}

/** The deals as a caller sees them now. */
async function read({ crm }: LawAccount, pairs: readonly Pair[]): Promise<ReadonlyMap<string, Values>> {
  const results = await crm.opportunities.updateMany(
    pairs.map(({ id }) => ({ id, changes: {} })),
    { dryRun: true },
  );
  const natives = results.flatMap(({ plan }): NativeRecord[] => (plan?.current ? [plan.current] : []));
  const bound = await crm.connection.writing.bind(natives);
  return new Map(
    natives.map(({ id, body }) => {
      const { record }: MappedRecord['result'] = bound.read(body);
      return [id, record === null ? {} : valuesOf(record)];
    }),
  );
}
