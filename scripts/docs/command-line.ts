import type { OutputPort } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { processIo } from '../../src/cli/process-io.ts';

const world = processIo(process);
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

/** The help of every command, as the command line of the installed package prints it. */
export async function commandLine(): Promise<string> {
  const sections: string[] = [];
  for (const words of commands) {
    const help = await helpOf(words);
    sections.push(
      [`## opportune ${words.join(' ')}`.trimEnd(), '', '```text', help.trim(), '```', ''].join('\n'),
    );
  }
  return ['# Command line', '', 'Made from the commands by `npm run docs`.', '', ...sections].join('\n');
}

async function helpOf(words: readonly string[]): Promise<string> {
  let text = '';
  const stdout: OutputPort = {
    write: (piece) => {
      text += piece;
    },
    drained: () => Promise.resolve(),
    isTTY: false,
    columns: undefined,
  };
  const env = { COLUMNS: '100', NO_COLOR: '1' };
  const code = await main([...words, '--help'], { ...world, stdout, env, command: 'opportune' });
  if (code !== 0) throw new Error(`the help of ${words.join(' ')} ends with ${code}`);
  return text;
}
