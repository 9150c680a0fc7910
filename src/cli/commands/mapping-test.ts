import type { ExampleResult, Finding } from '../../mapping/index.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { checkTarget, testTarget } from '../mapping/mapping-engine.ts';
import { mappingTargets } from '../mapping/mapping-targets.ts';
import { findingLines } from '../output/finding-lines.ts';
import type { Colors } from '../output/colors.ts';
import { countOf } from '../output/numbers.ts';
import { oneLine } from '../output/printable.ts';
import { sourceExcerpt } from '../output/source-excerpt.ts';
import { sourceTexts, type SourceTexts } from '../input/source-texts.ts';

/** `opportune mapping test [files|vendors...]` */
export const mappingTest: CommandSpec = {
  name: 'mapping test',
  args: '[files...]',
  summary:
    'run the examples that stand in mappings and overlays; vendors or files, or everything that is bundled',
  options: [],
  examples: [
    { command: 'opportune mapping test', shows: 'every bundled mapping and overlay' },
    { command: 'opportune mapping test ./my-overlay.yaml', shows: 'the examples of your own overlay' },
    {
      command: 'opportune mapping test hubspot --json',
      shows: 'what was run and what differs, for a program',
    },
  ],
  run: runTests,
};

async function runTests(invocation: Invocation): Promise<ExitCode> {
  const { terminal } = invocation;
  const found = await mappingTargets(invocation);
  const texts = sourceTexts(found);
  const results = new Map<string, ExampleResult>();
  let refused = 0;
  // Examples of a mapping that does not check cannot be run, and that is no success.
  const refuse = (errors: readonly Finding[]): void => {
    refused += errors.length;
    for (const error of terminal.flags.json ? [] : errors) {
      for (const line of findingLines(error, texts.get(error.file), terminal.out)) terminal.result(line);
    }
  };
  refuse(found.unreadable.map(({ finding }) => finding));
  for (const target of found.targets) {
    refuse((await checkTarget(target)).filter(({ severity }) => severity === 'error'));
    for (const result of await testTarget(target)) {
      const { file, line, column } = result;
      const key = JSON.stringify([file, line, column]);
      // The examples of a mapping also run with each overlay; once is enough, unless one fails only there.
      if (results.get(key)?.passed !== false) results.set(key, result);
    }
  }
  report([...results.values()], refused > 0, texts, invocation);
  const failed = [...results.values()].some(({ passed }) => !passed);
  return failed || refused > 0 || results.size === 0 ? exitCode.findings : exitCode.fine;
}

function report(
  results: readonly ExampleResult[],
  isRefused: boolean,
  texts: SourceTexts,
  { terminal }: Invocation,
): void {
  if (terminal.flags.json) {
    terminal.json(results);
    return;
  }
  const failed = results.filter(({ passed }) => !passed);
  for (const line of failed.flatMap((result) => failureLines(result, texts, terminal.out)))
    terminal.result(line);
  const outcome = failed.length === 0 ? 'none failed' : `${failed.length} failed`;
  const ran = `${countOf(results.length, 'example')} run, ${outcome}.`;
  const notRun = 'The examples of what does not check were not run.';
  if (isRefused) terminal.talk(results.length === 0 ? notRun : `${ran} ${notRun}`);
  else terminal.talk(results.length === 0 ? 'There are no examples.' : ran);
}

function failureLines({ name, file, failures }: ExampleResult, texts: SourceTexts, colors: Colors): string[] {
  const lines = texts.get(file)?.split('\n');
  return failures.flatMap(({ line, column, message }) => [
    `${colors.red(colors.bold('failed'))} ${colors.bold(`${file}:${line}:${column}`)} ${name}`,
    `  ${oneLine(message)}`,
    ...sourceExcerpt({ line, column, source: lines?.[line - 1] }, undefined, colors),
  ]);
}
