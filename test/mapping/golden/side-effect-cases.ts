import type { GoldenCase } from './golden-case.ts';

const head = 'overlay: 1\nextends: acme/opportunity\n';
/** Fields that the entries below can name. */
const lines = `  monetaryAmount: { from: fee }
  expectedRevenue: { combine: sum, of: [fee, odds] }
  companyName: { from: note, access: read, because: x }`;

function entry(text: string): Pick<GoldenCase, 'lines' | 'tail'> {
  return { lines, tail: `sideEffects:\n  - ${text}\n` };
}

/** Mistakes in what is said to change along. */
export const sideEffectCases: readonly GoldenCase[] = [
  {
    says: 'side effects that are a map',
    code: 'E106',
    tail: 'sideEffects: ▸{ monetaryAmount: [title] }\n',
    message: '"sideEffects" should be a list, not a map',
    hint: 'write a list here',
  },
  {
    says: 'a side effect that is a word',
    code: 'E106',
    ...entry('▸title'),
    message: 'a side effect should be a map, not text',
    hint: 'write a map here',
  },
  {
    says: 'an unknown word of a side effect',
    code: 'E103',
    ...entry('{ writing: monetaryAmount, ▸change: expectedRevenue, because: x }'),
    message: 'a side effect has no key "change"',
    hint: 'did you mean "changes"?',
  },
  {
    says: 'a side effect without a reason',
    code: 'E102',
    ...entry('▸{ writing: monetaryAmount, changes: expectedRevenue }'),
    message: 'a side effect needs "because"',
    hint: 'add  because: …',
  },
  {
    says: 'a reason that is blank',
    code: 'E106',
    ...entry("{ writing: monetaryAmount, changes: expectedRevenue, because: ▸' ' }"),
    message: 'the reason is missing',
    hint: 'say it to the person who asks why',
  },
  {
    says: 'a side effect of nothing',
    code: 'E106',
    ...entry('{ writing: ▸[], changes: expectedRevenue, because: x }'),
    message: '"writing" needs at least one field',
    hint: 'name a unified field',
  },
  {
    says: 'a field that is a number',
    code: 'E106',
    ...entry('{ writing: monetaryAmount, changes: [expectedRevenue, ▸5], because: x }'),
    message: 'each of "changes" should be text, not a number',
    hint: 'write text here',
  },
  {
    says: 'a field that changes twice',
    code: 'E107',
    ...entry('{ writing: monetaryAmount, changes: [expectedRevenue, ▸expectedRevenue], because: x }'),
    message: 'expectedRevenue stands here twice',
    hint: 'leave one out',
  },
  {
    says: 'an unknown field that is written',
    code: 'E104',
    ...entry('{ writing: ▸monetaryAmont, changes: expectedRevenue, because: x }'),
    message: 'there is no unified field "monetaryAmont"',
    hint: 'did you mean "monetaryAmount"?',
  },
  {
    says: 'an unknown field that changes',
    code: 'E104',
    ...entry('{ writing: monetaryAmount, changes: ▸expectedRevenu, because: x }'),
    message: 'there is no unified field "expectedRevenu"',
    hint: 'did you mean "expectedRevenue"?',
  },
  {
    says: 'a misspelt word for whatever is written',
    code: 'E104',
    ...entry('{ writing: ▸$anny, changes: expectedRevenue, because: x }'),
    message: 'there is no unified field "$anny"',
    hint: 'did you mean "$any"?',
  },
  {
    says: 'whatever is written beside something else',
    code: 'E108',
    ...entry('{ writing: [▸$any, title], changes: expectedRevenue, because: x }'),
    message: '"$any" stands alone',
    hint: 'leave the others out',
  },
  {
    says: 'a field that nobody writes',
    code: 'E150',
    ...entry('{ writing: ▸expectedRevenue, changes: monetaryAmount, because: x }'),
    message: 'expectedRevenue cannot be written',
    hint: 'name a field that can be',
  },
  {
    says: 'all custom fields as what is written',
    code: 'E150',
    lines: `${lines}\n  customFields: { collect: extra.*, catalogue: customFields, item: { id: $key, value: $value } }`,
    tail: 'sideEffects:\n  - { writing: ▸customFields, changes: monetaryAmount, because: x }\n',
    message: 'customFields cannot be written as one',
    hint: 'name a field that can be',
  },
  {
    says: 'a field that is made read-only',
    code: 'E150',
    ...entry('{ writing: ▸companyName, changes: monetaryAmount, because: x }'),
    message: 'companyName cannot be written',
    hint: 'name a field that can be',
  },
  {
    says: 'a field of its own that changes along with itself',
    code: 'E108',
    ...entry('{ writing: monetaryAmount, changes: ▸monetaryAmount, because: x }'),
    message: 'monetaryAmount does not change along with itself',
    hint: 'name what changes with it',
  },
  {
    says: 'a field that the vendor does not have and that changes',
    code: 'E108',
    ...entry('{ writing: monetaryAmount, changes: ▸leadId, because: x }'),
    message: 'leadId never changes: it is unsupported',
    hint: 'leave it out',
  },
  {
    says: 'all custom mappings at once',
    code: 'E108',
    ...entry('{ writing: monetaryAmount, changes: ▸customMappings, because: x }'),
    message: 'customMappings has no value of its own',
    hint: 'customMappings.key',
  },
  {
    says: 'a custom mapping that no overlay adds',
    code: 'E104',
    lines,
    overlays: [
      `${head}customMappings: { feeAgain: fee }\nsideEffects:\n  - { writing: monetaryAmount, changes: ▸customMappings.feeAgan, because: x }\n`,
    ],
    message: 'there is no unified field "customMappings.feeAgan"',
    hint: 'did you mean "customMappings.feeAgain"?',
  },
  {
    says: 'a custom mapping that only a later overlay adds',
    code: 'E104',
    lines,
    overlays: [
      `${head}sideEffects:\n  - { writing: monetaryAmount, changes: ▸customMappings.feeAgain, because: x }\n`,
      `${head}customMappings: { feeAgain: fee }\n`,
    ],
    message: 'there is no unified field "customMappings.feeAgain"',
    hint: 'an overlay adds it, this one or one before it',
  },
];
