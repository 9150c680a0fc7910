import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandNames } from '../../src/cli/commands/index.ts';
import { root } from '../repository/source-files.ts';

/** Writes the address of every module that is loaded to the file of descriptor 3. */
const watch = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  import { registerHooks } from 'node:module';
  registerHooks({ load: (url, context, next) => (writeSync(3, url + '\\n'), next(url, context)) });
`)}`;

/** What a command line loads in a process of its own: folders and files of the repository, and names of packages. */
function loadedBy(args: readonly string[]): readonly string[] {
  const script = 'exec 3>&1 >/dev/null; exec "$@"';
  const command = [process.execPath, '--import', watch, join(root, 'src/cli/bin.ts'), ...args];
  const output = execFileSync('sh', ['-c', script, 'sh', ...command], {
    encoding: 'utf8',
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return output
    .split('\n')
    .filter((url) => url.startsWith('file:'))
    .map((url) => url.split('/node_modules/').at(-1) ?? url)
    .map((url) =>
      url.startsWith('file:') ? decodeURI(url).slice(`file://${root}`.length) : url.split('/')[0],
    )
    .map((place) => place?.replace(/^\//, '') ?? '');
}

const packagesOf = (loaded: readonly string[]): ReadonlySet<string> =>
  new Set(loaded.filter((place) => !place.includes('/')));
const under = (loaded: readonly string[], folders: readonly string[]): readonly string[] =>
  loaded.filter((place) => folders.some((folder) => place.startsWith(`${folder}/`)));

const engine = ['src/mapping/compile', 'src/mapping/check', 'src/mapping/yaml'];
const others = ['src/store', 'src/sync', 'src/sandbox-kit', 'connectors'];

describe('nobody waits for code that a command does not use', () => {
  test('--version loads no command', () => {
    const loaded = loadedBy(['--version']);

    expect(packagesOf(loaded)).toEqual(new Set(['commander']));
    expect(under(loaded, ['src/mapping', 'src/client', 'src/http', ...others])).toEqual([]);
    expect(under(loaded, ['src/cli/commands'])).toEqual(['src/cli/commands/index.ts']);
  });

  test('--help loads every command, and nothing that one of them works with', () => {
    const loaded = loadedBy(['--help']);

    expect(packagesOf(loaded)).toEqual(new Set(['commander']));
    expect(under(loaded, [...engine, ...others])).toEqual([]);
    expect(under(loaded, ['src/cli/commands'])).toHaveLength(commandNames.length + 1);
  });

  test('the help of a noun loads its commands alone', () => {
    const loaded = under(loadedBy(['connector', '--help']), ['src/cli/commands']);

    expect(new Set(loaded)).toEqual(
      new Set(['index', 'connector-list', 'connector-show'].map((name) => `src/cli/commands/${name}.ts`)),
    );
  });

  test('mapping check loads the engine, and no package but the one that reads the command line', () => {
    const loaded = loadedBy(['mapping', 'check', 'mappings/hubspot/opportunity.yaml']);

    expect(under(loaded, ['src/mapping/check']).length).toBeGreaterThan(10);
    expect(packagesOf(loaded)).toEqual(new Set(['commander']));
    expect(under(loaded, ['src/mapping/editor', 'src/client/writes', 'src/http', ...others])).toEqual([]);
  });
});
