import { describe, expect, test } from 'vitest';
import { checkMapping } from '../../../src/mapping/index.ts';
import { bundledFiles } from '../../support/bundled-mapping.ts';
import { exampleCases } from '../golden/example-cases.ts';
import { headerCases } from '../golden/header-cases.ts';
import { markedFiles } from '../golden/marked.ts';
import { overlayCases } from '../golden/overlay-cases.ts';
import { pathCases } from '../golden/path-cases.ts';
import { shapeCases } from '../golden/shape-cases.ts';
import { sideEffectCases } from '../golden/side-effect-cases.ts';
import { valueCases } from '../golden/value-cases.ts';
import { writeCases } from '../golden/write-cases.ts';
import { acmeFiles } from '../vendor/acme.ts';
import { verdictFor } from './schema-verdict.ts';

const hubspot = bundledFiles('hubspot');
const verdict = verdictFor(hubspot);

/** The bundled mapping with the rule of one field written otherwise. */
function withRule(field: string, rule: string) {
  const { file, text } = hubspot.mapping;
  const lines = new RegExp(`^ {2}${field}:.*\\n(?: {4}.*\\n)*`, 'm');
  if (!lines.test(text)) throw new Error(`there is no ${field}`);
  return { file, text: text.replace(lines, () => `  ${rule}\n`) };
}

describe('a mistake is refused by the schema as by the checker', () => {
  test.each([
    [
      'a path of a type that does not convert',
      'monetaryAmount',
      'monetaryAmount: properties.dealname',
      'E120',
    ],
    [
      'one among several',
      'monetaryAmount',
      'monetaryAmount: [properties.amount, properties.dealname]',
      'E120',
    ],
    ['one that is spelled out', 'closeDate', 'closeDate: { from: properties.amount }', 'E120'],
    ['a path that is not there', 'monetaryAmount', 'monetaryAmount: properties.ammount', 'E113'],
    [
      'one beside a word that changes the type',
      'type',
      'type: { from: properties.dealtyp, as: text }',
      'E113',
    ],
    ['a list for a single value', 'leadId', 'leadId: "associations.leads.results[].id"', 'E122'],
    ['a single value for a list', 'contactIds', 'contactIds: { from: properties.hubspot_owner_id }', 'E121'],
    ['values of another name', 'status', 'status: properties.hs_priority', 'E133'],
    ['a unified field that is not there', 'monetaryAmount', 'monetryAmount: properties.amount', 'E104'],
    ['a word that is not there', 'monetaryAmount', 'monetaryAmount: { form: properties.amount }', 'E103'],
    ['a word that goes with another source', 'deleted', 'deleted: { const: true, take: id }', 'E108'],
    ['a word that misses another', 'type', 'type: { from: properties.dealtype, take: label }', 'E108'],
    ['two sources', 'deleted', 'deleted: { from: archived, const: true }', 'E102'],
    [
      'a table that is not there',
      'type',
      'type: { from: properties.dealtype, lookup: types, take: label }',
      'E140',
    ],
    ['a column of another type', 'leadId', 'leadId: { from: id, lookup: stages, take: probability }', 'E120'],
    [
      'a condition on a path that is not there',
      'deleted',
      'deleted: { from: archived, when: { archivd: true } }',
      'E113',
    ],
    [
      'a condition with a value of another type',
      'deleted',
      'deleted: { from: archived, when: { archived: yes } }',
      'E134',
    ],
    ['a value out of a closed set', 'status', 'status: { const: Opne }', 'E133'],
    [
      'a default of another type',
      'monetaryAmount',
      'monetaryAmount: { from: properties.amount, default: none }',
      'E133',
    ],
    [
      'a way of writing that is not there',
      'ownerId',
      'ownerId: { from: properties.hubspot_owner_id, write: { into: owners } }',
      'E103',
    ],
    ['a record without an id', 'id', 'id: { unsupported: "no" }', 'E108'],
  ])('%s', (_says, field, rule, code) => {
    const mapping = withRule(field, rule);

    expect(checkMapping({ ...hubspot, mapping }).map((finding) => finding.code)).toContain(code);
    expect(verdict(mapping)).not.toEqual([]);
  });

  test.each([
    ['an unknown key', 'overlay: 1\nextends: hubspot/opportunity\noverrides: {}\n', 'E105'],
    ['a key of a mapping', 'overlay: 1\nextends: hubspot/opportunity\nfields: {}\n', 'E105'],
    ['another vendor', 'overlay: 1\nextends: copper/opportunity\n', 'E101'],
    [
      'a unified type that is not there',
      'overlay: 1\nextends: hubspot/opportunity\ncustomMappings: { a: { from: id, to: txt } }\n',
      'E109',
    ],
    [
      'a native type that is not there',
      'overlay: 1\nextends: hubspot/opportunity\nnativeFields: { properties.a: { type: string } }\n',
      'E109',
    ],
    [
      'an unknown word of a side effect',
      'overlay: 1\nextends: hubspot/opportunity\nsideEffects: [{ writes: title }]\n',
      'E103',
    ],
    [
      'an unknown word of an example',
      'overlay: 1\nextends: hubspot/opportunity\nexamples: [{ natve: {} }]\n',
      'E103',
    ],
  ])('in an overlay: %s', (_says, text, code) => {
    const overlay = { file: 'overlay.yaml', text };

    expect(checkMapping({ ...hubspot, overlays: [overlay] }).map((finding) => finding.code)).toContain(code);
    expect(verdict(overlay)).not.toEqual([]);
  });
});

describe('of the checker’s own mistakes', () => {
  const cases = [
    headerCases,
    shapeCases,
    pathCases,
    valueCases,
    writeCases,
    sideEffectCases,
    overlayCases,
    exampleCases,
  ]
    .flat()
    .filter(({ descriptor }) => descriptor === undefined);
  const acme = verdictFor(acmeFiles({}));
  const judged = cases.map((golden) => {
    const { files, place } = markedFiles(golden);
    const all = [files.mapping, ...(files.overlays ?? [])];
    return {
      code: golden.code,
      // Text that is no YAML is nobody's mapping.
      wrong: golden.code === 'E001' ? [] : all.filter(({ file }) => file === place.file).flatMap(acme),
      right: golden.code === 'E001' ? [] : all.filter(({ file }) => file !== place.file).flatMap(acme),
    };
  });

  test('the schema sees two in three while they are typed', () => {
    const errors = judged.filter(({ code }) => code.startsWith('E') && code !== 'E001');

    expect(errors.length).toBeGreaterThan(230);
    expect(errors.filter(({ wrong }) => wrong.length > 0).length / errors.length).toBeGreaterThan(2 / 3);
  });

  test.each(['E103', 'E105', 'E109', 'E111', 'E140', 'E141'])('it sees nearly all of %s', (code) => {
    const errors = judged.filter((one) => one.code === code);

    expect(errors.length).toBeGreaterThan(0);
    expect(errors.filter(({ wrong }) => wrong.length === 0).length).toBeLessThanOrEqual(2);
  });

  test('it says nothing about the files beside, and nothing where the checker only warns', () => {
    expect(judged.flatMap(({ right }) => right)).toEqual([]);
    expect(judged.filter(({ code }) => code.startsWith('W')).flatMap(({ wrong }) => wrong)).toEqual([]);
  });
});
