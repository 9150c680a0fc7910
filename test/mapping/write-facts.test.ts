import { describe, expect, test } from 'vitest';
import type { CustomFieldDefinition } from '../../src/connector-kit/resource.ts';
import { checkMapping, loadMapping } from '../../src/mapping/index.ts';
import type { MappedWrite } from '../../src/mapping/write-types.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { contextOf, mappingText, source } from './vendor/acme.ts';

const descriptor = source(
  'acme.native.yaml',
  `native: acme/deal
empty: ['']
ids: number
fields:
  id: { type: id, access: read }
  name: { type: text }
  state: { type: choice, values: [open, won] }
  amount: { type: number }
  unit: { type: text, nullable: false }
  odds: { type: percent, whole: true, prefilled: true, derivedFrom: [stage] }
  stage: { type: id }
  line: { type: id }
  'tags[]': { type: text, lowerCase: true, longest: 5 }
  firm: { type: id }
  firm_name: { type: text, derivedFrom: [firm] }
  level: { type: choice, values: [none, top] }
  'fields[].key': { type: id }
  'fields[].value': { type: json }
lookups:
  stages: { key: id, fields: { name: text, line: id }, load: all }
`,
);

const rules = {
  monetaryAmount: 'amount',
  currency: '{ from: unit, when: { amount: $present }, because: "an amount has a unit" }',
  winProbability: 'odds',
  pipelineStageId: '{ from: stage, write: { in: stages, along: { line: line } } }',
  pipelineId: '{ from: line, write: { with: pipelineStageId }, because: "a line has stages of its own" }',
  tags: "'tags[]'",
  companyId: 'firm',
  companyName: '{ from: firm_name, write: { when: { companyId: null } }, because: "a firm has a name" }',
  status: '{ from: state, map: { open: Open, won: Won } }',
  closeDate: '{ unsupported: "not here" }',
  priority: '{ from: level, map: { none: None, top: High }, clear: none }',
  customFields: '{ collect: "fields[]", catalogue: customFields, item: { id: key, value: value } }',
} as const;

const catalogue: readonly CustomFieldDefinition[] = [
  { key: '71', label: 'Share', type: 'percent', wire: 'number', whole: true },
  { key: '72', label: 'Number', type: 'text', wire: 'text', longest: 3 },
  {
    key: '73',
    label: 'Parts',
    type: 'options',
    wire: 'id',
    options: { '1': 'Pump', '2': 'Valve' },
    clear: [],
  },
  { key: '74', label: 'Checked', type: 'boolean', wire: 'bool', nullable: false },
];

const lookups = { stages: { '1': { name: 'A', line: '10' }, '2': { name: 'B', line: '20' } } };

function write(input: JsonObject, current?: JsonObject): MappedWrite {
  const mapping = source('acme.yaml', mappingText(rules));
  const { mapping: compiled, findings } = loadMapping({ descriptor, mapping });
  if (compiled === undefined) throw new Error(findings.map(({ message }) => message).join('\n'));
  return compiled.bind(contextOf({ lookups, catalogue })).write(input, current);
}

/** What is sent, and the issues in short. */
function outcome(input: JsonObject, current?: JsonObject): readonly [JsonObject, readonly string[]] {
  const { patch, issues } = write(input, current && { id: 1, name: 'x', ...current });
  return [patch, issues.map(({ field, code }) => `${field} ${code}`)];
}

describe('text that the vendor keeps in small letters', () => {
  test('is sent like that, each once', () => {
    expect(outcome({ tags: ['Ab', 'AB', 'c'] }, { tags: [] })).toEqual([{ tags: ['ab', 'c'] }, []]);
  });

  test('is not sent where it is there in another spelling and order', () => {
    expect(outcome({ tags: ['B', 'a'] }, { tags: ['a', 'b'] })).toEqual([{}, []]);
  });

  test('is refused where it would be cut, after it was made small', () => {
    expect(outcome({ tags: ['abcdef'] }, { tags: [] })).toEqual([{}, ['tags would-not-read-back']]);
    // Two units in small letters, one in a capital.
    expect(outcome({ tags: ['İİİ'] }, { tags: [] })).toEqual([{}, ['tags would-not-read-back']]);
    expect(outcome({ tags: ['abcde'] }, { tags: [] })).toEqual([{ tags: ['abcde'] }, []]);
  });
});

describe('a number that the vendor keeps whole', () => {
  test('is refused with a fraction, and both neighbours are named', () => {
    expect(write({ winProbability: 12.5 }, { id: 1, name: 'x' }).issues).toMatchObject([
      { code: 'would-not-read-back', hint: 'write 12 or 13' },
    ]);
    expect(outcome({ customFields: [{ id: '71', value: 0.1 }] }, {})).toEqual([
      {},
      ['customFields[71] would-not-read-back'],
    ]);
  });

  test('is read with a fraction all the same', () => {
    expect(outcome({ winProbability: 12.5 }, { odds: 12.5 })).toEqual([{}, []]);
  });
});

