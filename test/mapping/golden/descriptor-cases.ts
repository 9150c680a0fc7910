import { descriptorText } from '../vendor/acme.ts';
import type { GoldenCase } from './golden-case.ts';

const amount = '  amount: { type: decimal }';

/** Mistakes in a native descriptor. */
export const descriptorCases: readonly GoldenCase[] = [
  {
    says: 'no values at all',
    code: 'E106',
    descriptor: [['values: [active, won, lost]', 'values: ▸[]']],
    message: 'the values of state are none',
    hint: 'leave "values" out where the vendor names none',
  },
  {
    says: 'a value that is named twice',
    code: 'E107',
    descriptor: [['values: [active, won, lost]', 'values: [active, won, ▸active]']],
    message: '"active" stands here twice',
    hint: 'leave one of them out',
  },
  {
    says: 'a unique column that the table does not have',
    code: 'E141',
    descriptor: [
      [
        '{ key: id, fields: { name: text }, load: by-key }',
        '{ key: id, fields: { name: text }, unique: [▸nam], load: by-key }',
      ],
    ],
    message: 'the lookup table firms has no column "nam"',
    hint: 'did you mean "name"?',
  },
  {
    says: 'a key of a table that is no type',
    code: 'E109',
    descriptor: [
      [
        '{ key: id, fields: { name: text }, load: by-key }',
        '{ key: ▸idd, fields: { name: text }, load: by-key }',
      ],
    ],
    message: 'the type of the key is one of text',
    hint: 'did you mean "id"?',
  },
  {
    says: 'text that is not YAML',
    code: 'E001',
    descriptor: [[amount, '  amount: { type: [ ▸}']],
    message: 'Flow sequence',
    hint: 'quote texts',
  },
  {
    says: 'a descriptor without its name',
    code: 'E101',
    descriptor: [['native: acme/deal\nempty', '▸empty']],
    message: 'a native descriptor begins with  native: <vendor>/<object>',
  },
  {
    says: 'a descriptor without fields',
    code: 'E102',
    descriptor: [[descriptorText, '▸native: acme/deal\n']],
    message: 'a native descriptor needs "fields"',
  },
  {
    says: 'a table that does not say how it is loaded',
    code: 'E102',
    descriptor: [
      ['{ key: id, fields: { name: text }, load: by-key }', '▸{ key: id, fields: { name: text } }'],
    ],
    message: 'the lookup table firms does not say how it is loaded',
  },
  {
    says: 'a native field without a type',
    code: 'E102',
    descriptor: [[amount, '  amount: ▸{ access: read }']],
    message: 'amount has no type',
    hint: 'one of text, id',
  },
  {
    says: 'an unknown fact of a native field',
    code: 'E103',
    descriptor: [[amount, '  amount: { type: decimal, ▸acces: read }']],
    message: 'a native field has no key "acces"',
    hint: 'did you mean "access"?',
  },
  {
    says: 'an unknown fact of a table',
    code: 'E103',
    descriptor: [
      [
        '{ key: id, fields: { name: text }, load: by-key }',
        '{ key: id, fields: { name: text }, load: by-key, ▸folds: true }',
      ],
    ],
    message: 'a lookup table has no key "folds"',
    hint: 'did you mean "fold"?',
  },
  {
    says: 'an unknown key of a descriptor',
    code: 'E105',
    descriptor: [['reserved: [sys_]', '▸reservd: [sys_]']],
    message: 'a native descriptor has no key "reservd"',
    hint: 'did you mean "reserved"?',
  },
  {
    says: 'values that are no texts',
    code: 'E106',
    descriptor: [['values: [active, won, lost]', 'values: [active, ▸1]']],
    message: 'each of the values should be text, not a number',
  },
  {
    says: 'a flag in quotes',
    code: 'E106',
    descriptor: [['type: text, trim: true', "type: text, trim: ▸'true'"]],
    message: 'trim should be true or false, not text',
  },
  {
    says: 'a format of something that is no day',
    code: 'E108',
    descriptor: [[amount, '  amount: ▸{ type: decimal, format: M/D/Y }']],
    message: 'only a date has a format',
  },
  {
    says: 'an unknown native type',
    code: 'E109',
    descriptor: [[amount, '  amount: { type: ▸decimel }']],
    message: 'a native type is one of text',
    hint: 'did you mean "decimal"?',
  },
  {
    says: 'an unknown format of days',
    code: 'E109',
    descriptor: [['format: M/D/Y', 'format: ▸MM/D/Y']],
    message: 'the format of a date is one of Y-M-D, M/D/Y, D/M/Y',
    hint: 'did you mean "M/D/Y"?',
  },
  {
    says: 'another way of loading',
    code: 'E109',
    descriptor: [['fields: { name: text }, load: by-key', 'fields: { name: text }, load: ▸by-keys']],
    message: 'load is one of all, by-key',
    hint: 'did you mean "by-key"?',
  },
  {
    says: 'a native path with an index',
    code: 'E110',
    descriptor: [["'people[].id':", "▸'people[0].id':"]],
    message: 'a native field is declared as people[].id',
    hint: 'write [] for items of a list',
  },
  {
    says: 'a native path to a prototype',
    code: 'E111',
    descriptor: [['  name: { type: text }', '  name: { type: text }\n  ▸owner.prototype: { type: text }']],
    message: '"prototype" is not allowed in a path',
  },
  {
    says: 'a native path that is too deep',
    code: 'E112',
    descriptor: [['  name: { type: text }', '  name: { type: text }\n  ▸a.b.c.d.e.f.g.h.i: { type: text }']],
    message: 'a path has at most 8 names',
  },
  {
    says: 'another kind of ids',
    code: 'E109',
    descriptor: [["empty: ['']", "empty: ['']\nids: ▸numbr"]],
    message: 'ids is one of text, number',
    hint: 'did you mean "number"?',
  },
  {
    says: 'a zone of days that does not exist',
    code: 'E109',
    descriptor: [["empty: ['']", "empty: ['']\ndayZone: ▸America/Los_Angels"]],
    message: '"America/Los_Angels" is no time zone',
    hint: 'did you mean "America/Los_Angeles"?',
  },
  {
    says: 'a zone of days that is no text',
    code: 'E106',
    descriptor: [["empty: ['']", "empty: ['']\ndayZone: ▸-8"]],
    message: 'dayZone should be text, not a number',
  },
  {
    says: 'a word for nothing that is a list',
    code: 'E106',
    descriptor: [["empty: ['']", "empty: ['']\nclear: ▸['']"]],
    message: '"clear" is a single value',
    hint: 'leave it out where null clears a field',
  },
  {
    says: 'a source that is no native field',
    code: 'E113',
    descriptor: [['won: { type: bool-text }', 'won: { type: bool-text, derivedFrom: [▸stat] }']],
    message: 'won cannot be derived from "stat", which is no native field',
    hint: 'did you mean "state"?',
  },
  {
    says: 'sources that are no list',
    code: 'E106',
    descriptor: [['won: { type: bool-text }', 'won: { type: bool-text, derivedFrom: ▸state }']],
    message: 'derivedFrom should be a list, not text',
  },
  {
    says: 'a longest text that is no length',
    code: 'E106',
    descriptor: [['note: { type: text, trim: true }', 'note: { type: text, trim: true, longest: ▸0 }']],
    message: '"longest" is a number of characters',
  },
];
