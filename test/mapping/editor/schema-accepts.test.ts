import { describe, expect, test } from 'vitest';
import type { CustomFieldDefinition } from '../../../src/connector-kit/resource.ts';
import { checkMapping, type MappingFiles } from '../../../src/mapping/index.ts';
import { opportunityFields } from '../../../src/model/opportunity-fields.ts';
import { bundledFiles } from '../../support/bundled-mapping.ts';
import { randomFrom } from '../../support/random.ts';
import { acmeFiles } from '../vendor/acme.ts';
import { randomRule } from './random-rule.ts';
import { isAccepted, verdictFor } from './schema-verdict.ts';

const head = 'overlay: 1\nextends: acme/opportunity\n';
const fields = Object.keys(opportunityFields).filter(
  (name) => !/^(?:id|title|custom.*|passThrough)$/.test(name),
);
const rounds = 60;

type Rules = Readonly<Record<string, string>>;

/** One random rule for each name, each on a line of its own; those that the checker refuses are taken away. */
function acceptedRules(
  names: readonly string[],
  random: () => number,
  filesOf: (rules: Rules) => MappingFiles,
): Rules {
  let rules: Rules = Object.fromEntries(names.map((name) => [name, JSON.stringify(randomRule(random))]));
  for (;;) {
    const files = filesOf(rules);
    const lines = new Map(
      [files.mapping, ...(files.overlays ?? [])].map(({ file, text }) => [file, text.split('\n')]),
    );
    const refused = checkMapping(files).flatMap(({ severity, file, line }) =>
      severity === 'error' ? [/^ *(\w+):/.exec(lines.get(file)?.[line - 1] ?? '')?.[1] ?? ''] : [],
    );
    const kept = Object.entries(rules).filter(([name]) => !refused.includes(name));
    if (refused.length === 0 || kept.length === 0) return rules;
    // A mistake at a place that belongs to none of them would be met again for ever.
    if (kept.length === Object.keys(rules).length)
      throw new Error(`nothing left to take away: ${refused.join()}`);
    rules = Object.fromEntries(kept);
  }
}

describe('whatever the checker takes, the schema takes', () => {
  const verdict = verdictFor(acmeFiles({}));

  test('of random rules in a mapping', () => {
    const random = randomFrom(20_261_126);
    let accepted = 0;
    for (let round = 0; round < rounds; round += 1) {
      const rules = acceptedRules(fields, random, (some) => acmeFiles(some));
      accepted += Object.keys(rules).length;
      expect(verdict(acmeFiles(rules).mapping)).toEqual([]);
    }
    expect(accepted).toBeGreaterThan(rounds * 2);
  });

  test('of random rules in an overlay, with fields that only the account has', () => {
    const random = randomFrom(7);
    const native = 'nativeFields: { nothing: { type: decimal }, day: { type: text } }\n';
    const overlayOf = (rules: Rules): string => {
      const linesOf = (pattern: RegExp): string =>
        Object.entries(rules)
          .map(([name, rule]) => (pattern.test(name) ? `  ${name}: ${rule}\n` : ''))
          .join('');
      return `${head}${native}override:\n  tags: { unsupported: "x" }\n${linesOf(/^(?!own)/)}customMappings:\n  other: name\n${linesOf(/^own/)}`;
    };
    const names = [...fields.filter((name) => name !== 'tags'), ...fields.map((_, index) => `own${index}`)];
    let accepted = 0;
    for (let round = 0; round < rounds / 2; round += 1) {
      const rules = acceptedRules(names, random, (some) => acmeFiles({}, { overlays: [overlayOf(some)] }));
      accepted += Object.keys(rules).length;
      expect(verdict({ file: 'overlay.yaml', text: overlayOf(rules) })).toEqual([]);
    }
    expect(accepted).toBeGreaterThan(rounds * 4);
  });

  test('of an overlay that reads what one below it declares', () => {
    const below = `${head}nativeFields: { tier: { type: text }, day: { type: text } }\n`;
    const above = `${head}override: { leadSource: tier, description: day }\n`;
    const files = acmeFiles({}, { overlays: [below, above] });

    expect(isAccepted(files)).toBe(true);
    expect((files.overlays ?? []).flatMap(verdict)).toEqual([]);
  });
});

test('a mapping may name the fields of an account exactly where the schema was made with them', () => {
  const catalogue: readonly CustomFieldDefinition[] = [
    { key: 'acme_score', label: 'Score', type: 'number', wire: 'decimal' },
  ];
  const files = bundledFiles('hubspot');
  const text = files.mapping.text.replace('properties.amount', 'properties.acme_score');
  const mapping = { file: files.mapping.file, text };

  expect(isAccepted({ ...files, mapping, catalogue })).toBe(true);
  expect(verdictFor({ ...files, catalogue })(mapping)).toEqual([]);
  expect(verdictFor(files)(mapping)).not.toEqual([]);
});
