import { casesOf } from './golden-case.ts';

/** Mistakes in where a value is taken from, or whether it can be written. */
export const pathCases = casesOf(`
E107 a rule behind a constant
  leadSource: { first: [{ const: a }, ▸{ from: name }] }
! entries after this are never reached
? a constant without "when" stands last

E107 the same path twice
  description: { from: [note, ▸note] }
! note stands here twice
? leave one of them out

E108 a value in the place of custom fields
  ▸customFields: extra.known
! customFields cannot be filled with "from"
? write  collect: …  or  unsupported: "why"

E108 custom fields in the place of a value
  ▸description: { collect: extra.*, item: { id: $key, value: $value } }
! description cannot be filled with "collect"

E108 an unsupported alternative
  leadSource: { first: [{ from: name }, ▸{ unsupported: "no" }] }
! "unsupported" does not give a value of leadSource
? one of from, const, first, combine does

E108 a pick for a list
  contactIds: { from: 'people[].id', pick: ▸lowest }
! contactIds is a list: "pick" takes one value of several
? leave "pick" out

E108 a word for lists on a single value
  ▸description: { from: note, unique: true }
! "unique" is for lists; description is a single value
? leave "unique" out

E108 a text that is rounded
  description: { from: note, round: ▸2 }
! "round" is for numbers; description is of type text
? leave "round" out

E108 a list that starts with something else
  contactIds: { from: 'people[].id', startWith: ▸description }
! description cannot be an item of contactIds
? name a single field of type id

E104 a start with an unknown field
  contactIds: { from: 'people[].id', startWith: ▸primaryContact }
! there is no unified field "primaryContact"
? did you mean "primaryContactId"?

E109 a type that does not exist
  monetaryAmount: { from: note, as: ▸decimel }
! "as" is one of text, id
? did you mean "decimal"?

E109 keys of an object under another name
  customFields: { collect: extra.*, item: { id: ▸$keys, value: $value } }
! this is $key where keys of an object are collected
? did you mean "$key"?

E110 two dots
  description: ▸na..me
! "na..me" is not a path
? a path reads

E110 an empty path
  description: ▸""
! "" is not a path
? a path reads

E110 a bracket that is not closed
  leadId: ▸'people[0.id'
! "people[0.id" is not a path
? a path reads

E110 a catch-all that says not what
  customFields: { collect: ▸extra, item: { id: $key, value: $value } }
! "extra" does not say what to collect
? write  path.*  or  path[]

E110 a malformed catch-all
  customFields: { collect: ▸extra..*, item: { id: $key, value: $value } }
! "extra..*" is not a path
? write  path.*  or  path[]

E110 a malformed id of items
  customFields: { collect: 'fields[]', item: { id: ▸k..ey, value: value } }
! "k..ey" is not a path
? name a path below an item: key, value

E111 a path to a prototype
  description: ▸owner.__proto__.id
! "__proto__" is not allowed in a path
? a path reads

E111 a condition on a constructor
  description: { from: name, when: { ▸constructor.name: x }, because: x }
! "constructor" is not allowed in a path
? a path reads

E112 nine names
  description: ▸a.b.c.d.e.f.g.h.i
! a path has at most 8 names
? a path reads

E113 an unknown native field
  monetaryAmount: ▸ammount
! acme/deal has no field "ammount"
? did you mean "amount"?

E113 an unknown native field like no other
  monetaryAmount: ▸wonderful_thing
! acme/deal has no field "wonderful_thing"
? nativeFields: { wonderful_thing: { type: text } }

E113 the last name of a deeper field alone
  leadId: ▸role
! acme/deal has no field "role"
? did you mean "people[].role"?

E113 a marked item without such a key
  leadId: ▸'people[rol=buyer].id'
! acme/deal has no field "people[].rol"
? did you mean "people[].role"?

E113 a catch-all of nothing
  customFields: { collect: ▸extras.*, item: { id: $key, value: $value } }
! acme/deal has no field "extras"
? did you mean "extra"?

E113 items that lack the id
  customFields: { collect: 'fields[]', item: { id: ▸kee, value: value } }
! acme/deal has no field "fields[].kee"
? did you mean "key"?

E114 an unknown fact of the account
  currency: { from: [currency, ▸$account.curency] }
! the account has no "curency"
? did you mean "currency"?

E114 an unknown unified field in a combination
  expectedRevenue: { combine: product, of: [▸$out.monetary, fee] }
! there is no single unified field "monetary"
? did you mean "monetaryAmount"?

E114 a unified field outside a combination
  description: ▸$out.title
! "$out" cannot be read here
? allowed: $account

E114 a condition on the account
  description: { from: name, when: { ▸$account.currency: EUR }, because: x }
! "$account" cannot be read here
? allowed: $out

E114 a field that depends on itself
  ▸expectedRevenue: { combine: sum, of: [$out.expectedRevenue, fee] }
! expectedRevenue depends on itself
? read one of the fields from the native record instead

E114 two fields that depend on each other
  ▸monetaryAmount: { combine: sum, of: [$out.expectedRevenue, fee], access: read, because: x }
  expectedRevenue: { combine: sum, of: [$out.monetaryAmount, fee] }
! monetaryAmount depends on itself
? read one of the fields from the native record instead

E140 an unknown table
  companyName: { from: stage, lookup: ▸stage, take: name }
! there is no lookup table "stage"
? did you mean "stages"?

E141 an unknown column
  companyName: { from: stage, lookup: stages, take: ▸nam }
! the lookup table stages has no column "nam"
? did you mean "name"?

E142 a key that is none
  companyName: { from: ▸made, lookup: firms, take: name }
! made is of type datetime, which is no key
? text, id, choice, int, int-text, list-semicolon can be

E150 a field to write that cannot be written
  ownerId: { from: owner.id, write: { to: ▸id, lookup: stages, match: name } }
! id cannot be written
? name a field that can be

E151 a list made from one value
  ▸contactIds: { from: stage, list: true }
! contactIds is made from one value and cannot be written as a list
? add  access: read

W201 read-only without a reason
  ▸description: { from: note, access: read }
! description is made read-only without a reason
? add  because: "…"

W202 a condition without a reason
  ▸lossReason: { from: note, when: { won: false } }
! what is written to lossReason reads back only while its condition holds
? add  because: "…"

W203 a lookup without a way back
  ▸leadSource: { from: stage, lookup: stages, take: name }
! leadSource cannot be written: several rows of stages may have the same name
? add  access: read  and  because: "…"

E108 a pick of one value
  leadId: { from: [stage, owner.id], pick: ▸lowest }
! "pick" takes one of several values, and no path here is a list
? leave "pick" out

E108 a list that is made a list
  ▸tags: { from: 'tags[]', list: true, access: read, because: x }
! "list" makes one value a list, and every path here is one already
? leave "list" out

E110 a mark without a value
  leadId: ▸'people[role=].id'
! "people[role=].id" is not a path
? a path reads

E110 a mark below an item's own fields
  leadId: ▸'people[firm.id=7].id'
! "people[firm.id=7].id" is not a path
? a path reads

E122 an item that is split at semicolons
  tags: { from: 'tags[]', as: ▸list-semicolon }
! tags[] is a list already, and its items cannot be lists
? name a type of one value

E131 a mark on a flag that is none
  leadId: ▸'people[main=yes].id'
! "yes" is not a value of people[].main
? allowed: true, false

E134 a mark on a number that is none
  leadId: ▸'people[rank=first].id'
! people[].rank is of type int: it is never "first"
? compare it with a whole number

E134 a mark on an instant
  leadId: ▸'people[since=2026-01-31].id'
! people[].since is of type datetime, which cannot mark an item
? text, ids, numbers and flags can

E107 the same value combined twice
  interactionCount: { combine: sum, of: [calls, ▸calls] }
! calls stands here twice
? leave one of them out

E107 an alternative that repeats another
  leadSource: { first: [{ from: name }, { from: note }, ▸{ from: name }] }
! this says the same as an alternative before it
? leave one of them out

E107 an alternative behind one that always gives a value
  leadSource: { first: [{ first: [{ from: name }, { const: a }] }, ▸{ from: note }] }
! entries after this are never reached
? a constant without "when" stands last

E107 a value that a condition names twice
  lossReason: { from: note, when: { state: [won, ▸won] }, because: x }
! "won" stands here twice
? leave one of them out

E108 a record without its id
  ▸id: { unsupported: "no ids" }
! id cannot be left out: without it a record is of no use
? map it, with  default:  where the vendor may have none

E108 a record without its title
  ▸title: { unsupported: "no names" }
! title cannot be left out: without it a record is of no use
? map it

E108 a percentage that is rounded like money
  winProbability: { from: odds, round: ▸currency }
! "currency" rounds amounts; winProbability is of type percent
? write a number of decimal places

E114 a list of the record in a combination
  expectedRevenue: { combine: sum, of: [▸$out.tags, fee] }
! tags is a list, and only single values can be combined
? name a field of one value

E114 a unified field without a name
  expectedRevenue: { combine: sum, of: [▸$out, fee] }
! "$out" does not say which unified field
? write  $out.<field>

E120 a fact of the account of another type
  currency: { from: ▸$account.currency, as: int }
! cannot turn int into currency
? text, choice can

E122 the id of an item that is a list
  customFields: { collect: 'fields[]', item: { id: ▸'keys[]', value: value } }
! fields[].keys[] is a list
? name a path to one value below an item

E110 keys of an object where items of a list are collected
  customFields: { collect: 'fields[]', item: { id: ▸$key, value: value } }
! "$key" is not a path
? name a path below an item: key, value

E142 a fact of the account in a table that is asked by key
  companyName: { from: ▸$account.timezone, lookup: firms, take: name }
! firms is loaded for the keys of records, and $account.timezone is none
? stages, reasons are loaded as a whole
`);
