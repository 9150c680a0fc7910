import { describe, expect, test } from 'vitest';
import { acmeFiles, findingsOf, type AcmeOptions } from './vendor/acme.ts';

interface Case {
  readonly says: string;
  readonly rules: Readonly<Record<string, string>>;
  /** `code column`, column within the line of the first rule. */
  readonly code: string;
  /** The text the finding points at. */
  readonly at: string;
  readonly message: string;
  readonly hint?: string;
  readonly options?: AcmeOptions;
}

const cases: readonly Case[] = [
  {
    says: 'two sources in one rule',
    rules: { description: '{ from: name, const: x }' },
    code: 'E102',
    at: 'const: x',
    message: 'a rule has one source; "from", "const" are several',
  },
  {
    says: 'a rule without a source',
    rules: { description: '{ default: x }' },
    code: 'E102',
    at: 'description',
    message: 'a rule needs a source',
    hint: 'one of from, const',
  },
  {
    says: 'an unknown word',
    rules: { description: '{ from: name, roud: 2 }' },
    code: 'E103',
    at: 'roud',
    message: 'a rule has no key "roud"',
    hint: 'did you mean "round"?',
  },
  {
    says: 'an unknown unified field',
    rules: { monetaryAmont: 'amount' },
    code: 'E104',
    at: 'monetaryAmont',
    message: 'there is no unified field "monetaryAmont"',
    hint: 'did you mean "monetaryAmount"?',
  },
  {
    says: 'a value of the wrong shape',
    rules: { description: '{ from: 5 }' },
    code: 'E106',
    at: '5',
    message: '"from" should be text, not a number',
  },
  {
    says: 'an alternative behind a constant',
    rules: { leadSource: '{ first: [{ const: a }, { from: name }] }' },
    code: 'E107',
    at: '{ from: name }',
    message: 'entries after this are never reached',
  },
  {
    says: 'the same path twice',
    rules: { description: '{ from: [note, note] }' },
    code: 'E107',
    at: 'note]',
    message: 'note stands here twice',
  },
  {
    says: 'a word that does not go with the source',
    rules: { description: '{ const: x, lookup: stages, take: name }' },
    code: 'E108',
    at: 'lookup',
    message: '"lookup" does not go with "const"',
    hint: 'it goes with from',
  },
  {
    says: 'a word without the one it needs',
    rules: { description: '{ from: name, else: keep }' },
    code: 'E108',
    at: 'else',
    message: '"else" means nothing without "map" or "lookup"',
  },
  {
    says: 'a word outside a closed list',
    rules: { interactionCount: '{ combine: newest, of: [calls, mails] }' },
    code: 'E109',
    at: 'newest',
    message: '"combine" is one of product, sum, latest, earliest',
  },
  {
    says: 'a malformed path',
    rules: { description: 'na..me' },
    code: 'E110',
    at: 'na..me',
    message: '"na..me" is not a path',
  },
  {
    says: 'a path to a prototype',
    rules: { description: 'owner.__proto__' },
    code: 'E111',
    at: 'owner.__proto__',
    message: '"__proto__" is not allowed in a path',
  },
  {
    says: 'a path of more than eight names',
    rules: { description: 'a.b.c.d.e.f.g.h.i' },
    code: 'E112',
    at: 'a.b.c.d',
    message: 'a path has at most 8 names',
  },
  {
    says: 'an unknown native field',
    rules: { monetaryAmount: 'ammount' },
    code: 'E113',
    at: 'ammount',
    message: 'acme/deal has no field "ammount"',
    hint: 'did you mean "amount"?',
  },
  {
    says: 'an unknown fact of the account',
    rules: { currency: '{ from: [currency, $account.curency] }' },
    code: 'E114',
    at: '$account',
    message: 'the account has no "curency"',
    hint: 'did you mean "currency"?',
  },
  {
    says: 'a unified field that is not there',
    rules: { expectedRevenue: '{ combine: product, of: [$out.amount, fee] }' },
    code: 'E114',
    at: '$out',
    message: 'there is no single unified field "amount"',
  },
  {
    says: 'a field that depends on itself',
    rules: { expectedRevenue: '{ combine: sum, of: [$out.expectedRevenue, fee] }' },
    code: 'E114',
    at: 'expectedRevenue',
    message: 'expectedRevenue depends on itself',
  },
  {
    says: 'types that do not fit',
    rules: { interactionCount: 'made' },
    code: 'E120',
    at: 'made',
    message: 'cannot turn datetime into integer',
    hint: 'int, int-text can',
  },
  {
    says: 'one value where a list is wanted',
    rules: { tags: 'note' },
    code: 'E121',
    at: 'note',
    message: 'tags is a list, note is a single value',
    hint: 'add  list: true',
  },
  {
    says: 'a list where one value is wanted',
    rules: { leadId: "'people[].id'" },
    code: 'E122',
    at: "'people",
    message: 'leadId is a single value, people[].id is a list',
    hint: 'use people[0].id',
  },
  {
    says: 'a native value that is not mapped',
    rules: { statusId: '{ from: state, map: { active: a, won: w } }' },
    code: 'E130',
    at: '{ active',
    message: 'not mapped: lost',
  },
  {
    says: 'a key that is no native value',
    rules: { statusId: '{ from: state, map: { activ: a, active: b, won: w, lost: l } }' },
    code: 'E131',
    at: 'activ:',
    message: '"activ" is not a value of state',
    hint: 'did you mean "active"?',
  },
  {
    says: 'a marked item that cannot be',
    rules: { leadId: "'people[role=buyr].id'" },
    code: 'E131',
    at: "'people",
    message: '"buyr" is not a value of people[].role',
    hint: 'did you mean "buyer"?',
  },
  {
    says: 'two native values that become one',
    rules: { status: '{ from: state, map: { active: Open, won: Won, lost: Won } }' },
    code: 'E132',
    at: 'Won }',
    message: '"won" and "lost" both become "Won"',
  },
  {
    says: 'a value that the unified field cannot have',
    rules: { status: '{ from: state, map: { active: Opn, won: Won, lost: Lost } }' },
    code: 'E133',
    at: 'Opn',
    message: '"Opn" is not a value of status',
    hint: 'did you mean "Open"?',
  },
  {
    says: 'a number where a text is wanted',
    rules: { statusId: '{ from: state, map: { active: 0, won: "1", lost: "2" } }' },
    code: 'E133',
    at: '0,',
    message: '0 is not a value of statusId',
    hint: 'write "0" in quotes',
  },
  {
    says: 'a condition of the wrong type',
    rules: { lossReason: '{ from: note, when: { won: yes }, because: x }' },
    code: 'E134',
    at: 'yes',
    message: 'won is of type bool-text: it is never "yes"',
    hint: 'compare it with true or false',
  },
  {
    says: 'an unknown lookup table',
    rules: { companyName: '{ from: stage, lookup: stage, take: name }' },
    code: 'E140',
    at: 'stage, take',
    message: 'there is no lookup table "stage"',
    hint: 'did you mean "stages"?',
  },
  {
    says: 'an unknown column',
    rules: { companyName: '{ from: stage, lookup: stages, take: nam }' },
    code: 'E141',
    at: 'nam }',
    message: 'the lookup table stages has no column "nam"',
    hint: 'did you mean "name"?',
  },
  {
    says: 'a lookup without a column',
    rules: { companyName: '{ from: stage, lookup: stages }' },
    code: 'E142',
    at: 'lookup',
    message: 'the lookup does not say which column to take',
  },
  {
    says: 'a lookup by something that is no key',
    rules: { companyName: '{ from: made, lookup: firms, take: name }' },
    code: 'E142',
    at: 'made',
    message: 'made is of type datetime, which is no key',
  },
  {
    says: 'a field to write that cannot be written',
    rules: { ownerId: '{ from: owner.id, write: { to: id, lookup: stages, match: name } }' },
    code: 'E150',
    at: 'id, lookup',
    message: 'id cannot be written',
    hint: 'name a field that can be',
  },
  {
    says: 'a list made from one value',
    rules: { contactIds: '{ from: stage, list: true }' },
    code: 'E151',
    at: 'contactIds',
    message: 'contactIds is made from one value',
  },
  {
    says: 'a read-only rule without a reason',
    rules: { description: '{ from: note, access: read }' },
    code: 'W201',
    at: 'description',
    message: 'description is made read-only without a reason',
  },
  {
    says: 'a lookup without a way back',
    rules: { leadSource: '{ from: stage, lookup: stages, take: name }' },
    code: 'W203',
    at: 'leadSource',
    message: 'leadSource cannot be written: several rows of stages may have the same name',
    hint: 'add  access: read',
  },
  {
    says: 'an unsupported field without a reason',
    rules: { type: '{ unsupported: "" }' },
    code: 'W201',
    at: '""',
    message: 'the reason is missing',
  },
  {
    says: 'a condition on a writable field without a reason',
    rules: { lossReason: '{ from: note, when: { won: false } }' },
    code: 'W202',
    at: 'lossReason',
    message: 'reads back only while its condition holds',
  },
  {
    says: 'an alternative without an example',
    rules: { leadSource: '{ first: [{ from: name }, { from: note }] }' },
    code: 'W301',
    at: '{ from: name }',
    message: 'no example takes leadSource from this alternative',
  },
  {
    says: 'a map entry without an example',
    rules: { status: '{ from: state, map: { active: Open, won: Won, lost: Lost } }' },
    code: 'W301',
    at: 'active',
    message: 'no example takes status from "active"',
  },
];

describe('the checker reports', () => {
  test.each(cases)('$code $says', ({ rules, code, at, message, hint, options }) => {
    const files = acmeFiles(rules, options);
    const lines = files.mapping.text.split('\n');
    const [field = ''] = Object.keys(rules);
    const line = lines.findIndex((text) => text.startsWith(`  ${field}: `)) + 1;
    const column = (lines[line - 1] ?? '').indexOf(at) + 1;

    const found = findingsOf(rules, options);

    const finding = found.find((one) => one.code === code);
    expect(found.map((one) => one.code)).toContain(code);
    expect(finding).toMatchObject({
      file: 'acme.yaml',
      line,
      column,
      severity: code.startsWith('W') ? 'warning' : 'error',
    });
    expect(finding?.message).toContain(message);
    if (hint !== undefined) expect(finding?.hint).toContain(hint);
  });
});
