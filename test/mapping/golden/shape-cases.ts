import { casesOf } from './golden-case.ts';

/** Mistakes in the form of a rule: seen before any type is looked at. */
export const shapeCases = casesOf(`
E001 text that is not YAML
  description: { from: name, x: [ ▸}
! Flow sequence
? quote texts

E001 a key that is repeated
  description: { from: name, ▸from: note }
! a key may stand once only
? keep one of them

E001 an alias
  description: &note { from: note }
  type: ▸*note
! aliases are not allowed

E001 a tag
  description: ▸!!js/function name
! tags are not allowed
? leave it out

E001 a tab that indents
  description:
▸\tfrom: name
! Tabs are not allowed as indentation
? indent with spaces

E001 a number that JSON does not have
  monetaryAmount: { from: amount, default: ▸.inf }
! not a number of JSON

E001 a key that is no text
  description: { ▸[from]: name }
! a key must be text
? write it without brackets

E102 two sources
  description: { from: name, ▸const: x }
! a rule has one source; "from", "const" are several
? keep one; alternatives stand under  first:

E102 no source
  ▸description: { default: x }
! a rule needs a source
? one of from, const, first, combine, collect, unsupported, overlay, merge

E102 no source in an alternative
  leadSource:
    first:
      - { from: name }
      - ▸{ default: x }
! a rule needs a source
? one of from

E103 an unknown word
  description: { from: name, ▸roud: 2 }
! a rule has no key "roud"
? did you mean "round"?

E103 a type outside custom mappings
  description: { from: name, ▸to: text }
! a rule has no key "to"

E103 an unknown word of an item
  customFields: { collect: extra.*, item: { id: $key, value: $value, ▸nmae: $label } }
! "item" has no key "nmae"
? allowed: id, value

E104 an unknown unified field
  ▸monetaryAmont: amount
! there is no unified field "monetaryAmont"
? did you mean "monetaryAmount"?

E104 a field named like a prototype
  ▸__proto__: name
! there is no unified field "__proto__"
? docs/fields.md

E106 a number for a path
  description: { from: ▸5 }
! "from" should be text, not a number
? write a native path

E106 a number for a rule
  description: ▸5
! a rule should be text, not a number
? write a native path

E106 nothing for a rule
  description:▸
! a rule should be text, not nothing
? write a native path

E106 a path that is a list
  description: [name, ▸[note]]
! each path of a rule should be text, not a list
? write text here

E106 no path at all
  description: { from: ▸[] }
! "from" needs at least one path
? add a native path

E106 a single alternative
  description: { first: ▸[{ from: name }] }
! "first" needs at least two alternatives
? write a single rule without "first"

E106 alternatives that are no list
  description: { first: ▸name }
! "first" should be a list, not text
? write a list here

E106 a combination of nothing
  interactionCount: { ▸combine: sum }
! "combine" needs "of"
? add  of: [<path>, <path>]

E106 a combination of one value
  interactionCount: { combine: ▸sum, of: [calls] }
! "of" needs at least two values
? add one, or write  from:  for a single one

E106 a scale that is no number
  interactionCount: { combine: sum, of: [calls, mails], scale: ▸"2" }
! "scale" should be a number, not text
? write a number here

E106 a catch-all without items
  customFields: { ▸collect: extra.* }
! "collect" needs "item"
? item: { id: …, value: … }

E106 items without a value
  customFields: { collect: extra.*, item: ▸{ id: $key } }
! "item" needs "id" and "value"
? item: { id: …, value: … }

E106 a flag that is set to false
  tags: { from: 'tags[]', unique: ▸false }
! "unique" is true, or is left out
? write  unique: true

E106 an empty map
  priority: { from: kind, map: ▸{} }
! a map needs at least one entry
? add one, or leave it out

E106 a map to lists
  priority: { from: kind, map: { new: ▸[a], old: b } }
! each value of a map should be a single value
? write text, a number, true, false or null

E106 an empty condition
  description: { from: name, when: ▸{}, because: x }
! "when" needs at least one condition
? add  <path>: <value>, or leave "when" out

E106 a condition that is null
  description: { from: name, when: { state: ▸null }, because: x }
! a condition is a value, a list of values, $present or $absent
? for no value write  $absent

E106 a condition with an unknown word
  description: { from: name, when: { state: ▸$preset }, because: x }
! a condition is a value
? for no value write  $absent

E106 a condition with an empty list
  description: { from: name, when: { state: ▸[] }, because: x }
! a condition is a value
? for no value write  $absent

E106 a reason that is no text
  description: { unsupported: ▸true }
! the reason of "unsupported" should be text, not true or false
? write text here

E108 a word that does not go with the source
  description: { const: x, ▸round: 2 }
! "round" does not go with "const"
? it goes with from, first, combine

E108 a word without the one it needs
  description: { from: name, ▸else: keep }
! "else" means nothing without "map" or "lookup"
? add  map:  or  lookup:, or leave "else" out

E108 a map and a lookup
  leadSource: { from: kind, map: { new: a, old: b }, ▸lookup: stages, take: name }
! a rule has a map or a lookup, not both
? use "first" for two rules

E108 a scale of instants
  updatedAt: { combine: latest, of: [made, touched], ▸scale: 2 }
! "scale" does not go with "latest"
? it goes with product, sum

E109 an unknown combination
  updatedAt: { combine: ▸lates, of: [made, touched] }
! "combine" is one of product, sum, latest, earliest
? did you mean "latest"?

E109 an unknown miss
  priority: { from: kind, map: { new: a, old: b }, else: ▸kep }
! "else" is one of issue, none, keep
? did you mean "keep"?

E109 an unknown pick
  leadId: { from: 'people[].id', pick: ▸first }
! "pick" is one of lowest

E109 a fraction of decimal places
  monetaryAmount: { from: amount, round: ▸1.5 }
! "round" is "currency", or a number of decimal places from 0 to 10
? write  round: 2

E109 too many decimal places
  monetaryAmount: { from: amount, round: ▸11 }
! from 0 to 10
? write  round: 2

E109 access that is not restricted
  description: { from: note, access: ▸write }
! "access" is one of read

E109 a marker with another value
  customMappings: { overlay: ▸yes }
! "overlay" is always true
? write  overlay: true

E109 a merge into something else
  passThrough: { merge: ▸$bdy }
! "merge" is always $body
? write  merge: $body

E109 another catalogue
  customFields: { collect: extra.*, catalogue: ▸fields, item: { id: $key, value: $value } }
! "catalogue" is one of customFields

E142 a lookup without a column
  companyName: { from: stage, ▸lookup: stages }
! the lookup does not say which column to take
? add  take: <column>

E108 a column without a lookup
  companyName: { from: stage, ▸take: name }
! "take" means nothing without "lookup"
? add  lookup:, or leave "take" out

W201 an empty reason
  type: { unsupported: ▸" " }
! the reason is missing
? say what the vendor has instead

W201 an empty because
  deleted: { const: false, because: ▸"" }
! the reason is missing
? say it to the person who asks why

E106 a word that clears and is null
  priority: { from: kind, map: { new: Low, old: High }, clear: ▸null }
! "clear" is a single value
? leave "clear" out

E108 a word that clears what nobody writes
  description: { const: x, ▸clear: y }
! "clear" does not go with "const"
? it goes with from, first

E106 a scale of nothing
  interactionCount: { combine: sum, of: [calls, mails], scale: ▸0 }
! "scale" is a number other than 0
? leave it out to keep the result
`);
