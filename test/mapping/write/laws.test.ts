import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/model/json.ts';
import type { MappedWrite } from '../../../src/mapping/write-types.ts';
import { changedBesides, misread, overwritten, unannounced } from '../../support/laws/compare.ts';
import { drawMove } from '../../support/laws/draw-move.ts';
import { LawBook } from '../../support/laws/law-book.ts';
import { bindWorld } from './worlds/bind-world.ts';
import { copper } from './worlds/copper.ts';
import { Dice } from './worlds/dice.ts';
import { hubspot } from './worlds/hubspot.ts';
import { pipedrive } from './worlds/pipedrive.ts';
import { inputOf, valuesOf, type Values } from './worlds/world.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Pacific/Auckland',
];
const chains = 1400;
const steps = 2;
/** Of so many chains, the writes of one are followed by another. */
const oneOverwritten = 3;

describe.each([copper, hubspot, pipedrive])('writing to $vendor', (world) => {
  const bound = bindWorld(world);
  const book = new LawBook();
  const perZone = new Map<string, number>();

  function read(native: JsonObject, zone: string): Values {
    const { record } = bound.in(zone).read(native);
    if (record === null) throw new Error('the record cannot be read');
    return valuesOf(record);
  }

  function write(given: Values, native: JsonObject | undefined, zone: string, dice: Dice): MappedWrite {
    const mapped = bound.in(zone).write(inputOf(given, world.catalogue, dice), native);
    // A warning keeps nothing from being written.
    const issues = mapped.issues.filter(({ severity }) => severity === 'error');
    // What is sent is JSON.
    return { ...mapped, issues, patch: JSON.parse(JSON.stringify(mapped.patch)) as JsonObject };
  }

  /** All of what is read, or some of it, written back. */
  function echo(native: JsonObject, values: Values, zone: string, dice: Dice, where: object): void {
    const all = Object.entries(values);
    const some = Object.fromEntries(dice.chance(0.2) ? all : dice.some(all, 8));
    if (Object.keys(some).length === 0) return;
    const { patch, issues } = write(some, native, zone, new Dice(0));
    book.check('read-write', sent({ patch, issues }), () => ({ ...where, some, native }));
  }

  /** Another write on top of one. Where what it names is not there any more, there is nothing to compare. */
  function overwrite(
    before: JsonObject,
    first: { readonly given: Values; readonly mapped: MappedWrite; readonly settled: JsonObject },
    dice: Dice,
    zone: string,
  ): void {
    const unified = bound.in(zone).read(before).record ?? undefined;
    const { given } = drawMove(world, dice, { native: before, unified });
    const alone = write(given, before, zone, new Dice(0));
    const later = write(given, first.settled, zone, new Dice(0));
    if (Object.keys(given).length === 0 || alone.issues.length + later.issues.length > 0) return;
    const outcomeOf = (native: JsonObject, { patch }: MappedWrite) =>
      read(world.settle(native, patch, zone), zone);
    const problem = overwritten(
      { given: first.given, after: read(first.settled, zone), alsoChanges: first.mapped.alsoChanges },
      { after: outcomeOf(before, alone) },
      { given, after: outcomeOf(first.settled, later), alsoChanges: later.alsoChanges },
    );
    book.check('overwrite', problem, () => ({ zone, before, first: first.given, given }));
  }

  /** One write, and every law about it; the record afterwards. */
  function step(before: JsonObject | undefined, dice: Dice, zone: string, run: number): JsonObject {
    const unified = before === undefined ? undefined : (bound.in(zone).read(before).record ?? undefined);
    const move = drawMove(world, dice, { native: before, unified });
    const { given } = move;
    const mapped = write(given, before, zone, dice);
    const where = { run, zone, before, given, patch: mapped.patch };
    if (mapped.issues.length > 0) book.fail({ ...where, issues: mapped.issues });
    const settled = world.settle(before, mapped.patch, zone);
    const after = read(settled, zone);
    // Of a write of nothing, every law is true.
    if (Object.keys(given).length > 0) {
      perZone.set(zone, (perZone.get(zone) ?? 0) + 1);
      book.wrote(Object.keys(given));
      const named = new Set(Object.keys(given).flatMap((name) => [...bound.pathsOf(name)]));
      const foreign = pathsIn(mapped.patch).filter(
        (path) => ![...named].some((known) => isWithin(known, path)),
      );
      const wrong = misread(move, after);
      const problem = foreign.length === 0 ? wrong : { ...wrong, foreign };
      book.check('write-read', problem, () => ({ ...where, after }));
      if (unified !== undefined) {
        const changed = changedBesides(given, valuesOf(unified), after);
        const surprises = unannounced(changed, mapped.alsoChanges, world.catalogue);
        book.check('untouched', surprises, () => ({ ...where, after }));
      }
      book.check('write-write', sent(write(given, settled, zone, dice)), () => ({ ...where, settled }));
      // A create fills in what it is not told, and would be no write alone.
      if (before !== undefined && run % oneOverwritten === 0)
        overwrite(before, { given, mapped, settled }, new Dice(run), zone);
    }
    echo(settled, after, zone, dice, { run, zone });
    return settled;
  }

  test('reads back, leaves the rest alone, is settled at once, and what is read is written without a word', () => {
    for (let run = 0; run < chains && !book.isBroken; run += 1) {
      const zone = zones[run % zones.length] ?? 'UTC';
      const dice = new Dice(1_000_003 + run);
      let native = dice.chance(0.2) ? undefined : world.record(dice);
      // As the vendor has it, which is not only as we would write it.
      if (native !== undefined) echo(native, read(native, zone), zone, dice, { run, zone });
      for (let count = 0; count < steps; count += 1) native = step(native, dice, zone, run);
    }
    expect(book.broken).toEqual([]);
    expect(book.checks).toBeGreaterThanOrEqual(10_000);
    // Most of what is drawn can be written after another write, too.
    expect(book.counts.get('overwrite')).toBeGreaterThan(chains / oneOverwritten);
    // No field is promised much and tried seldom, and no zone.
    expect([...book.written].filter(([, times]) => times < 20)).toEqual([]);
    expect(book.written.size).toBeGreaterThan(20);
    for (const zone of zones) expect(perZone.get(zone)).toBeGreaterThan(chains / zones.length);
  });
});

/** What there is to send or to say, though there should be nothing. */
function sent({ patch, issues }: Pick<MappedWrite, 'patch' | 'issues'>): object | undefined {
  return issues.length === 0 && Object.keys(patch).length === 0 ? undefined : { patch, issues };
}

/** Paths to everything in a patch that is no object; a list is one thing. */
function pathsIn(value: JsonObject, prefix = ''): string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, JsonValue]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    return isJsonObject(inner) && Object.keys(inner).length > 0 ? pathsIn(inner, path) : [path];
  });
}

/** True where a path of a rule leads to what stands at a path of a record, or into it, or around it. */
function isWithin(known: string, path: string): boolean {
  const bare = known.replaceAll('[]', '');
  return bare === path || bare.startsWith(`${path}.`) || path.startsWith(`${bare}.`);
}
