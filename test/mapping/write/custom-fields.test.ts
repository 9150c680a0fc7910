import { describe, expect, test } from 'vitest';
import type { CustomFieldDefinition } from '../../../src/connector-kit/resource.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/model/json.ts';
import { byItem, byKey, create, refusal, write, type Setting } from './writing.ts';

const options = { '31': 'Gold', '32': 'Silver', '33': 'SILVER' };
const catalogue: readonly CustomFieldDefinition[] = [
  { key: 'text', label: 'Order number', type: 'text', wire: 'text' },
  { key: 'number', label: 'Seats', type: 'number', wire: 'number' },
  { key: 'whole', label: 'Units', type: 'number', wire: 'int' },
  { key: 'wholetext', label: 'Boxes', type: 'number', wire: 'int-text' },
  { key: 'decimal', label: 'Budget', type: 'money', wire: 'decimal' },
  { key: 'percent', label: 'Discount', type: 'percent', wire: 'percent' },
  { key: 'ratio', label: 'Share', type: 'percent', wire: 'ratio' },
  { key: 'ratiotext', label: 'Part', type: 'percent', wire: 'ratio-text' },
  { key: 'day', label: 'Go-live', type: 'date', wire: 'date' },
  { key: 'dayat', label: 'Start', type: 'date', wire: 'datetime' },
  { key: 'counted', label: 'Due', type: 'date', wire: 'unix-day' },
  { key: 'instant', label: 'Call', type: 'datetime', wire: 'datetime' },
  { key: 'seconds', label: 'Ring', type: 'datetime', wire: 'unix-s' },
  { key: 'ms', label: 'Tick', type: 'datetime', wire: 'unix-ms' },
  { key: 'flag', label: 'Signed', type: 'boolean', wire: 'bool', nullable: false },
  { key: 'flagtext', label: 'Paid', type: 'boolean', wire: 'bool-text' },
  { key: 'tier', label: 'Tier', type: 'option', wire: 'id', options },
  {
    key: 'choice',
    label: 'Plan',
    type: 'option',
    wire: 'choice',
    options: { pro: 'Professional', std: 'Standard' },
  },
  { key: 'grade', label: 'Grade', type: 'option', wire: 'int', options: { '1': 'Best', '2': 'Good' } },
  {
    key: 'zones',
    label: 'Zones',
    type: 'options',
    wire: 'id',
    options: { '41': 'EU', '42': 'APAC' },
    clear: [],
  },
  {
    key: 'areas',
    label: 'Areas',
    type: 'options',
    wire: 'list-semicolon',
    options: { n: 'North', s: 'South' },
  },
  { key: 'firm', label: 'Firm', type: 'reference', wire: 'id', refName: 'company' },
  { key: 'money', label: 'Fee', type: 'money', wire: 'json' },
  { key: 'score', label: 'Score', type: 'number', wire: 'decimal', access: 'read' },
  { key: 'twin1', label: 'Region', type: 'text', wire: 'text' },
  { key: 'twin2', label: 'region ', type: 'text', wire: 'text' },
  { key: 'url', label: 'Link', type: 'url', wire: 'text' },
];

const settings: Setting = { catalogue, timezone: 'Europe/Berlin' };

/** The two places of custom fields: what a record has, and what a patch writes, as values by id. */
const homes = [
  {
    name: 'keys of an object',
    rule: byKey,
    native: (values: JsonObject): JsonObject => ({ extra: values }),
    written: (patch: JsonObject) => patch['extra'],
  },
  {
    name: 'entries of a list',
    rule: byItem,
    native: (values: JsonObject): JsonObject => ({
      fields: Object.entries(values).map(([key, value]) => ({ key, value })),
    }),
    written: ({ fields }: JsonObject) =>
      Array.isArray(fields)
        ? Object.fromEntries(fields.filter(isJsonObject).map(({ key, value }) => [String(key), value]))
        : fields,
  },
];

