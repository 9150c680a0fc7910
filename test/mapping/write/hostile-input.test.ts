import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { bound, byKey, write } from './writing.ts';

const rules = {
  description: 'memo',
  monetaryAmount: 'amount',
  tags: "'tags[]'",
  customFields: byKey,
  customMappings: '{ overlay: true }',
};
const catalogue = [{ key: 'x', label: 'X', type: 'unknown', wire: 'json' }] as const;

function cycle(): unknown {
  const round: Record<string, unknown> = {};
  round['again'] = round;
  return round;
}

/** Shares each level twice with the next: as many ways through it as there are atoms in the world. */
function lattice(): unknown {
  let level: unknown = 'end';
  for (let depth = 0; depth < 60; depth += 1) level = [level, level];
  return level;
}

function deep(): unknown {
  return JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
}

const throwing = new Proxy(
  {},
  {
    ownKeys: () => {
      throw new Error('looked at');
    },
  },
);

test.each<[string, unknown]>([
  ['a function', () => 1],
  ['a symbol', Symbol('x')],
  ['NaN', Number.NaN],
  ['infinity', Number.NEGATIVE_INFINITY],
  ['a large integer', 10n],
  ['a date', new Date(0)],
  ['a map', new Map()],
  ['a cycle', cycle()],
  ['a lattice', lattice()],
  ['a deep list', deep()],
  ['a proxy that throws', throwing],
  ['an item that is undefined', [undefined]],
])('%s is refused as what JSON cannot carry, wherever it stands', (_name, value) => {
  for (const [field, given] of [
    ['description', value],
    ['tags', [value]],
    ['customFields', [{ id: 'x', value: [value] }]],
    ['customMappings', { x: value }],
  ] as const) {
    const { patch, issues } = write(rules, { [field]: given, monetaryAmount: 1 }, { catalogue });
    expect({ patch, issues }).toEqual({ patch: {}, issues: [`${field} wrong-type`] });
  }
});

test('a field that cannot be looked at is refused, and the others are not', () => {
  const input = {
    get description(): string {
      throw new Error('looked at');
    },
    monetaryAmount: 1,
  };

  expect(write(rules, input).issues).toEqual(['description wrong-type']);
});

test.each([null, undefined, 'x', 5, [], [{ title: 'x' }]])(
  'an input that is no object is refused: %j',
  (input) => {
    expect(write(rules, input).issues).toEqual(['opportunity wrong-type']);
  },
);

test('keys that reach a prototype are unknown fields, and no prototype is touched', () => {
  const before = Object.getOwnPropertyNames(Object.prototype);
  const input = JSON.parse(
    '{ "__proto__": { "title": "x" }, "constructor": 1, "toString": null }',
  ) as JsonObject;

  expect(write(rules, input).issues).toEqual([
    '__proto__ unknown-field',
    'constructor unknown-field',
    'toString unknown-field',
  ]);
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
});

test('what the input inherits is not part of it', () => {
  const input: unknown = Object.create({ description: 'inherited' });

  expect(write(rules, input)).toMatchObject({ patch: {}, issues: [] });
});

test('a current record that is none, or is out of shape, keeps nobody from writing', () => {
  const odd = [{}, { id: {} }, { id: 1, name: 'n', tags: 'x', extra: [1], memo: {} }];

  for (const current of odd) {
    const mapped = bound(rules, { catalogue }).write(
      { tags: ['a'], customFields: [{ id: 'x', value: 1 }] },
      current as JsonObject,
    );
    expect(mapped.issues.every(({ message }) => message.length > 0)).toBe(true);
  }
  expect(bound(rules).write({ title: 'n' }, null as unknown as JsonObject).patch).toEqual({ name: 'n' });
});

test('nothing of the input is changed, and nothing of the patch belongs to it', () => {
  const value = { a: [1] };
  const input = { customFields: [{ id: 'x', value }] };
  const { patch } = write(rules, input, { catalogue });

  expect(patch).toEqual({ extra: { x: { a: [1] } } });
  value.a.push(2);
  expect(patch).toEqual({ extra: { x: { a: [1] } } });
});

test('long values are cut in what is said of them', () => {
  const { mapped } = write(rules, { monetaryAmount: 'x'.repeat(10_000) });

  expect(mapped.issues[0]?.message.length).toBeLessThan(120);
});
