import type { JsonValue } from '../../../src/model/json.ts';
import { opportunityFields } from '../../../src/model/opportunity-fields.ts';
import { drawMove } from '../../support/laws/draw-move.ts';
import type { Dice } from './worlds/dice.ts';
import { inputOf, type Situation, type World } from './worlds/world.ts';

/** Values that are nearly right for some field, or for none. */
const oddValues: readonly JsonValue[] = [
  null,
  '',
  ' ',
  '0',
  '-1',
  '1e3',
  '007',
  '9007199254740993',
  'Won',
  'won',
  'deleted',
  'Lost ',
  'None',
  'EUR',
  'eur',
  'a;b',
  '2024-02-30',
  '0000-01-01',
  '9999-12-31',
  '2024-01-01',
  '2024-01-01T00:00:00Z',
  '__proto__',
  'constructor',
  '\u0000',
  '\uD800',
  'x'.repeat(300),
  0,
  -0,
  1,
  -1,
  0.1,
  1e-7,
  1e308,
  2 ** 53,
  100.1,
  true,
  false,
  [],
  [null],
  [[]],
  ['1', '1'],
  {},
  { value: 1 },
  { id: 'x', value: 1 },
];

/** What JSON cannot carry; a caller in JavaScript can. */
const impossible: readonly unknown[] = [
  [undefined],
  { value: undefined },
  Number.NaN,
  Infinity,
  1n,
  Symbol('x'),
  () => 1,
  new Date(0),
  new Map(),
  Object.create({ a: 1 }),
];

const names = [...Object.keys(opportunityFields), 'titel', '__proto__', 'toString', 'customfields'];

/** An input as a careless caller, or a hostile one, might give it: of valid parts, nearly valid ones and absurd ones. */
export function anyInput(world: World, situation: Situation, dice: Dice): unknown {
  if (dice.chance(0.01)) return dice.pick([null, 5, 'x', [], [{}], ...impossible]);
  const { given } = drawMove(world, dice, situation);
  // More than half are as they should be: a plan is what most of what is to be checked is about.
  if (dice.chance(0.62)) return inputOf(given, world.catalogue, dice);
  const entries: [string, unknown][] = [];
  for (const [name, value] of Object.entries(given))
    if (!/[.[]/.test(name)) entries.push([name, dice.chance(0.1) ? spoilt(value, dice) : value]);
  const odd = dice.below(4);
  for (let count = 0; count < odd; count += 1)
    entries.push([dice.pick(names), dice.chance(0.2) ? null : anyValue(world, dice)]);
  if (dice.chance(0.3)) entries.push(['customFields', customFields(world, dice)]);
  if (dice.chance(0.2)) entries.push(['customMappings', customMappings(dice)]);
  // As JSON.parse makes it, where `__proto__` is a key like others.
  return Object.fromEntries(entries);
}

function anyValue(world: World, dice: Dice): unknown {
  if (dice.chance(0.02)) return undefined;
  if (dice.chance(0.05)) return dice.pick(impossible);
  if (dice.chance(0.3)) {
    const table = dice.pick(Object.values(world.lookups));
    const [key, row] = dice.pick(Object.entries(table));
    return dice.pick<unknown>([key, Number(key), ...Object.values(row), [key], [dice.spelled(key), key]]);
  }
  if (dice.chance(0.1)) return deep(dice.below(100));
  return dice.chance(0.3) ? [dice.pick(oddValues), dice.pick(oddValues)] : dice.pick(oddValues);
}

function deep(depth: number): unknown {
  let value: unknown = 'end';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { value };
  return value;
}

/** A value that lost what made it right. */
function spoilt(value: JsonValue, dice: Dice): unknown {
  if (Array.isArray(value)) return dice.pick<unknown>([value[0], [...value, dice.pick(oddValues)], [value]]);
  if (typeof value === 'string')
    return dice.pick<unknown>([`${value}x`, value.slice(1), Number(value), [value]]);
  return dice.pick<unknown>([String(value), [value], { value }]);
}

function customFields(world: World, dice: Dice): unknown {
  if (dice.chance(0.05)) return anyValue(world, dice);
  const count = dice.below(4);
  return Array.from({ length: count }, () => {
    if (dice.chance(0.05)) return anyValue(world, dice);
    const { key, label, options } = dice.pick(world.catalogue);
    const labels = Object.entries(options ?? {}).flat();
    const plain =
      labels.length > 0 && dice.chance(0.6)
        ? dice.pick<unknown>([dice.pick(labels), [dice.pick(labels)]])
        : undefined;
    const value =
      plain ??
      dice.pick<unknown>([anyValue(world, dice), dice.text(), dice.amount(), dice.day(), dice.instant()]);
    const id = dice.pick<unknown>([key, key, key, key.slice(1), Number(key), '__proto__', null]);
    return dice.pick<unknown>([
      { id, value },
      { id: key, value },
      { name: dice.spelled(label), value },
      { id, name: label },
      { value },
    ]);
  });
}

function customMappings(dice: Dice): unknown {
  const keys = ['expectedCloseDate', 'pipelineName', 'stageName', 'expectedCloseDat', '__proto__'];
  return Object.fromEntries(
    dice.some(keys, 2).map((key) => [key, dice.pick<unknown>([dice.day(), ...oddValues])]),
  );
}
