// Writes the generated documents; with --check it only says which of them are out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { commandLine } from './docs/command-line.ts';
import { errors } from './docs/errors.ts';
import { fields } from './docs/fields.ts';
import { opportunityTypes } from './docs/opportunity-types.ts';
import { mappingSchemas } from './docs/mapping-schemas.ts';
import { vendors } from './docs/vendors.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const checking = process.argv.includes('--check');

function read(path: string): string {
  try {
    return readFileSync(root + path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/** The file's text with what stands between the markers of a part replaced. */
function withPart(text: string, part: string, content: string): string {
  const begin = `<!-- generated: ${part} -->`;
  const end = '<!-- /generated -->';
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`the markers of ${part} are missing`);
  return `${text.slice(0, from)}${begin}\n\n${content}\n\n${text.slice(to)}`;
}

const documents: Readonly<Record<string, () => Promise<string> | string>> = {
  'README.md': () => withPart(read('README.md'), 'vendors', vendors()),
  'docs/fields.md': fields,
  'docs/errors.md': errors,
  'docs/cli.md': commandLine,
  'src/model/opportunity-types.ts': opportunityTypes,
};
/** Beside the documents, and written as they are. */
const schemas = [...mappingSchemas()].map(([name, text]) => [`schema/${name}`, text] as const);

const outdated: string[] = [];
function keep(path: string, text: string): void {
  if (text === read(path)) return;
  outdated.push(path);
  if (!checking) writeFileSync(root + path, text);
}
for (const [path, write] of Object.entries(documents)) {
  const text = await format(await write(), { ...(await resolveConfig(root + path)), filepath: path });
  keep(path, text);
}
for (const [path, text] of schemas) keep(path, text);
if (checking && outdated.length > 0) {
  console.error(`out of date: ${outdated.join(', ')}; run  npm run docs`);
  process.exitCode = 1;
} else console.log(outdated.length === 0 ? 'documents are up to date' : `written: ${outdated.join(', ')}`);
