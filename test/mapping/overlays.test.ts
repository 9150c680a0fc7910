import { describe, expect, test } from 'vitest';
import type { CustomFieldDefinition } from '../../src/connector-kit/resource.ts';
import { checkMapping, runExamples } from '../../src/mapping/index.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { opportunityFields } from '../../src/model/opportunity-fields.ts';
import { acmeFiles, compiled, contextOf, findingsOf } from './vendor/acme.ts';

const rules = { description: 'note', leadSource: 'kind', closeDate: '{ from: day }' };
const native = {
  id: 1,
  name: 'n',
  note: 'x',
  kind: 'new',
  stage: 's1',
  mails: '7',
  day: '2/3/2024',
  tier: 'gold',
};
const head = 'overlay: 1\nextends: acme/opportunity\n';
const lookups = { stages: { s1: { name: 'Offer' } } };

function hash(overlays: readonly string[]): string {
  return compiled(rules, { overlays }).hash;
}

function read(overlays: readonly string[], record: JsonObject = native) {
  return compiled(rules, { overlays }).bind(contextOf({ lookups })).read(record);
}

describe('an overlay', () => {
  const custom = `${head}customMappings:
  stageName: { from: stage, lookup: stages, take: name, to: text }
  mails: mails
  labels: labels
  chance: { from: stage, lookup: stages, take: chance, else: none }
`;

  test('adds fields of the connection’s own, by key, of the type they naturally have', () => {
    expect(read([custom]).record?.customMappings).toEqual({
      stageName: 'Offer',
      mails: 7,
      labels: [],
      chance: null,
    });
  });

  test('that is empty changes nothing', () => {
    expect(read([head])).toEqual(read([]));
  });

  test('that is applied twice does the same as once', () => {
    const override = `${custom}override: { description: name }\n`;

    expect(read([override, override])).toEqual(read([override]));
  });

  test('overrides fields; of several overlays the last one wins', () => {
    const [first, second] = [
      `${head}override: { description: name }\n`,
      `${head}override: { description: kind }\n`,
    ];

    expect(read([first]).record?.description).toBe('n');
    expect(read([first, second]).record?.description).toBe('new');
    expect(read([second, first]).record?.description).toBe('n');
  });

  test('declares native fields that only this account has', () => {
    const overlay = `${head}nativeFields: { tier: { type: text } }\noverride: { leadSource: tier }\n`;

    expect(read([overlay]).record?.leadSource).toBe('gold');
  });

  test('leaves a field of the account among its custom fields, whether the catalogue is known or not', () => {
    const overlay = `${head}nativeFields: { extra.tier: { type: text }, extra.known: { type: text, trim: true } }
customMappings: { tier: extra.tier }
`;
    const collecting = { customFields: '{ collect: extra.*, item: { id: $key, value: $value } }' };
    const mapping = compiled(collecting, { overlays: [overlay] });
    const { record } = mapping.bind(contextOf()).read({ id: 1, extra: { tier: 'gold', known: 'x' } });

    expect(record?.customMappings).toEqual({ tier: 'gold' });
    expect(record?.customFields).toEqual([{ id: 'tier', name: null, type: 'unknown', value: 'gold' }]);
  });

  test('describes a native field otherwise', () => {
    const overlay = `${head}nativeFields: { day: { type: date, format: D/M/Y } }\n`;

    expect(read([]).record?.closeDate).toBe('2024-02-03');
    expect(read([overlay]).record?.closeDate).toBe('2024-03-02');
  });

  test('is named as the origin of what it sets', () => {
    const overlay = `${custom}override: { description: name }\n`;
    const explain = (field: string) =>
      compiled(rules, { overlays: [overlay] })
        .bind(contextOf())
        .explain(native, field)[0];

    expect(explain('description')).toMatchObject({ rule: 'overlay-1.yaml:8:13', layer: 'overlay' });
    expect(explain('customMappings')).toMatchObject({ rule: 'overlay-1.yaml:4:3', layer: 'overlay' });
    expect(explain('leadSource')).toMatchObject({ layer: 'base' });
  });

  test('changes the hash, and so does its place among others', () => {
    const other = `${head}override: { leadSource: name }\n`;

    expect(new Set([hash([]), hash([custom]), hash([custom, other]), hash([other, custom])]).size).toBe(4);
    expect(hash([custom])).toBe(hash([custom]));
  });

  test('asks for the paths and tables it needs', () => {
    expect(compiled(rules).lookups).toEqual([]);
    expect(compiled(rules, { overlays: [custom] }).lookups).toEqual(['stages']);
    expect(compiled(rules, { overlays: [custom] }).paths).toContain('mails');
  });
});

