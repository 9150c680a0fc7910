import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/model/json.ts';
import { compiled, contextOf, type AcmeOptions } from './vendor/acme.ts';

const collectKeys = '{ collect: extra.*, item: { id: $key, value: $value } }';
const catalogue = [{ key: 'tier', label: 'Tier', type: 'text', wire: 'text' }] as const;

function reader(rules: Readonly<Record<string, string>> = {}, options: AcmeOptions = {}) {
  const bound = compiled(rules, options).bind(contextOf({ catalogue }));
  return (native: JsonObject) => bound.read({ id: 1, ...native }).unknownFields;
}

/** A record as it comes over the wire: also with keys that a literal cannot have. */
function parsed(text: string): JsonObject {
  const value: JsonObject = JSON.parse(text);
  return value;
}

describe('fields that nobody knows', () => {
  test('are those with a value that the descriptor does not name, in the record and in objects of it', () => {
    const read = reader();

    expect(
      read({ name: 'a', score: 0, owner: { id: 7, level: 'x' }, extra: { known: 'k', more: false } }),
    ).toEqual(['score', 'owner.level', 'extra.more']);
    expect(read({ name: 'a', owner: { id: 7 }, extra: { known: 'k' }, tags: ['t'] })).toBeUndefined();
  });

  test.each<JsonValue>([null, '', [], {}])('have a value: %j is none', (value) => {
    expect(reader()({ score: value })).toBeUndefined();
  });

  test('are noticed whichever fields the rules read, and change nothing of what is read', () => {
    const bound = compiled({ description: 'note' }).bind(contextOf());
    const native = { id: 1, name: 'a', note: 'n' };

    const { record, issues } = bound.read(native);

    expect(bound.read({ ...native, score: 1, owner: { level: 2 } })).toEqual({
      record,
      issues,
      unknownFields: ['score', 'owner.level'],
    });
  });

  test('are noticed in a record that cannot be used', () => {
    const bound = compiled({}).bind(contextOf());

    expect(bound.read({ name: 'a', score: 1 })).toMatchObject({ record: null, unknownFields: ['score'] });
  });

  test('are not what is inside of a declared field or of items of a list', () => {
    const native = { people: [{ id: 1, age: 3 }], fields: [{ key: 1, more: 2 }], note: { odd: 1 } };

    expect(reader()(native)).toBeUndefined();
  });

  test('are not custom fields: those of the catalogue, and any key where they are kept that is not reserved', () => {
    const withHome = reader({ customFields: collectKeys });
    const native = { extra: { known: 'k', tier: 'gold', made_just_now: 1, sys_new: 2 } };

    expect(withHome(native)).toEqual(['extra.sys_new']);
    expect(reader()({ extra: { known: 'k', tier: 'gold' } })).toBeUndefined();
  });

  test('are not those that an overlay declares', () => {
    const overlay = 'overlay: 1\nextends: acme/opportunity\nnativeFields:\n  score: { type: int }\n';

    expect(reader({}, { overlays: [overlay] })({ score: 1, other: 2 })).toEqual(['other']);
  });

  test('are told of each record for itself, whatever the forms of the records before it', () => {
    const read = reader();
    const forms: readonly (readonly [JsonObject, readonly string[] | undefined])[] = [
      [{ score: 1 }, ['score']],
      [{ name: 'a' }, undefined],
      [{ score: null }, undefined],
      [{ owner: 'no object' }, undefined],
      [{ owner: { level: 1 } }, ['owner.level']],
      [{ other: 1, score: 2 }, ['other', 'score']],
    ];

    const twice = [...forms, ...forms];
    expect(twice.map(([native]) => read(native))).toEqual(twice.map(([, paths]) => paths));
  });
});

describe('names that a stranger chose', () => {
  test.each([
    ['a b', String.raw`["a b"]`],
    ['owner.id', String.raw`["owner.id"]`],
    ['\u001b[2J\n', String.raw`["\u001b[2J\n"]`],
    ['\u009b31m', String.raw`["\u009b31m"]`],
    ['\u202egpj', String.raw`["\u202egpj"]`],
    ['\ud800', String.raw`["\ud800"]`],
    ['größe', String.raw`["gr\u00f6\u00dfe"]`],
    ['"],["', String.raw`["\"],[\""]`],
    ['', '[""]'],
    ['x'.repeat(10_000), `["${'x'.repeat(80)}..."]`],
  ])('%j is shown as %s', (key, shown) => {
    expect(reader()({ [key]: 1 })).toEqual([shown]);
    expect(reader()({ owner: { [key]: 1 } })).toEqual([`owner${shown}`]);
  });

  test('reach no prototype', () => {
    const native = parsed('{"__proto__":{"name":1},"constructor":1,"toString":2,"owner":{"__proto__":"x"}}');

    expect(reader()(native)).toEqual(['__proto__', 'constructor', 'toString', 'owner.__proto__']);
    expect(reader()({})).toBeUndefined();
  });

  test('may be a hundred thousand: 101 of a record are told, those with a value', () => {
    const keys = Array.from(
      { length: 100_000 },
      (_, index) => [`k${index}`, index < 50_000 ? null : 1] as const,
    );

    const told = reader()(Object.fromEntries(keys));

    expect(told).toHaveLength(101);
    expect(told?.[0]).toBe('k50000');
  });

  test('that are cut alike are told once', () => {
    const long = 'x'.repeat(100);

    expect(reader()({ [`${long}1`]: 1, [`${long}2`]: 2 })).toEqual([`["${'x'.repeat(80)}..."]`]);
  });
});