describe('what the vendor fills by itself', () => {
  test('is sent as null for a new record, and left out where nothing was said', () => {
    expect(outcome({ title: 'x', winProbability: null, companyId: null })).toEqual([
      { name: 'x', odds: null },
      [],
    ]);
    expect(outcome({ title: 'x' })).toEqual([{ name: 'x' }, []]);
  });

  test('is sent though it is there, where another field that is written would move it', () => {
    expect(outcome({ pipelineStageId: '2', winProbability: 30 }, { stage: 1, line: 10, odds: 30 })).toEqual([
      { stage: 2, line: 20, odds: 30 },
      [],
    ]);
    expect(outcome({ winProbability: 30 }, { stage: 1, line: 10, odds: 30 })).toEqual([{}, []]);
    expect(outcome({ pipelineStageId: '1', winProbability: 30 }, { stage: 1, line: 10, odds: 30 })).toEqual([
      {},
      [],
    ]);
  });

  test('says so in what each field became', () => {
    const { fields } = write(
      { pipelineStageId: '2', winProbability: 30 },
      { id: 1, name: 'x', stage: 1, odds: 30 },
    );

    expect(fields.find(({ field }) => field === 'winProbability')).toMatchObject({
      path: 'odds',
      native: 30,
    });
  });
});

describe('a field that changes only together with another', () => {
  test('is refused alone, with the reason and what to add', () => {
    const { issues } = write({ pipelineId: '20' }, { id: 1, name: 'x', stage: 1, line: 10 });

    expect(issues).toMatchObject([
      {
        field: 'pipelineId',
        code: 'not-met',
        message:
          'it changes only together with pipelineStageId, which the vendor would choose: a line has stages of its own',
        hint: 'write pipelineStageId along with it',
      },
    ]);
  });

  test('may stand alone where it stays, for a new record, and beside the other', () => {
    expect(outcome({ pipelineId: '10' }, { stage: 1, line: 10 })).toEqual([{}, []]);
    expect(outcome({ title: 'x', pipelineId: '20' })).toEqual([{ name: 'x', line: 20 }, []]);
    expect(outcome({ pipelineId: '20', pipelineStageId: '2' }, { stage: 1, line: 10 })).toEqual([
      { stage: 2, line: 20 },
      [],
    ]);
  });
});

describe('a field that is written only while another is empty', () => {
  test.each<[string, JsonObject, JsonObject, JsonObject, readonly string[]]>([
    ['there is none', { companyName: 'B' }, { firm: null, firm_name: 'A' }, { firm_name: 'B' }, []],
    [
      'it is taken away',
      { companyId: null, companyName: 'B' },
      { firm: 5, firm_name: 'A' },
      { firm: null, firm_name: 'B' },
      [],
    ],
    [
      'both are taken away',
      { companyId: null, companyName: null },
      { firm: 5, firm_name: 'A' },
      { firm: null, firm_name: null },
      [],
    ],
    ['nothing changes', { companyId: '5', companyName: 'A' }, { firm: 5, firm_name: 'A' }, {}, []],
    ['there is one', { companyName: 'B' }, { firm: 5, firm_name: 'A' }, {}, ['companyName not-met']],
    [
      'only it is taken away',
      { companyName: null },
      { firm: 5, firm_name: 'A' },
      {},
      ['companyName not-met'],
    ],
    [
      'the other changes, and it stays',
      { companyId: '6', companyName: 'A' },
      { firm: 5, firm_name: 'A' },
      {},
      ['companyName not-met'],
    ],
  ])('%s', (_says, input, current, patch, issues) => {
    expect(outcome(input, current)).toEqual([patch, issues]);
  });

  test('says what it is after the write', () => {
    const { issues } = write({ companyName: 'B' }, { id: 1, name: 'x', firm: 5, firm_name: 'A' });

    expect(issues[0]?.message).toBe(
      'it can be written only while companyId is empty, and after this write it is "5": a firm has a name',
    );
  });
});

