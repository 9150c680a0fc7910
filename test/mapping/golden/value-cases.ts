import { casesOf } from './golden-case.ts';

/** Mistakes in types and values. */
export const valueCases = casesOf(`
E120 types that do not fit
  interactionCount: ▸made
! cannot turn datetime into integer
? int, int-text can

E120 a column of the wrong type
  companyName: { from: stage, lookup: stages, take: ▸chance }
! cannot turn ratio into text
? text, id, choice, list-semicolon can

E120 a sum of texts
  description: { combine: ▸sum, of: [name, note] }
! "sum" gives number or percent or integer, not text
? take the field from one path instead

E120 a latest number
  interactionCount: { combine: ▸latest, of: [calls, mails] }
! "latest" gives datetime or date, not integer
? take the field from one path instead

E120 a summand that is no number
  interactionCount: { combine: sum, of: [calls, ▸name] }
! cannot turn text into integer
? int, int-text can

E120 a summand of the record that is no number
  interactionCount: { combine: sum, of: [calls, ▸$out.title] }
! $out.title is of type text, which cannot be combined here
? number, percent, integer can be

E121 one value for a list
  tags: ▸note
! tags is a list, note is a single value
? add  list: true

E122 a list for one value
  leadId: ▸'people[].id'
! leadId is a single value, people[].id is a list
? use people[0].id, or add  pick: lowest

E122 text of several values for one
  description: ▸labels
! description is a single value, labels is a list
? add  pick: lowest

E122 a combined list
  updatedAt: { combine: latest, of: [made, ▸'people[].id'] }
! people[].id is a list
? only single values can be combined

E130 a documented value without a line
  statusId: { from: state, map: ▸{ active: a, won: w } }
! not mapped: lost
? mapped to null

E130 one side of a flag
  statusId: { from: open, map: ▸{ true: a } }
! not mapped: false
? mapped to null

E131 a word that is no flag
  statusId: { from: open, map: { true: a, false: b, ▸yes: c } }
! "yes" is not a value of open
? allowed: true, false

E131 a key that cannot occur
  statusId: { from: state, map: { active: a, won: w, lost: l, ▸lots: m } }
! "lots" is not a value of state
? did you mean "lost"?

E131 a slip of a documented value among others that may come
  priority: { from: kind, map: { new: a, old: b, ▸ol: c } }
! "ol" is not a value of kind
? did you mean "old"?

E131 a condition with a value that cannot occur
  description: { from: name, when: { state: [won, ▸losst] }, because: x }
! "losst" is not a value of state
? did you mean "lost"?

E131 a word for null that cannot be written
  priority: { from: state, map: { active: a, won: b, lost: c }, clear: ▸actve }
! "actve" is not a value of state
? did you mean "active"?

E131 a mark that cannot occur
  leadId: ▸'people[role=buyr].id'
! "buyr" is not a value of people[].role
? did you mean "buyer"?

E132 two native values that become one
  status: { from: state, map: { active: Open, won: Won, lost: ▸Won } }
! "won" and "lost" both become "Won": say which one status writes
? add  reverse: { Won: won }

E133 a map to something else
  status: { from: state, map: { active: ▸Opn, won: Won, lost: Lost } }
! "Opn" is not a value of status, which is of type text
? did you mean "Open"?

E133 a number for a text
  statusId: { from: state, map: { active: ▸0, won: "1", lost: "2" } }
! 0 is not a value of statusId, which is of type id
? write "0" in quotes

E133 a constant of the wrong type
  deleted: { const: ▸no }
! "no" is not a value of deleted, which is of type boolean

E133 a default that is a list
  description: { from: note, default: ▸[a] }
! description is a single value
? write one value

E133 a default that is none
  tags: { from: 'tags[]', default: ▸a }
! tags is a list
? write [value]

E133 a currency that is none
  currency: { from: currency, default: ▸EURO }
! "EURO" is not a value of currency

E133 a percentage beyond 100
  winProbability: { from: odds, default: ▸101 }
! 101 is not a value of winProbability, which is of type percent

E133 a day that is not
  closeDate: { from: day, default: ▸'2023-02-29' }
! "2023-02-29" is not a value of closeDate

E133 an instant in another form
  createdAt: { from: made, default: ▸'2023-02-28T00:00:00Z' }
! is not a value of createdAt, which is of type datetime

E134 a condition of the wrong type
  lossReason: { from: note, when: { won: ▸yes }, because: x }
! won is of type bool-text: it is never "yes"
? compare it with true or false

E134 a list compared with a value
  lossReason: { from: note, when: { 'people[].id': ▸7 }, because: x }
! people[].id is a list
? $present and $absent only

E133 documented native values that the unified field cannot have
  status: ▸state
! "active", "won", "lost" are values of state, and none of status
? add a map to Open, Won, Lost, Abandoned

E133 a text that people type, for a field of closed values
  status: ▸note
! note is of type text and may hold anything, status has only Open, Won, Lost, Abandoned
? add a map to them, with  else:  for all other values

E134 a condition on a day that is none
  lossReason: { from: note, when: { day: ▸hello }, because: x }
! day is of type date: it is never "hello"
? compare it with a day, such as 2026-01-31

E134 a condition on a day that does not exist
  lossReason: { from: note, when: { due: ▸2026-02-29 }, because: x }
! due is of type unix-day: it is never "2026-02-29"
? compare it with a day, such as 2026-01-31

E134 a condition on a day that holds an instant
  lossReason: { from: note, when: { day: ▸'2026-01-31T00:00:00Z' }, because: x }
! day is of type date: it is never "2026-01-31T00:00:00Z"
? compare it with a day

E134 a condition on an instant that is none
  lossReason: { from: note, when: { moved: ▸hello }, because: x }
! moved is of type datetime: it is never "hello"
? compare it with an instant, such as 2026-01-31T09:00:00Z

E134 a condition on an instant without a zone
  lossReason: { from: note, when: { touched: [2026-01-31T09:00:00Z, ▸2026-01-31T09:00:00] }, because: x }
! touched is of type unix-s: it is never "2026-01-31T09:00:00"
? compare it with an instant

E134 a condition on a number in quotes
  lossReason: { from: note, when: { amount: ▸'5' }, because: x }
! amount is of type decimal: it is never "5"
? compare it with a number

E134 a condition on a whole number with a fraction
  lossReason: { from: note, when: { calls: ▸2.5 }, because: x }
! calls is of type int: it is never 2.5
? compare it with a whole number

E134 a condition on a percentage beyond 100
  lossReason: { from: note, when: { odds: ▸101 }, because: x }
! odds is of type percent: it is never 101
? compare it with a number from 0 to 100

E134 a condition on a ratio in percent
  lossReason: { from: note, when: { share: ▸40 }, because: x }
! share is of type ratio: it is never 40
? compare it with a number from 0 to 1

E133 a reverse of a value that the map does not give
  status: { from: state, map: { active: Open, won: Won, lost: Won }, reverse: { Won: won, ▸Opn: active } }
! the map gives no "Opn" to write back
? did you mean "Open"?

E133 a reverse of null
  status: { from: state, map: { active: Open, won: Won, lost: null }, reverse: { ▸null: lost } }
! the map gives no "null" to write back
? allowed: Open, Won

E131 a reverse to a native value that the map does not have
  status: { from: state, map: { active: Open, won: Won, lost: Won }, reverse: { Won: ▸wno } }
! "wno" is not one of the native values that become "Won"
? did you mean "won"?

E131 a reverse to a native value of another entry
  status: { from: state, map: { active: Open, won: Won, lost: Won }, reverse: { Won: ▸active } }
! "active" is not one of the native values that become "Won"
? allowed: won, lost

E131 a reverse to nothing
  status: { from: state, map: { active: Open, won: Won, lost: Won }, reverse: { Won: ▸null } }
! "null" is not one of the native values that become "Won"
? allowed: won, lost

E131 a map of something that is no whole number
  statusId: { from: calls, map: { 1: a, ▸two: b } }
! calls is of type int: it is never "two"
? write a whole number

E131 a map of no value
  statusId: { from: note, map: { ▸'': a, b: c } }
! "" stands for no value, which a map never sees
? write  default:

E131 a word that clears, and that the field does not have
  priority: { from: state, map: { active: Low, won: None, lost: High }, clear: ▸nne }
! "nne" is not a value of state
? allowed: active, won, lost
`);
