import type { Finding } from '../../mapping/mapping-types.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { mappingTargets } from '../mapping/mapping-targets.ts';
import { checkTarget } from '../mapping/mapping-engine.ts';
import { findingLines } from '../output/finding-lines.ts';
import { countOf } from '../output/numbers.ts';
import { sourceTexts } from '../input/source-texts.ts';

/** `opportune mapping check [files|vendors...]` */
export const mappingCheck: CommandSpec = {
  name: 'mapping check',
  args: '[files...]',
  summary:
    'check mappings and overlays without running them; vendors or files, or everything that is bundled',
  options: [],
  examples: [
    { command: 'opportune mapping check', shows: 'every bundled mapping and overlay' },
    {
      command: 'opportune mapping check ./my-overlay.yaml',
      shows: 'your own overlay on the mapping it extends',
    },
    {
      command: 'opportune mapping check hubspot ./my.yaml --json',
      shows: 'findings with file, line and column',
    },
  ],
  run: check,
};

async function check(invocation: Invocation): Promise<ExitCode> {
  const { terminal } = invocation;
  const found = await mappingTargets(invocation);
  const { targets, unreadable } = found;
  const texts = sourceTexts(found);
  const checked = await Promise.all(targets.map(checkTarget));
  const findings = distinct([...unreadable.map(({ finding }) => finding), ...checked.flat()]);
  if (terminal.flags.json) terminal.json(findings);
  else {
    for (const finding of findings) {
      for (const line of findingLines(finding, texts.get(finding.file), terminal.out)) terminal.result(line);
    }
    terminal.talk(summary(findings, targets.length + unreadable.length));
  }
  return findings.length === 0 ? exitCode.fine : exitCode.findings;
}

/** A mapping is checked once with each of its overlays; what is wrong with it is said once. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of findings) {
    const { file, line, column, code, message } = finding;
    seen.set(JSON.stringify([file, line, column, code, message]), finding);
  }
  return [...seen.values()];
}

function summary(findings: readonly Finding[], checked: number): string {
  const what = countOf(checked, 'mapping');
  if (findings.length === 0) return `${what} checked, nothing found.`;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return `${what} checked: ${countOf(errors, 'error')}, ${countOf(findings.length - errors, 'warning')}.`;
}