describe('a field that cannot be cleared, and is read only under a condition', () => {
  test('may be null where the condition does not hold afterwards', () => {
    expect(outcome({ monetaryAmount: null, currency: null }, { amount: 5, unit: 'USD' })).toEqual([
      { amount: null },
      [],
    ]);
    expect(outcome({ title: 'x', currency: null })).toEqual([{ name: 'x' }, []]);
  });

  test('may not where it does', () => {
    expect(outcome({ currency: null }, { amount: 5, unit: 'USD' })).toEqual([{}, ['currency cannot-clear']]);
    expect(outcome({ title: 'x', monetaryAmount: 5, currency: null })).toEqual([
      {},
      ['currency cannot-clear'],
    ]);
    expect(outcome({ monetaryAmount: 5, currency: null }, {})).toEqual([{}, ['currency cannot-clear']]);
  });

  test('may where it is so already', () => {
    expect(outcome({ currency: null }, { amount: 5 })).toEqual([{}, []]);
  });
});

describe('a word for "nothing"', () => {
  test('that people see is what null reads back as', () => {
    expect(outcome({ priority: null }, { level: 'top' })).toEqual([{ level: 'none' }, []]);
    expect(outcome({ priority: null }, { level: 'none' })).toEqual([{}, []]);
    expect(outcome({ title: 'x', priority: null })).toEqual([{ name: 'x', level: 'none' }, []]);
  });
});

describe('two fields of one native field', () => {
  const both = { monetaryAmount: 'amount', customMappings: '{ overlay: true }' };
  const overlay = source(
    'overlay.yaml',
    'overlay: 1\nextends: acme/opportunity\ncustomMappings:\n  net: { from: amount, to: number }\n',
  );
  const { mapping } = loadMapping({
    descriptor,
    mapping: source('acme.yaml', mappingText(both)),
    overlays: [overlay],
  });
  const issuesOf = (input: JsonObject, current?: JsonObject): readonly string[] =>
    (mapping?.bind(contextOf()).write(input, current).issues ?? []).map(
      ({ field, code }) => `${field} ${code}`,
    );

  test('agree where one says what the other keeps', () => {
    const current = { id: 1, name: 'x', amount: 5 };

    expect(issuesOf({ monetaryAmount: 5, customMappings: { net: 5 } }, current)).toEqual([]);
    expect(issuesOf({ monetaryAmount: 5, customMappings: { net: 6 } }, current)).toEqual([
      'customMappings.net conflict',
    ]);
  });

  test('contradict each other in a new record, too, where one is to be empty', () => {
    expect(issuesOf({ title: 'x', monetaryAmount: null, customMappings: { net: 6 } })).toEqual([
      'customMappings.net conflict',
    ]);
    expect(issuesOf({ title: 'x', monetaryAmount: null, customMappings: { net: null } })).toEqual([]);
  });
});

describe('custom fields', () => {
  const now = {
    fields: [
      { key: 73, value: [] },
      { key: 74, value: true },
    ],
  };

  test.each<[string, JsonObject, JsonObject, readonly string[]]>([
    ['null for an empty list', { id: '73', value: null }, {}, []],
    [
      'an option under both its names',
      { id: '73', value: ['Pump', '1'] },
      { fields: [{ key: 73, value: [1] }] },
      [],
    ],
    ['a text that is too long', { id: '72', value: '1234' }, {}, ['customFields[72] would-not-read-back']],
    ['null for a box', { name: 'Checked', value: null }, {}, ['customFields[74] cannot-clear']],
    ['a box as it is', { name: 'Checked', value: true }, {}, []],
  ])('%s', (_says, item, patch, issues) => {
    expect(outcome({ customFields: [item] }, now)).toEqual([patch, issues]);
  });
});

function findingsOf(fields: string, more: Readonly<Record<string, string>> = {}): readonly string[] {
  return checkMapping({
    descriptor: source(
      'acme.native.yaml',
      `native: acme/deal\nfields:\n  id: { type: id, access: read }\n  name: { type: text }\n  line: { type: id }\n${fields}`,
    ),
    mapping: source('acme.yaml', mappingText(more)),
  }).map(({ code, message }) => `${code} ${message}`);
}

describe('the checker', () => {
  test.each([
    ['longest: none', 'E106 "longest" is a number of characters'],
    ['longest: 0', 'E106 "longest" is a number of characters'],
    ['longest: 2.5', 'E106 "longest" is a number of characters'],
    ['whole: yes', 'E106 whole should be true or false, not text'],
    ['prefilled: 1', 'E106 prefilled should be true or false, not a number'],
    ['lowercase: true', 'E103 a native field has no key "lowercase"'],
  ])('refuses %s of a native field', (fact, message) => {
    expect(findingsOf(`  note: { type: text, ${fact} }\n`)).toEqual([message]);
  });

  test('refuses a partner that the model does not have', () => {
    expect(findingsOf('', { pipelineId: '{ from: line, write: { with: pipelineStage } }' })).toEqual([
      'E104 there is no unified field "pipelineStage"',
    ]);
  });
});
