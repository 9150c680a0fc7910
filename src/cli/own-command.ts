import { relative } from 'node:path';

/** What tells how a process was started. */
export interface Started {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/**
 * What whoever started this program writes to start it again: only an installed package answers to `opportune`. The
 * script of this repository is meant to be found by it in the variables that npm sets; those of other projects have no
 * name here, and their package is found by npx.
 */
export function ownCommand({ argv, env, cwd }: Started): string {
  if (env['npm_lifecycle_event'] !== undefined)
    return env['npm_package_name'] === 'opportune' && env['npm_command'] !== 'exec'
      ? 'npm run -s opportune --'
      : 'npx opportune';
  const [, file = ''] = argv;
  // The package holds no sources: this is a clone.
  return file.endsWith('.ts') ? `node ${relative(cwd, file)}` : 'opportune';
}

const words = 'connection|connector|demo|mapping|opportunity|sandbox|sync';
const suggested = new RegExp(`(^|[\\s"\`|])opportune (?=(?:${words})\\b)`, 'g');

/** A text with the commands in it as they work here; texts are written for the installed package. */
export function asCalled(text: string, command: string): string {
  return command === 'opportune' ? text : text.replaceAll(suggested, `$1${command} `);
}