describe.each(homes)('custom fields that are $name', ({ rule, native, written }) => {
  const send = (items: unknown, values: JsonObject = {}, setting: Setting = settings) => {
    const current = { id: 1, name: 'n', ...native(values) };
    const outcome = write({ customFields: rule }, { customFields: items }, { ...setting, current });
    return { ...outcome, values: written(outcome.patch) };
  };

  test.each(['text', 'number', 'day', 'tier', 'firm'])(
    'an empty list is no value of %s, which has one alone, of a record that is new or not',
    (key) => {
      const items = [{ id: key, value: [] }];
      const made = create({ customFields: rule }, { customFields: items }, settings);

      expect(send(items).issues).toEqual([`customFields[${key}] wrong-type`]);
      expect(made.issues).toEqual([`customFields[${key}] wrong-type`]);
    },
  );

  test.each(['zones', 'areas'])('an empty list is none of %s, of a record that is new or not', (key) => {
    const items = [{ id: key, value: [] }];

    expect(send(items).patch).toEqual({});
    expect(create({ customFields: rule }, { customFields: items }, settings)).toMatchObject({
      patch: { name: 'n' },
      issues: [],
    });
  });

  test.each<[key: string, given: JsonValue, wire: JsonValue]>([
    ['text', 'PO-1', 'PO-1'],
    ['url', 'https://example.org', 'https://example.org'],
    ['number', 12.5, 12.5],
    ['whole', 12, 12],
    ['wholetext', 12, '12'],
    ['decimal', 1e21, '1000000000000000000000'],
    ['percent', 12.5, 12.5],
    ['ratio', 12.5, 0.125],
    ['ratiotext', 12.5, '0.125'],
    ['day', '2026-12-01', '2026-12-01'],
    ['dayat', '2026-12-01', '2026-11-30T23:00:00.000Z'],
    ['counted', '2026-12-01', Date.UTC(2026, 11, 1, 8) / 1000],
    ['instant', '2026-12-01T10:00:00+01:00', '2026-12-01T09:00:00.000Z'],
    ['seconds', '2026-12-01T09:00:00Z', Date.UTC(2026, 11, 1, 9) / 1000],
    ['ms', '2026-12-01T09:00:00.001Z', Date.UTC(2026, 11, 1, 9) + 1],
    ['flag', true, true],
    ['flagtext', false, 'false'],
    ['tier', 'Gold', '31'],
    ['tier', ' gold', '31'],
    ['tier', '31', '31'],
    ['tier', 'Silver', '32'],
    ['choice', 'Standard', 'std'],
    ['grade', 'Good', 2],
    ['zones', ['APAC', '41', 'apac'], ['42', '41', '42']],
    ['areas', ['South', 'n'], 's;n'],
    ['firm', '12', '12'],
    ['money', { value: 1.5, currency: 'EUR' }, { value: 1.5, currency: 'EUR' }],
  ])('%s %j goes out as %j, and is no change the second time', (id, given, wire) => {
    const first = send([{ id, value: given }]);

    expect(first.issues).toEqual([]);
    expect(first.values).toEqual({ [id]: Array.isArray(wire) ? [...new Set(wire)] : wire });
    expect(send([{ id, value: given }], first.values as JsonObject)).toMatchObject({ patch: {}, issues: [] });
  });

  test.each<[key: string, given: JsonValue, code: string, words: string]>([
    ['text', 5, 'wrong-type', '5 is not text'],
    ['number', '5', 'wrong-type', 'write a number'],
    ['whole', 1.5, 'wrong-type', 'a whole number'],
    ['wholetext', 1.5, 'wrong-type', 'a whole number'],
    ['percent', 101, 'wrong-type', '0 to 100'],
    ['day', '2026-02-30', 'wrong-type', 'YYYY-MM-DD'],
    ['instant', '2026-12-01', 'wrong-type', 'with a zone'],
    ['seconds', '2026-12-01T09:00:00.001Z', 'would-not-read-back', 'of type unix-s'],
    ['flag', 'yes', 'wrong-type', 'true or false'],
    ['flag', null, 'cannot-clear', 'write false'],
    ['tier', 'Glod', 'unknown-reference', 'nearest: Gold (31)'],
    ['tier', 'silver', 'ambiguous-reference', 'by its id: 32, 33'],
    ['tier', ['Gold'], 'wrong-type', 'is not text'],
    ['zones', 'EU', 'wrong-type', 'is not a list'],
    ['zones', ['EU', 'Mars'], 'unknown-reference', 'there is no "Mars"'],
    ['areas', ['North;South'], 'unknown-reference', 'nearest'],
    ['score', 5, 'read-only', 'the vendor does not let "Score" be written'],
  ])('%s %j is refused: %s', (id, given, code, words) => {
    const outcome = send([{ id, value: given }], { flag: true });

    expect(outcome).toMatchObject({ patch: {}, issues: [`customFields[${id}] ${code}`] });
    expect(refusal(outcome)).toContain(words);
  });

  test('that the input does not name stay as they are', () => {
    expect(send([{ id: 'text', value: 'b' }], { text: 'a', number: 1 }).values).toEqual({ text: 'b' });
    expect(send([], { text: 'a' }).patch).toEqual({});
  });

  test('keep options that were deleted, where the record has them', () => {
    expect(send([{ id: 'zones', value: ['EU', '49', 'APAC'] }], { zones: ['41', '49'] }).values).toEqual({
      zones: ['41', '49', '42'],
    });
    expect(send([{ id: 'zones', value: ['EU', '49'] }], { zones: ['41'] }).issues).toEqual([
      'customFields[zones] unknown-reference',
    ]);
  });

  test('are named by their label, in any case and spacing', () => {
    expect(send([{ name: 'order  NUMBER', value: 'b' }]).values).toEqual({ text: 'b' });
    expect(send([{ name: 'Region', value: 'b' }]).values).toEqual({ twin1: 'b' });
  });

  test('are not guessed: a label of two is refused, an unknown one too, and the nearest are named', () => {
    const both = send([{ name: 'REGION', value: 'b' }]);
    const unknown = send([{ name: 'Ordr number', value: 'b' }]);
    const id = send([{ id: 'tex', value: 'b' }]);

    expect(both.issues).toEqual(['customFields[REGION] ambiguous-reference']);
    expect(refusal(both)).toContain('by its id: twin1, twin2');
    expect(unknown.issues).toEqual(['customFields[Ordr number] unknown-field']);
    expect(refusal(unknown)).toContain('nearest: Order number (text)');
    expect(id.issues).toEqual(['customFields[tex] unknown-field']);
    expect(refusal(id)).toContain('nearest: Order number (text)');
  });

  test('are named once', () => {
    expect(
      send([
        { id: 'text', value: 'a' },
        { name: 'Order number', value: 'b' },
      ]).issues,
    ).toEqual(['customFields[text] conflict']);
  });

  test('whose id and name are of two fields are refused with both, whatever the record has', () => {
    const item = { id: 'text', name: 'Seats', value: 'a' };

    for (const values of [{}, { text: 'a' }]) {
      const outcome = send([item], values);
      expect(outcome).toMatchObject({ patch: {}, issues: ['customFields[text] conflict'] });
      expect(refusal(outcome)).toContain('the field text is called "Order number", not "Seats"');
      expect(refusal(outcome)).toContain('"Seats" is number');
    }
    expect(refusal(send([{ id: 'text', name: 'Nothing like it', value: 'a' }]))).toContain(
      'no field is called so',
    );
    expect(send([{ id: 'text', name: ' order NUMBER', value: 'b' }]).values).toEqual({ text: 'b' });
    expect(send([{ id: 'twin2', name: 'Region', value: 'b' }]).values).toEqual({ twin2: 'b' });
  });

  test.each([
    [[5]],
    [[{ id: 'text' }]],
    [[{ id: 'text', value: undefined }]],
    [['text']],
    [{ text: 'a' }],
    ['text'],
    [[null]],
  ])('have an id or a name, and a value: %j', (items) => {
    expect(send(items).issues).toEqual(['customFields wrong-type']);
  });

  test('without id and name are told as that', () => {
    const outcome = send([{ id: 'text', value: 'x' }, { value: 1 }]);

    expect(outcome.issues).toEqual(['customFields wrong-type']);
    expect(refusal(outcome)).toContain('item 2 of the list names no field');
  });

  test('are cleared by null, by blank text, and by the word of their own', () => {
    expect(send([{ id: 'text', value: null }], { text: 'a' }).values).toEqual({ text: null });
    expect(send([{ id: 'text', value: '' }], { text: 'a' }).values).toEqual({ text: null });
    expect(send([{ id: 'zones', value: null }], { zones: ['41'] }).values).toEqual({ zones: [] });
    expect(send([{ id: 'zones', value: [] }], { zones: ['41'] }).values).toEqual({ zones: [] });
    expect(send([{ id: 'areas', value: [] }], { areas: 'n;s' }).values).toEqual({ areas: null });
    expect(send([{ id: 'text', value: null }]).patch).toEqual({});
  });

  test('are read back and written back without a change, whole items as they were read, unknown ones and read-only ones too', () => {
    const values = {
      text: 'a',
      tier: '39',
      zones: ['41', '49'],
      score: '7',
      gone: { a: 1 },
      dayat: '2026-12-01T08:00:00Z',
    };
    const read = [
      { id: 'text', name: 'Order number', type: 'text', value: 'a' },
      { id: 'tier', name: 'Tier', type: 'option', value: '39' },
      { id: 'zones', value: ['49', 'EU'] },
      { id: 'score', value: 7 },
      { id: 'gone', name: null, type: 'unknown', value: { a: 1 } },
      { id: 'dayat', value: '2026-12-01' },
      { id: 'number', value: null },
    ];

    expect(send(read, values)).toMatchObject({ patch: {}, issues: [] });
    // Nobody can say how to write what no definition knows.
    expect(send([{ id: 'gone', value: { a: 2 } }], values).issues).toEqual([
      'customFields[gone] unknown-field',
    ]);
  });

  test('that are JSON keep the order of what is in them', () => {
    expect(send([{ id: 'money', value: [2, 1] }], { money: [1, 2] }).values).toEqual({ money: [2, 1] });
  });

  test('of an account that could not be asked are refused, what is there already aside', () => {
    const { catalogue: _catalogue, ...unasked } = settings;

    expect(send([{ id: 'x', value: 1 }], {}, unasked).issues).toEqual(['customFields[x] unknown-reference']);
    expect(send([{ id: 'x', value: 1 }], { x: 1 }, unasked)).toMatchObject({ patch: {}, issues: [] });
  });

  test('of hostile names are fields like others', () => {
    const hostile = {
      catalogue: [{ key: '__proto__', label: 'constructor', type: 'text', wire: 'text' }],
    } as const;
    const { patch, issues } = send([{ id: '__proto__', value: 'x' }], {}, hostile);

    expect(issues).toEqual([]);
    expect(JSON.stringify(patch)).toMatch(/"__proto__":"x"|"key":"__proto__","value":"x"/);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  test('begin without a value: a create takes none away', () => {
    const made = create(
      { customFields: rule },
      {
        customFields: [
          { id: 'text', value: null },
          { id: 'zones', value: [] },
        ],
      },
      settings,
    );

    expect(made).toMatchObject({ patch: { name: 'n' }, issues: [] });
    expect(Object.keys(made.patch)).toEqual(['name']);
  });
});

test('entries are named by numbers where the vendor’s ids are numbers, and options are', () => {
  const numeric: Setting = {
    catalogue: [{ key: '7', label: 'Tier', type: 'options', wire: 'id', options }],
    descriptor: [["empty: ['']", "empty: ['']\nids: number"]],
    current: {
      id: 1,
      name: 'n',
      fields: [
        { key: 7, value: [31] },
        { key: 8, value: 'z' },
      ],
    },
  };

  const { patch, issues } = write(
    { customFields: byItem },
    { customFields: [{ id: '7', value: ['Silver', 'Gold'] }] },
    numeric,
  );
  expect({ patch, issues }).toEqual({ patch: { fields: [{ key: 7, value: [32, 31] }] }, issues: [] });
});

test('a mapping may keep all of them from being written, and says why', () => {
  const locked = byKey.replace(/ \}$/, ', access: read, because: "they are kept elsewhere" }');
  const outcome = write({ customFields: locked }, { customFields: [{ id: 'text', value: 'b' }] }, settings);

  expect(outcome.issues).toEqual(['customFields[text] read-only']);
  expect(refusal(outcome)).toBe('they are kept elsewhere – leave it out');
});