describe('an overlay overrides a rule of any kind', () => {
  const base = {
    ...rules,
    status: '{ from: state, map: { active: Open, won: Won, lost: Lost } }',
    companyName: '{ from: stage, lookup: stages, take: name }',
    expectedRevenue: '{ combine: product, of: [$out.monetaryAmount, fee] }',
    contactIds: "'people[].id'",
    type: '{ first: [{ from: kind }, { from: note }] }',
    customFields: '{ collect: extra.*, item: { id: $key, value: $value } }',
    deleted: '{ const: false, because: never }',
    passThrough: '{ merge: $body }',
  };
  const fields = Object.keys(opportunityFields).filter((field) => field !== 'id' && field !== 'title');
  const off = '{ unsupported: "not for us" }';

  function layered(overlays: readonly string[]) {
    return compiled(base, { overlays })
      .bind(contextOf({ lookups }))
      .read({ ...native, people: [{ id: 1 }] });
  }

  test.each(fields)('with none: %s', (field) => {
    const mapping = compiled(base, { overlays: [`${head}override: { ${field}: ${off} }\n`] });
    const { record, issues } = mapping.bind(contextOf({ lookups })).read({ ...native, people: [] });

    expect(record).not.toHaveProperty(field);
    expect(record).toMatchObject({ id: '1', title: 'n' });
    expect(issues).toEqual([]);
  });

  test.each(Object.entries(base))('back to what it was: %s', (field, rule) => {
    const away = `${head}override: { ${field}: ${off} }\n`;
    const back = `${head}override: { ${field}: ${rule.replaceAll("'", '"')} }\n`;

    expect(layered([away, back])).toEqual(layered([]));
    expect(layered([back, back])).toEqual(layered([back]));
  });

  test('lists among alternatives are lists in custom mappings, too', () => {
    const overlay = `${head}customMappings: { all: { first: [{ from: 'tags[]' }, { from: labels }], to: text } }\n`;

    expect(read([overlay], { id: 1, labels: 'a;b' }).record?.customMappings).toEqual({ all: ['a', 'b'] });
  });
});

describe('an overlay is checked', () => {
  test.each([
    ['against its mapping', 'overlay: 1\nextends: acme/deal\n', 'E101 overlay-1.yaml:2:10'],
    ['for unknown fields', `${head}override: { descripton: name }\n`, 'E104 overlay-1.yaml:3:13'],
    ['for unknown native fields', `${head}customMappings: { a: nam }\n`, 'E113 overlay-1.yaml:3:22'],
    [
      'for types that do not exist',
      `${head}customMappings: { a: { from: name, to: txt } }\n`,
      'E109 overlay-1.yaml:3:40',
    ],
    [
      'for types that do not fit',
      `${head}customMappings: { a: { from: made, to: boolean } }\n`,
      'E120 overlay-1.yaml:3:30',
    ],
    [
      'for keys that reach a prototype',
      `${head}customMappings: { __proto__: name }\n`,
      'E111 overlay-1.yaml:3:19',
    ],
    [
      'for a type that is not clear',
      `${head}customMappings: { a: { first: [{ from: name }, { from: note }] } }\n`,
      'E102 overlay-1.yaml:3:19',
    ],
  ])('%s', (_name, overlay, expected) => {
    const found = findingsOf({}, { overlays: [overlay] }).map(
      ({ code, file, line, column }) => `${code} ${file}:${line}:${column}`,
    );

    expect(found).toContain(expected);
  });

  test('with at most 200 rules', () => {
    const lines = Array.from({ length: 201 }, (_, index) => `  k${index}: name\n`).join('');

    expect(findingsOf({}, { overlays: [`${head}customMappings:\n${lines}`] })).toMatchObject([
      { code: 'E106', line: 204 },
    ]);
  });

  test('for examples of its own rules only', () => {
    const overlay = `${head}override: { leadSource: { first: [{ from: name }, { from: note }] } }\n`;

    expect(findingsOf(rules, { overlays: [overlay] }).map(({ code, file }) => `${code} ${file}`)).toEqual([
      'W301 overlay-1.yaml',
      'W301 overlay-1.yaml',
    ]);
  });

  test('against the account’s own fields', () => {
    const overlay = `${head}customMappings: { tier: extra.tier, zone: { from: 'fields[key=z1].value', to: number } }\n`;
    const tier: CustomFieldDefinition = { key: 'tier', label: 'T', type: 'text', wire: 'text' };
    const zone: CustomFieldDefinition = { key: 'z1', label: 'Z', type: 'number', wire: 'decimal' };
    const byKey = { customFields: '{ collect: extra.*, item: { id: $key, value: $value } }' };
    const byItem = { customFields: "{ collect: 'fields[]', item: { id: key, value: value } }" };
    const codes = (
      customRules: Readonly<Record<string, string>>,
      catalogue: readonly CustomFieldDefinition[],
    ) =>
      findingsOf(customRules, { overlays: [overlay], catalogue }).map(
        ({ code, column }) => `${code}:${column}`,
      );

    expect(codes(byKey, [])).toEqual(['E113:25', 'E120:51']);
    expect(codes(byKey, [tier])).toEqual(['E120:51']);
    expect(codes(byItem, [zone])).toEqual(['E113:25']);
  });
});

test('the examples of a mapping run without overlays, those of an overlay with all up to it', () => {
  const base =
    'examples:\n  - { name: base, native: { id: 1, note: x, name: n }, unified: { description: x } }\n';
  const overlay = `${head}override: { description: name }
examples:
  - { name: overlay, native: { id: 1, note: x, name: n }, unified: { description: n } }
`;
  const files = acmeFiles(rules, { examples: base, overlays: [overlay, head] });

  expect(checkMapping(files)).toEqual([]);
  expect(runExamples(files).map(({ name, passed }) => [name, passed])).toEqual([
    ['base', true],
    ['overlay', true],
  ]);
});
