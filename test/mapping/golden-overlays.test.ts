import { describe, expect, test } from 'vitest';
import { loadMapping, parseYaml, toJson, type MappingFiles } from '../../src/mapping/index.ts';
import type { BoundMapping } from '../../src/mapping/mapping-types.ts';
import { isJsonObject, type JsonObject } from '../../src/model/json.ts';
import { opportunityFields } from '../../src/model/opportunity-fields.ts';
import type { Opportunity } from '../../src/model/opportunity.ts';
import { bundledFiles } from '../support/bundled-mapping.ts';
import { compiled, contextOf, source } from './vendor/acme.ts';

/** Records of the mapping's own examples. */
function recordsOf({ mapping }: MappingFiles): readonly JsonObject[] {
  const parsed = parseYaml(mapping);
  const root = 'root' in parsed ? toJson(parsed.root) : null;
  const examples = isJsonObject(root) && Array.isArray(root['examples']) ? root['examples'] : [];
  return examples.flatMap((example: unknown) =>
    isJsonObject(example) && isJsonObject(example['native']) ? [example['native']] : [],
  );
}

function bind(files: MappingFiles): BoundMapping<Opportunity> {
  const { mapping, findings } = loadMapping(files);
  if (mapping === undefined) throw new Error(JSON.stringify(findings));
  return mapping.bind(contextOf({ currency: 'EUR', timezone: 'Europe/Berlin' }));
}

describe.each(['copper', 'hubspot', 'pipedrive'])('overlays on the mapping of %s', (vendor) => {
  const base = bundledFiles(vendor);
  const records = recordsOf(base);
  const head = `overlay: 1\nextends: ${vendor}/opportunity\n`;
  const withOverlays = (...texts: readonly string[]) =>
    bind({ ...base, overlays: texts.map((text, index) => source(`overlay-${index + 1}.yaml`, text)) });
  const results = (bound: BoundMapping<Opportunity>) => records.map((native) => bound.read(native));
  const fields = Object.keys(opportunityFields).filter((field) => field !== 'id' && field !== 'title');

  test('an empty one is the identity, whatever of it is written down', () => {
    const plain = results(bind(base));

    expect(records.length).toBeGreaterThan(10);
    expect(results(withOverlays(head))).toEqual(plain);
    expect(
      results(withOverlays(`${head}nativeFields: {}\ncustomMappings: {}\noverride: {}\nexamples: []\n`)),
    ).toEqual(plain);
  });

  test('one applied twice equals once, whatever is between', () => {
    const removable = fields.filter((field) => field !== 'customMappings');
    const removing = `${head}override:\n${removable.map((field) => `  ${field}: { unsupported: "gone" }\n`).join('')}`;
    const adding = `${head}customMappings: { same: id }\noverride: { description: id }\n`;

    expect(results(withOverlays(adding, adding))).toEqual(results(withOverlays(adding)));
    expect(results(withOverlays(removing, adding, removing))).toEqual(
      results(withOverlays(adding, removing)),
    );
  });

  test('each field tells which layer and which line won', () => {
    const native = records[0] ?? {};
    for (const field of fields) {
      const overlay = `${head}override:\n  ${field}: { unsupported: "gone" }\n`;
      const bound = withOverlays(overlay);

      expect(bound.read(native).record ?? {}).not.toHaveProperty(field);
      for (const told of bound.explain(native)) {
        const isOverridden = told.field === field;
        expect(told.layer).toBe(isOverridden ? 'overlay' : 'base');
        expect(told.rule.split(':')[0]).toBe(isOverridden ? 'overlay-1.yaml' : base.mapping.file);
        if (isOverridden)
          expect(told).toMatchObject({ rule: 'overlay-1.yaml:4:3', reason: 'unsupported', because: 'gone' });
      }
    }
  });
});

describe('a custom mapping', () => {
  const head = 'overlay: 1\nextends: acme/opportunity\n';
  const read = (rules: string, native: JsonObject) =>
    compiled({}, { overlays: [`${head}customMappings:\n${rules}`] })
      .bind(contextOf())
      .read(native);

  test('reports its issues under its own name, at its own line', () => {
    expect(
      read('  fee: fee\n  money: { from: note, as: decimal, to: number }\n', { id: 4, fee: 1, note: 'x' }),
    ).toEqual({
      record: { id: '4', title: '', customMappings: { fee: 1, money: null } },
      issues: [
        {
          record: '4',
          field: 'customMappings.money',
          code: 'not-a-number',
          native: 'x',
          at: 'overlay-1.yaml:5:3',
        },
      ],
    });
  });

  test('may read unified fields, and takes each source', () => {
    const rules = `  sum: { combine: sum, of: [fee, fee2], to: number }
  const: { const: 5 }
  kind: { from: kind, map: { new: fresh, old: stale } }
  people: 'people[].id'
  lead: { from: 'people[].id', pick: lowest }
`.replace('fee2', 'amount');

    expect(
      read(rules, { id: 4, fee: 1, amount: '2', kind: 'old', people: [{ id: 9 }, { id: 8 }] }).record
        ?.customMappings,
    ).toEqual({
      sum: 3,
      const: 5,
      kind: 'stale',
      people: ['9', '8'],
      lead: '8',
    });
  });

  test('of the same key in a later overlay wins', () => {
    const [first, second] = [
      `${head}customMappings: { a: name, b: note }\n`,
      `${head}customMappings: { a: kind }\n`,
    ];
    const bound = compiled({}, { overlays: [first, second] }).bind(contextOf());

    expect(bound.read({ id: 1, name: 'n', note: 'o', kind: 'k' }).record?.customMappings).toEqual({
      a: 'k',
      b: 'o',
    });
  });
});
