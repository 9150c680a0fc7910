import { casesOf, type GoldenCase } from './golden-case.ts';

const lineCases = casesOf(`
E103 an unknown word of writing
  ownerId: { from: stage, write: { ▸ins: stages } }
! "write" has no key "ins"
? did you mean "in"?

E104 a condition on an unknown unified field
  lossReason: { from: note, write: { when: { ▸staus: Lost } } }
! there is no unified field "staus"
? did you mean "status"?

E104 a partner that is no unified field
  pipelineId: { from: stage, write: { in: stages, with: ▸pipelineStage } }
! there is no unified field "pipelineStage"
? did you mean "pipelineStageId"?

E106 no word of writing at all
  ownerId: { from: stage, write: ▸{} }
! "write" needs one of in, along, with, to, lookup, match, within, when
? add one, or leave "write" out

E106 a word in the place of the words of writing
  ownerId: { from: stage, write: ▸stages }
! "write" should be a map, not text
? write a map here

E106 a table that is a list
  ownerId: { from: stage, write: { in: ▸[stages] } }
! "in" should be text, not a list
? write text here

E106 no condition at all
  lossReason: { from: note, write: { when: ▸{} } }
! "when" needs at least one condition
? add  <field>: <value>, or leave "when" out

E106 a condition that is a map
  lossReason: { from: note, write: { when: { status: ▸{ is: Lost } } } }
! a condition of "write" is a unified value
? write  status: [Won, Lost]

E106 columns that are a list
  ownerId: { from: stage, write: { in: stages, along: ▸[name] } }
! "along" should be a map, not a list
? write a map here

E108 what goes along with no table
  ownerId: { from: stage, write: { ▸along: { name: name } } }
! "along" means nothing without "in"
? add  in: …

E108 a place without a table
  status: { from: state, map: { active: Open, won: Won, lost: Lost }, write: { ▸to: stage, match: name } }
! "to" means nothing without "lookup"
? add  lookup: …

E108 a place without a column
  status: { from: state, map: { active: Open, won: Won, lost: Lost }, write: { ▸to: stage, lookup: stages } }
! "to" means nothing without "match"
? add  match: …

E108 limits of nothing
  ownerId: { from: stage, write: { in: stages, ▸within: { name: name } } }
! "within" means nothing without "to"
? add  to: …

E108 a way to write what is read-only
  ownerId: { from: stage, access: read, because: x, write: ▸{ in: stages } }
! "write" means nothing where ownerId is made read-only
? leave one out

E108 what goes along with a list
  tags: { from: 'tags[]', write: { in: stages, along: { ▸name: name } } }
! tags is a list: only one value has a row that goes with it
? in:

E108 another place for one of several alternatives
  status: { first: [{ from: state, map: { active: Open, won: Won, lost: Lost }, write: { to: ▸stage, lookup: stages, match: name } }, { const: Open }] }
! "to" stands with the field itself
? move  write:  out of "first"

E108 a condition on a list
  lossReason: { from: note, write: { when: { ▸tags: x } } }
! tags is no single value
? name a field of one value

E113 an unknown place for what goes along
  ownerId: { from: stage, write: { in: stages, along: { ▸nam: name } } }
! acme/deal has no field "nam"
? did you mean "name"?

E122 a list that goes along
  ownerId: { from: stage, write: { in: stages, along: { ▸'tags[]': name } } }
! a single value is needed here, tags[] is in a list
? name a field of its own

E122 one item of a list as the place
  status: { from: state, map: { active: Open, won: Won, lost: Lost }, write: { to: ▸'people[0].id', lookup: stages, match: name } }
! a single value is needed here, people[0].id is in a list
? name a field of its own

E122 limits by a list
  status: { from: state, map: { active: Open, won: Won, lost: Lost }, write: { to: stage, lookup: stages, match: name, within: { name: ▸'tags[]' } } }
! a single value is needed here, tags[] is in a list
? name a field of its own

E131 a word for nothing that the alternative's field cannot have
  description: { first: [{ from: kind }, { from: note }], clear: ▸nwe }
! "nwe" is not a value of kind
? did you mean "new"?

E133 a condition that is never met
  lossReason: { from: note, write: { when: { status: ▸Lots } } }
! "Lots" is not a value of status
? did you mean "Lost"?

E133 a number in the place of a text
  lossReason: { from: note, write: { when: { ownerId: ▸5 } } }
! 5 is not a value of ownerId, which is of type id
? write "5" in quotes

E140 an unknown table of keys
  ownerId: { from: stage, write: { in: ▸stage } }
! there is no lookup table "stage"
? did you mean "stages"?

E140 an unknown table of choices
  status: { from: state, map: { active: Open, won: Won, lost: Lost }, write: { to: stage, lookup: ▸stage, match: name } }
! there is no lookup table "stage"
? did you mean "stages"?

E141 an unknown column that goes along
  ownerId: { from: stage, write: { in: stages, along: { name: ▸nam } } }
! the lookup table stages has no column "nam"
? did you mean "name"?

E141 an unknown column of choices
  status: { from: state, map: { active: Open, won: Won, lost: Lost }, write: { to: stage, lookup: stages, match: ▸nam } }
! the lookup table stages has no column "nam"
? did you mean "name"?

E141 an unknown column of limits
  status: { from: state, map: { active: Open, won: Won, lost: Lost }, write: { to: stage, lookup: stages, match: name, within: { ▸closd: won } } }
! the lookup table stages has no column "closd"
? did you mean "closed"?

E142 keys of a table that is never there whole
  companyId: { from: stage, write: { in: ▸firms } }
! firms is loaded for the keys of records, and a write needs all of it
? are loaded as a whole

E150 something read-only that goes along
  ownerId: { from: stage, write: { in: stages, along: { ▸made: name } } }
! made cannot be written
? name a field that can be

E150 a place that is read-only
  status: { from: state, map: { active: Open, won: Won, lost: Lost }, write: { to: ▸made, lookup: stages, match: name } }
! made cannot be written
? name a field that can be

W203 a column that is not declared unique
  ▸leadSource: { from: stage, lookup: stages, take: name }
! several rows of stages may have the same name
? unique: [name]

W203 a table that is never there whole
  ▸companyName: { from: stage, lookup: firms, take: name }
! several rows of firms may have the same name
? add  access: read  and  because: "…"
`);

/** Mistakes in how a field is written. */
export const writeCases: readonly GoldenCase[] = [
  ...lineCases,
  {
    says: 'a condition of the alternative that can be written, without a reason',
    code: 'W202',
    lines: '  ▸lossReason: { first: [{ from: made, as: text }, { from: note, when: { state: lost } }] }',
    tail: 'examples:\n  - { native: { id: 1, made: x } }\n  - { native: { id: 1, note: x, state: lost } }\n',
    message: 'what is written to lossReason reads back only while its condition holds',
    hint: 'because',
  },
];
