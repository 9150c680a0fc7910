import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));
const commands = [
  [],
  ['demo'],
  ['sandbox'],
  ['sync', 'run'],
  ['sync', 'status'],
  ['sync', 'verify'],
  ['sync', 'replay'],
  ['opportunity', 'list'],
  ['opportunity', 'get'],
  ['opportunity', 'explain'],
  ['opportunity', 'create'],
  ['opportunity', 'update'],
  ['opportunity', 'delete'],
  ['opportunity', 'upsert'],
  ['mapping', 'check'],
  ['mapping', 'test'],
  ['mapping', 'preview'],
  ['mapping', 'explain'],
  ['connection', 'list'],
  ['connection', 'check'],
  ['connector', 'list'],
  ['connector', 'show'],
] as const;

/** The help of every command, as the command line prints it. */
export function commandLine(): string {
  const sections = commands.map((words) => {
    const env = { ...process.env, COLUMNS: '100', NO_COLOR: '1' };
    const help = execFileSync(process.execPath, [bin, ...words, '--help'], { encoding: 'utf8', env });
    return [`## opportune ${words.join(' ')}`.trimEnd(), '', '```text', help.trim(), '```', ''].join('\n');
  });
  return ['# Command line', '', 'Made from the commands by `npm run docs`.', '', ...sections].join('\n');
}
