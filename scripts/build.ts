// Compiles the library into dist, bundles the command line there, copies the YAML files to the same places below it, and
// writes the schemas that editors use for opportune.yaml, for records and for mapping files.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configJsonSchema } from '../src/cli/config/config-schema.ts';
import { opportunityJsonSchema } from '../src/model/index.ts';
import { bundleCommandLine } from './bundle-command-line.ts';
import { mappingSchemas } from './docs/mapping-schemas.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const dist = join(root, 'dist');
const tsc = join(createRequire(import.meta.url).resolve('typescript/package.json'), '..', 'bin', 'tsc');

function isYaml(path: string): boolean {
  return !/\.[a-z]+$/.test(path) || path.endsWith('.yaml');
}

rmSync(dist, { recursive: true, force: true });
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
await bundleCommandLine(root, dist);
cpSync(join(root, 'connectors'), join(dist, 'connectors'), { recursive: true, filter: isYaml });
cpSync(join(root, 'mappings'), join(dist, 'mappings'), { recursive: true });
mkdirSync(join(dist, 'schema'));
const schemas = { opportune: configJsonSchema(), opportunity: opportunityJsonSchema() };
for (const [name, schema] of Object.entries(schemas))
  writeFileSync(join(dist, 'schema', `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
for (const [name, text] of mappingSchemas()) writeFileSync(join(dist, 'schema', name), text);
chmodSync(join(dist, 'src/cli/bin.js'), 0o755);
