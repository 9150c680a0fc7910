// Packs the package, installs it into an empty project, and uses it there as a stranger would, under the oldest
// Node the package promises to run on. Then asks publint and attw what they think of the tarball.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldestNode = '22.13.0';
const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'opportune-package-'));
const vendors = readdirSync(join(root, 'connectors'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

function step(title: string, work: () => void): void {
  work();
  console.log(`ok  ${title}`);
}

const consumer = `
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
assert.equal(process.versions.node, ${JSON.stringify(oldestNode)});
const library = await import('opportune');
assert.equal(typeof library.connect, 'function');
const kit = await import('opportune/connector-kit');
assert.equal(typeof kit.defineConnector, 'function');
for (const vendor of ${JSON.stringify(vendors)}) {
  const connector = await import('opportune/connectors/' + vendor);
  assert.ok(Object.values(connector).some((value) => value?.id === vendor), vendor);
  const mapping = fileURLToPath(import.meta.resolve('opportune/mappings/' + vendor + '/opportunity.yaml'));
  assert.ok(existsSync(mapping), mapping);
}
for (const name of ['opportune', 'opportunity']) {
  const schema = fileURLToPath(import.meta.resolve('opportune/schema/' + name + '.schema.json'));
  assert.ok(JSON.parse(readFileSync(schema, 'utf8')).properties, schema);
}
for (const vendor of ${JSON.stringify(vendors)}) {
  const mapping = import.meta.resolve('opportune/mappings/' + vendor + '/opportunity.yaml');
  const [, named] = /^# yaml-language-server: \\$schema=(\\S+)/.exec(readFileSync(fileURLToPath(mapping), 'utf8'));
  assert.ok(JSON.parse(readFileSync(fileURLToPath(new URL(named, mapping)), 'utf8')).definitions, named);
}
assert.equal(typeof library.opportunityJsonSchema().properties, 'object');
assert.equal(typeof library.configJsonSchema().properties, 'object');
`;

try {
  let tarball = '';
  step('npm pack', () => {
    const packed: readonly { filename: string }[] = JSON.parse(
      run('npm', ['pack', '--json', '--silent', '--pack-destination', folder], root).replace(/^[^[]*/, ''),
    );
    tarball = join(folder, packed[0]?.filename ?? '');
  });

  step(`npm install into an empty project, with Node ${oldestNode}`, () => {
    const platformNode = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
    run(
      'npm',
      ['install', '--silent', '--no-audit', '--no-fund', tarball, `${platformNode}@${oldestNode}`],
      folder,
    );
  });
  const node = join(folder, 'node_modules', '.bin', 'node');

  step('every export can be imported', () => {
    writeFileSync(join(folder, 'consumer.mjs'), consumer);
    run(node, ['consumer.mjs'], folder);
  });

  step('the bin runs', () => {
    const bin = join(folder, 'node_modules', 'opportune', 'dist', 'src', 'cli', 'bin.js');
    const listed: unknown = JSON.parse(run(node, [bin, 'connector', 'list', '--json'], folder));
    if (!vendors.every((vendor) => JSON.stringify(listed).includes(vendor)))
      throw new Error('a connector is missing');
    run(node, [bin, 'mapping', 'test', ...vendors], folder);
    // A folded text is read by the full parser, which the bin loads from the package it depends on.
    const overlay = join(folder, 'overlay.yaml');
    const lines = ['overlay: 1', 'extends: hubspot/opportunity', 'override:', '  description: >-'];
    writeFileSync(overlay, [...lines, '    properties.description', ''].join('\n'));
    run(node, [bin, 'mapping', 'check', overlay], folder);
  });

  step('the bundle of the bin stands alone', () => {
    const bundled = join(folder, 'node_modules', 'opportune', 'dist', 'src', 'cli');
    const texts = readdirSync(bundled)
      .filter((file) => file.endsWith('.js'))
      .map((file) => readFileSync(join(bundled, file), 'utf8'));
    // Whatever lay outside would be there twice, and its errors would be of another class than those the bin knows.
    const outside = texts.flatMap((text) => text.match(/(?:from |import\()["']\.\.\/.*/g) ?? []);
    // Errors are named after their classes.
    const renamed = texts.flatMap((text) => text.match(/class \w+\$\d+/g) ?? []);
    if (texts.length < 10 || outside.length + renamed.length > 0)
      throw new Error(`${texts.length} files: ${[...outside, ...renamed].join(', ')}`);
  });

  step('publint', () => {
    run('npx', ['--no-install', 'publint', 'run', tarball, '--strict'], root);
  });

  step('attw', () => {
    run('npx', ['--no-install', 'attw', tarball, '--profile', 'esm-only', '--format', 'ascii'], root);
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
