import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { loadMapping } from '../../../src/mapping/index.ts';
import type { AlsoChange } from '../../../src/mapping/write-types.ts';
import { acmeFiles, compiled, contextOf } from '../vendor/acme.ts';

const rules = {
  monetaryAmount: 'fee',
  currency: 'currency',
  expectedRevenue: '{ combine: product, of: [$out.monetaryAmount, $out.winProbability] }',
  winProbability: '{ from: odds }',
  pipelineStageId: 'stage',
  updatedAt: 'touched',
};
const examples = `sideEffects:
  - { writing: pipelineStageId, changes: [winProbability, expectedRevenue], because: a stage has a chance }
  - { writing: [monetaryAmount, winProbability, currency], changes: [expectedRevenue], because: worked out }
  - { writing: $any, changes: updatedAt, because: noted }
`;

function along(
  input: JsonObject,
  current?: JsonObject,
  overlays: readonly string[] = [],
): readonly AlsoChange[] {
  const bound = compiled(rules, { examples, overlays }).bind(contextOf());
  return bound.write(input, current).alsoChanges;
}

const short = (found: readonly AlsoChange[]) =>
  found.map(({ field, with: source }) => `${field} with ${source}`);
const deal = { id: 7, name: 'x', fee: 1, odds: 20, stage: 's1' };

test('what is declared changes along, each with its reason and place', () => {
  expect(along({ pipelineStageId: 's2' }, deal)).toEqual([
    {
      field: 'winProbability',
      with: 'pipelineStageId',
      because: 'a stage has a chance',
      at: 'acme.yaml:49:5',
    },
    {
      field: 'expectedRevenue',
      with: 'pipelineStageId',
      because: 'a stage has a chance',
      at: 'acme.yaml:49:5',
    },
    { field: 'updatedAt', because: 'noted', at: 'acme.yaml:51:5' },
  ]);
});

test('what is given does not change along, and nothing does so twice', () => {
  expect(short(along({ winProbability: 30, pipelineStageId: 's2' }, deal))).toEqual([
    'expectedRevenue with winProbability',
    'updatedAt with undefined',
  ]);
});

test('nothing changes along with what the record has already, nor with what is refused', () => {
  expect(along({ pipelineStageId: 's1' }, deal)).toEqual([]);
  expect(along({ pipelineStageId: 's2', leadId: 'no' }, deal)).toEqual([]);
});

test('custom fields that only the vendor writes may change along with those that are written', () => {
  const bound = compiled(
    {
      ...rules,
      customFields: '{ collect: extra.*, catalogue: customFields, item: { id: $key, value: $value } }',
    },
    { examples: `${examples}  - { writing: $any, changes: customFields, because: worked out }\n` },
  ).bind(
    contextOf({
      catalogue: [
        { key: 'a', label: 'A', type: 'text', wire: 'text' },
        { key: 'b', label: 'B', type: 'text', wire: 'text', access: 'read' },
      ],
    }),
  );

  expect(short(bound.write({ customFields: [{ id: 'a', value: 'x' }] }, deal).alsoChanges)).toEqual([
    'updatedAt with undefined',
    'customFields with undefined',
  ]);
});

test('a new record is written too', () => {
  expect(short(along({ title: 'x', monetaryAmount: 4 }))).toEqual([
    'expectedRevenue with monetaryAmount',
    'updatedAt with undefined',
  ]);
});

test('an overlay adds to it, and takes nothing away', () => {
  const overlay = `overlay: 1
extends: acme/opportunity
customMappings: { twice: fee }
sideEffects:
  - { writing: monetaryAmount, changes: customMappings.twice, because: one amount }
  - { writing: customMappings.twice, changes: monetaryAmount, because: one amount }
`;

  expect(short(along({ monetaryAmount: 4 }, deal, [overlay]))).toEqual([
    'expectedRevenue with monetaryAmount',
    'customMappings.twice with monetaryAmount',
    'updatedAt with undefined',
  ]);
  expect(short(along({ customMappings: { twice: 4 } }, deal, [overlay]))).toEqual([
    'monetaryAmount with customMappings.twice',
    'updatedAt with undefined',
  ]);
});

test('what an overlay takes out of the mapping is no mistake of the mapping, and does not change along', () => {
  const overlay = `overlay: 1
extends: acme/opportunity
override: { winProbability: { unsupported: gone }, expectedRevenue: fee }
`;

  expect(loadMapping(acmeFiles(rules, { examples, overlays: [overlay] })).findings).toEqual([]);
  expect(short(along({ pipelineStageId: 's2' }, deal, [overlay]))).toEqual([
    'expectedRevenue with pipelineStageId',
    'updatedAt with undefined',
  ]);
});
