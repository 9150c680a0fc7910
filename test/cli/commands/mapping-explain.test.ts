import { describe, expect, test } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const overlay = `overlay: 1
extends: hubspot/opportunity
nativeFields:
  properties.acme_tier: { type: text }
  properties.acme_score: { type: int-text }
customMappings:
  tier: properties.acme_tier
  score: { from: properties.acme_score, to: integer }
`;
const native = { id: '1', properties: { dealname: 'Pumps', acme_tier: 'Gold', acme_score: 'seven' } };

describe('mapping explain of customMappings', () => {
  const folder = scratchFolder();

  async function explain(...args: readonly string[]) {
    await folder.write('tier.yaml', overlay);
    await folder.write('deal.json', JSON.stringify(native));
    return runCli(['mapping', 'explain', './tier.yaml', ...args], { cwd: folder.path });
  }

  test('tells each key apart: its value, what it comes from and its issue', async () => {
    const { code, out } = await explain('customMappings', '--native', 'deal.json');

    expect(code).toBe(0);
    expect(out).toBe(
      [
        'customMappings.tier = "Gold"',
        '  1.  properties.acme_tier  text -> text  "Gold"  <- used',
        '  why    taken from the vendor’s value',
        '  rule   ./tier.yaml:7:3 (overlay)',
        '',
        'customMappings.score = null',
        '  1.  properties.acme_score  int-text -> integer  "seven" -> null',
        '  why    the vendor’s value could not be converted',
        '  rule   ./tier.yaml:8:3 (overlay)',
        '  issue  not-a-number, native "seven"',
        '',
      ].join('\n'),
    );
  });

  test('takes one key by its name, with and without a record', async () => {
    const told = await explain('customMappings.tier', '--native', 'deal.json', '--json');
    const rule = await explain('customMappings.tier');

    expect(JSON.parse(told.out)).toMatchObject({
      field: 'customMappings.tier',
      value: 'Gold',
      reason: 'mapped',
      rule: './tier.yaml:7:3',
    });
    expect(rule.out).toBe(
      'customMappings.tier\n  1.  properties.acme_tier  text -> text\n  rule   ./tier.yaml:7:3 (overlay)\n',
    );
  });

  test('says what is meant by a key that no overlay sets', async () => {
    const { code, err } = await explain('customMappings.teir');

    expect(code).toBe(2);
    expect(err).toContain('No overlay sets customMappings.teir.');
    expect(err).toContain('did you mean "customMappings.tier"?');
  });

  test('without any overlay says where keys come from', async () => {
    const { code, err } = await runCli(['mapping', 'explain', 'hubspot', 'customMappings.tier']);

    expect(code).toBe(2);
    expect(err).toContain('Give the overlay that sets it with --overlay.');
  });
});

describe('mapping explain', () => {
  test('without a record shows the constants of a rule, and chooses none of them', async () => {
    const { out } = await runCli(['mapping', 'explain', 'hubspot', 'status']);

    expect(out).toMatch(/^ +1\. +const +when properties\.hs_is_closed_won is true +"Won"$/m);
    expect(out).not.toMatch(/<- used|fixed in the mapping/);
  });

  test('without a record gives programs the rule alone: no value, and no reason that only a record has', async () => {
    const { out } = await runCli(['mapping', 'explain', 'hubspot', '--json']);
    const told: readonly Readonly<Record<string, unknown>>[] = JSON.parse(out);
    const byField = new Map(told.map((one) => [one['field'], one]));

    expect(told).toHaveLength(42);
    expect(byField.get('status')).toEqual({
      field: 'status',
      from: expect.arrayContaining([
        { path: 'const', native: 'Won', steps: ['when properties.hs_is_closed_won is true'] },
        { path: 'properties.dealstage', steps: ['lookup stages.outcome', 'text -> text'] },
      ]),
      rule: expect.stringMatching(/opportunity\.yaml:\d+:\d+$/),
      layer: 'base',
    });
    expect(byField.get('statusId')).toMatchObject({
      reason: 'unsupported',
      because: expect.stringContaining('pipelineStageId'),
    });
  });

  test('names the way to a mapping of an overlay', async () => {
    const { code, err } = await runCli(['mapping', 'explain', 'hubspot', 'tier']);

    expect(code).toBe(2);
    expect(err).toContain('customMappings.tier');
  });
});
