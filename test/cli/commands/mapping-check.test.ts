import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../repository/source-files.ts';
import { runCli } from '../support/run-cli.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const folder = scratchFolder();

/** The bundled mapping with one thing changed, as ./own.yaml. */
async function changed(from: string, to: string): Promise<void> {
  const text = await readFile(join(root, 'mappings/hubspot/opportunity.yaml'), 'utf8');
  expect(text).toContain(from);
  await folder.write('own.yaml', text.replace(from, to));
}

function inFolder(...args: readonly string[]) {
  return runCli(['mapping', ...args], { cwd: folder.path });
}

describe('mapping check', () => {
  test('finds nothing in what is bundled', async () => {
    const { code, out, err } = await inFolder('check');

    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toMatch(/^\d+ mappings checked, nothing found\.$/m);
  });

  test('shows a mistake at its place, with the line and what was meant', async () => {
    await changed('properties.amount', 'properties.ammount');
    const { code, out } = await inFolder('check', './own.yaml');

    expect(code).toBe(1);
    expect(out).toMatch(/^error\[E\d+\] \.\/own\.yaml:\d+:\d+$/m);
    expect(out).toMatch(/^ +\d+ \| .*properties\.ammount/m);
    expect(out).toMatch(/^ +\| +\^ help: .*properties\.amount/m);
  });

  test('gives a program findings with file, line and column', async () => {
    await changed('properties.amount', 'properties.ammount');
    const { code, out } = await inFolder('check', 'copper', './own.yaml', '--json');
    const findings: readonly Record<string, unknown>[] = JSON.parse(out);

    expect(code).toBe(1);
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) {
      expect(finding).toMatchObject({
        file: './own.yaml',
        code: expect.any(String),
        severity: expect.stringMatching(/error|warning/),
        line: expect.any(Number),
        column: expect.any(Number),
        message: expect.any(String),
      });
    }
  });

  test('reports text that is no YAML at the place where it ends being it', async () => {
    await changed('fields:', 'fields: {');
    const { code, out } = await inFolder('check', './own.yaml');

    expect(code).toBe(1);
    expect(out).toMatch(/^error\[E001\] \.\/own\.yaml:\d+:\d+$/m);
  });

  test.each([
    ['below its header', 'overlay: 1\nextends: hubspot/opportunity\noverride:\n  title: {a: b, [}\n', 4],
    ['in its header', 'overlay: 1\n extends: hubspot/opportunity\n', 1],
    ['in one line', '{ overlay: 1, extends: hubspot/opportunity', 1],
  ])('says nothing about an overlay before it is YAML: broken %s', async (_, text, line) => {
    await folder.write('overlay.yaml', text);
    for (const verb of ['check', 'test']) {
      const { code, out } = await inFolder(verb, './overlay.yaml');

      expect(code).toBe(1);
      expect(out.match(/^(?:error|warning)\[.*/gm)).toEqual([
        expect.stringMatching(`^error\\[E001\\] \\./overlay\\.yaml:${line}:\\d+$`),
      ]);
      expect(out).toMatch(new RegExp(`^ +${line} \\| +\\S`, 'm'));
    }
  });

  test('of a file that is YAML and no mapping says what a mapping begins with', async () => {
    await folder.write('overlay.yaml', 'customMappings: {}\n');
    const { code, err } = await inFolder('check', './overlay.yaml');

    expect(code).toBe(2);
    expect(err).toContain('./overlay.yaml does not say which mapping it is.');
    expect(err).toContain('at ./overlay.yaml:1:1');
    expect(err).toContain('overlay: 1 and extends:');
  });

  test('checks an overlay on the mapping that it extends', async () => {
    await folder.write(
      'overlay.yaml',
      'overlay: 1\nextends: hubspot/opportunity\ncustomMappings:\n  x: { from: properties.no_such, to: text }\n',
    );
    const { code, out } = await inFolder('check', './overlay.yaml');

    expect(code).toBe(1);
    expect(out).toContain('./overlay.yaml:4:');
  });
});

describe('mapping test', () => {
  test('runs the examples of everything that is bundled', async () => {
    const { code, out, err } = await inFolder('test');

    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(Number(/^(\d+) examples run, none failed/m.exec(err)?.[1])).toBeGreaterThan(20);
  });

  test('points to the key of an example that differs', async () => {
    const text = await readFile(join(root, 'mappings/hubspot/overlays/expected-close-date.yaml'), 'utf8');
    await folder.write(
      'overlay.yaml',
      text.replace(/(expectedCloseDate: )'?\d{4}-\d\d-\d\d'?/, "$1'1999-01-01'"),
    );
    const { code, out } = await inFolder('test', './overlay.yaml');
    const json = await inFolder('test', './overlay.yaml', '--json');

    expect(code).toBe(1);
    expect(out).toMatch(/^failed \.\/overlay\.yaml:\d+:\d+ /m);
    expect(out).toContain('1999-01-01');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toContainEqual(
      expect.objectContaining({ file: './overlay.yaml', passed: false }),
    );
  });

  test('of a mapping that does not check has failed, not passed', async () => {
    await changed('properties.amount', 'properties.ammount');
    const { code, out, err } = await inFolder('test', './own.yaml');
    const beside = await inFolder('test', './own.yaml', 'copper');

    expect(code).toBe(1);
    expect(out).toContain('properties.ammount');
    expect(err).toContain('The examples of what does not check were not run.');
    expect(err).not.toContain('no examples');
    expect(beside.code).toBe(1);
    expect(beside.err).toMatch(
      /^\d+ examples run, none failed\. The examples of what does not check were not run\.$/m,
    );
  });

  test('of a file without examples says so', async () => {
    await folder.write('overlay.yaml', 'overlay: 1\nextends: hubspot/opportunity\n');
    const { err } = await inFolder('test', './overlay.yaml');

    expect(err).not.toContain('were not run');
  });
});

describe('mapping explain', () => {
  const open =
    '{"id":"1","properties":{"dealname":"A","closedate":"2026-12-01T00:00:00Z","hs_is_closed":"false"}}';

  test('shows the rule of a field: paths, words, and the line in the file', async () => {
    const { code, out } = await inFolder('explain', 'hubspot', 'winProbability');

    expect(code).toBe(0);
    expect(out).toMatch(/^winProbability$/m);
    expect(out).toMatch(/^ +1\. +properties\.hs_deal_stage_probability/m);
    expect(out).toMatch(/^ +2\. +properties\.dealstage +when .+; lookup stages\.probability/m);
    expect(out).toMatch(/^ +rule +mappings\/hubspot\/opportunity\.yaml:\d+:\d+/m);
    expect(out).not.toContain('not met');
  });

  test('says with a record why a value is empty', async () => {
    await folder.write('deal.json', open);
    const { out } = await inFolder('explain', 'hubspot', 'closeDate', '--native', 'deal.json');

    expect(out).toMatch(/^closeDate = null$/m);
    expect(out).toMatch(/^ +why +the condition of the rule is not met/m);
  });

  test('gives a program one field, or all of them', async () => {
    const one = await inFolder('explain', 'copper', 'closeDate', '--json');
    const all = await inFolder('explain', 'copper', '--json');

    expect(JSON.parse(one.out)).toMatchObject({ field: 'closeDate' });
    expect(JSON.parse(all.out)).toHaveLength(42);
  });

  test('of a field that does not exist asks what was meant', async () => {
    const { code, err } = await inFolder('explain', 'hubspot', 'closedate');

    expect(code).toBe(2);
    expect(err).toContain('did you mean "closeDate"?');
  });
});
