import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/model/json.ts';
import type { MappedWrite } from '../../../src/mapping/write-types.ts';
import { bindWorld } from './worlds/bind-world.ts';
import { copper } from './worlds/copper.ts';
import { Dice } from './worlds/dice.ts';
import { hubspot } from './worlds/hubspot.ts';
import { pipedrive } from './worlds/pipedrive.ts';
import { inputOf, isSame, valuesOf, type Move, type Values } from './worlds/world.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Pacific/Auckland',
];
const trials = { writeRead: 4400, readWrite: 4400, writeWrite: 2700 };
/** As many counterexamples as a person reads. */
const mostShown = 3;

/** Runs a law on made-up records; what breaks it is told, with all that it takes to see it again. */
function law(runs: number, seed: number, broken: (dice: Dice, zone: string) => unknown): void {
  const found: string[] = [];
  for (let run = 0; run < runs && found.length < mostShown; run += 1) {
    const zone = zones[run % zones.length] ?? 'UTC';
    const problem = broken(new Dice(seed * 1_000_003 + run), zone);
    if (problem !== undefined) found.push(JSON.stringify({ run, zone, problem }));
  }
  expect(found).toEqual([]);
}

describe.each([copper, hubspot, pipedrive])('writing to $vendor', (world) => {
  const bound = bindWorld(world);
  let checks = 0;

  /** Counts a case, unless it writes nothing: of such a one every law is true. */
  function count(given: object): void {
    if (Object.keys(given).length > 0) checks += 1;
  }

  function read(native: JsonObject, zone: string): Values {
    const { record } = bound.in(zone).read(native);
    if (record === null) throw new Error('the record cannot be read');
    return valuesOf(record);
  }

  /** Some moves together; a new record has a title in any case. */
  function draw(dice: Dice, native: JsonObject | undefined, zone: string): Move {
    const unified = native === undefined ? undefined : (bound.in(zone).read(native).record ?? undefined);
    const groups = dice.some(Object.keys(world.moves), 6);
    const drawn = groups.map((group) => world.moves[group]?.(dice, { native, unified }));
    const start = native === undefined ? { title: dice.text() } : {};
    return {
      given: Object.assign(start, ...drawn.map((move) => move?.given ?? {})) as Values,
      reads: Object.assign({}, ...drawn.map((move) => move?.reads ?? {})) as Values,
    };
  }

  function write(given: Values, native: JsonObject | undefined, zone: string, dice: Dice): MappedWrite {
    const mapped = bound.in(zone).write(inputOf(given, world.catalogue, dice), native);
    // A warning keeps nothing from being written.
    const issues = mapped.issues.filter(({ severity }) => severity === 'error');
    // What is sent is JSON.
    return { ...mapped, issues, patch: JSON.parse(JSON.stringify(mapped.patch)) as JsonObject };
  }

  test('what is written reads back as it was given, and nothing else is written', () => {
    const accepted = new Map<string, number>();

    law(trials.writeRead, 1, (dice, zone) => {
      const before = dice.chance(0.2) ? undefined : world.record(dice);
      const { given, reads } = draw(dice, before, zone);
      count(given);
      const { patch, issues } = write(given, before, zone, dice);
      if (issues.length > 0) return { before, given, issues };
      const after = read(world.settle(before, patch, zone), zone);
      const wrong = Object.keys(given).filter((name) => !isSame(after[name], reads?.[name] ?? given[name]));
      const named = new Set(Object.keys(given).flatMap((name) => [...bound.pathsOf(name)]));
      const foreign = pathsIn(patch).filter((path) => ![...named].some((known) => isWithin(known, path)));
      for (const name of Object.keys(given)) accepted.set(name, (accepted.get(name) ?? 0) + 1);
      return wrong.length + foreign.length === 0
        ? undefined
        : { before, given, patch, wrong, foreign, after };
    });
    // No field is promised much and tried seldom.
    expect([...accepted].filter(([, times]) => times < 20)).toEqual([]);
    expect(accepted.size).toBeGreaterThan(20);
  });

  test('what was read can be written back, all of it or some, and nothing is sent', () => {
    law(trials.readWrite, 2, (dice, zone) => {
      const native = world.record(dice);
      const all = Object.entries(read(native, zone));
      const some = dice.chance(0.2) ? all : dice.some(all, 8);
      count(some);
      const { patch, issues } = write(Object.fromEntries(some), native, zone, new Dice(0));
      return issues.length === 0 && Object.keys(patch).length === 0
        ? undefined
        : { native, some, patch, issues };
    });
  });

  test('what is written twice is sent once; of two different writes the last one wins, and the rest stays', () => {
    law(trials.writeWrite, 3, (dice, zone) => {
      const before = dice.chance(0.2) ? undefined : world.record(dice);
      const first = draw(dice, before, zone);
      count(first.given);
      const once = world.settle(before, write(first.given, before, zone, dice).patch, zone);
      const again = write(first.given, once, zone, dice);
      if (again.issues.length > 0 || Object.keys(again.patch).length > 0)
        return { before, once, given: first.given, again };
      const second = draw(dice, once, zone);
      const { patch, issues } = write(second.given, once, zone, dice);
      if (issues.length > 0) return { once, given: second.given, issues };
      const twice = world.settle(once, patch, zone);
      const [earlier, after] = [read(once, zone), read(twice, zone)];
      const lost = Object.keys(second.given).filter(
        (name) => !isSame(after[name], second.reads?.[name] ?? second.given[name]),
      );
      // Fields of which no rule reads what has changed.
      const changed = changedPaths(once, twice);
      const moved = Object.keys(earlier).filter((name) => {
        const isTouched = [...bound.pathsOf(name)].some((path) =>
          changed.some((other) => isWithin(path, other)),
        );
        return !isTouched && !isSame(earlier[name], after[name]);
      });
      return lost.length + moved.length === 0 ? undefined : { once, given: second.given, patch, lost, moved };
    });
  });

  test('in at least 10,000 cases that write something', () => {
    expect(checks).toBeGreaterThanOrEqual(10_000);
  });
});

/** Paths to everything in a patch that is no object; a list is one thing. */
function pathsIn(value: JsonObject, prefix = ''): string[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    return isJsonObject(inner) && Object.keys(inner).length > 0 ? pathsIn(inner, path) : [path];
  });
}

function changedPaths(before: JsonObject, after: JsonObject): string[] {
  const [old, fresh] = [before, after].map((record) => new Map(leaves(record)));
  const paths = new Set([...(old?.keys() ?? []), ...(fresh?.keys() ?? [])]);
  return [...paths].filter((path) => JSON.stringify(old?.get(path)) !== JSON.stringify(fresh?.get(path)));
}

function leaves(value: JsonObject, prefix = ''): [string, JsonValue][] {
  return Object.entries(value).flatMap(([key, inner]): [string, JsonValue][] => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    return isJsonObject(inner) ? leaves(inner, path) : [[path, inner]];
  });
}

/** True where a path of a rule leads to what stands at a path of a record, or into it, or around it. */
function isWithin(known: string, path: string): boolean {
  const bare = known.replaceAll('[]', '');
  return bare === path || bare.startsWith(`${path}.`) || path.startsWith(`${bare}.`);
}
