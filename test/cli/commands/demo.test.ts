import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sandboxes } from '../../../connectors/sandboxes.ts';
import { textWidth } from '../../../src/cli/output/text-width.ts';
import { runCli } from '../support/run-cli.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const folder = scratchFolder();
const vendors = sandboxes.map(({ connector }) => connector);

describe('demo', () => {
  test.each([60, 80, 140])('shows the whole way on a terminal of %i cells', async (columns) => {
    const { code, out } = await runCli(['demo', '--deals', '30', '--no-color'], {
      cwd: folder.path,
      columns,
    });

    expect(code).toBe(0);
    for (const vendor of vendors) expect(out).toMatch(new RegExp(`^${vendor} +\\S`, 'm'));
    expect(out).toMatch(/^VENDOR +TITLE +AMOUNT +CUR +STATUS/m);
    expect(out).toMatch(/^closeDate = null$/m);
    expect(out).toMatch(/^ +why +the condition of the rule is not met/m);
    expect(out).toMatch(/^90 fetched = 90 written \+ 0 quarantined(?:; and\s+\d+\s+deletions?)?,\s+in /m);
    expect(out).toContain(`${folder.path}/opportune-demo.sqlite`);
    // An address or a path stays in one piece, however narrow it is.
    const texts = out
      .split('\n')
      .filter((line) => !/^ {2}(?:npm run|opportune|\/)|^ {2,4}[0-9a-z]+\. /.test(line));
    expect(Math.max(...texts.map(textWidth))).toBeLessThanOrEqual(columns);
  });

  test('tells a program what became of every record, and can be run again', async () => {
    // What an earlier demo left behind, from vendors that are gone.
    await folder.write('opportune-demo.sqlite', 'no database');
    const { code, out } = await runCli(['demo', '--deals', '12', '--json'], { cwd: folder.path });
    const outcome: {
      readonly file: string;
      readonly vendors: readonly {
        readonly connector: string;
        readonly counts: Readonly<Record<string, number>>;
      }[];
      readonly opportunities: readonly { readonly connector: string }[];
      readonly explanation: unknown;
    } = JSON.parse(out);

    expect(code).toBe(0);
    expect(existsSync(outcome.file)).toBe(true);
    expect(outcome.vendors.map(({ connector }) => connector)).toEqual(vendors);
    for (const { counts } of outcome.vendors) {
      // The counts of `sync run --json`: deletions were fetched as well.
      const { deleted = NaN, alreadyDeleted = NaN } = counts;
      const fetched = 12 + deleted + alreadyDeleted;
      expect(counts).toMatchObject({ fetched, written: 12, unchanged: 0, outdated: 0, quarantined: 0 });
    }
    expect(new Set(outcome.opportunities.map(({ connector }) => connector)).size).toBe(vendors.length);
    expect(outcome.explanation).toMatchObject({ field: 'closeDate', value: null, reason: 'guard-not-met' });
  });
});
