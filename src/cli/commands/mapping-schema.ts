import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { MappingFiles } from '../../mapping/index.ts';
import { UsageError } from '../cli-error.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { connectionOptions } from '../connection/connection-options.ts';
import { withConnection } from '../connection/open-connection.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { mappingTarget } from '../mapping/mapping-target.ts';
import { jsonOutput } from '../output/printable.ts';

/** `opportune mapping schema <vendor>` */
export const mappingSchema: CommandSpec = {
  name: 'mapping schema',
  args: '<vendor>',
  summary:
    'print the JSON Schema with which editors complete and check mappings and overlays; with a connection, including the fields of its account',
  options: [{ flags: '--out <file>', description: 'write it to this file' }, ...connectionOptions],
  examples: [
    { command: 'opportune mapping schema hubspot > hubspot.schema.json', shows: 'what is bundled' },
    {
      command: 'opportune mapping schema hubspot --connection acme --out acme.schema.json',
      shows: 'with the fields that the account added',
    },
  ],
  run: printSchema,
};

async function printSchema(invocation: Invocation): Promise<ExitCode> {
  const { args, options, terminal } = invocation;
  const [vendor = ''] = args;
  const { mappingJsonSchema } = await import('../../mapping/editor/index.ts');
  // It is JSON in any case: `--json` asks for nothing else.
  const text = `${jsonOutput(mappingJsonSchema(await filesOf(vendor, invocation)), 2)}\n`;
  const out = options.text('out');
  if (out === undefined) terminal.result(text);
  else {
    await write(out, text, invocation);
    terminal.talk(`Written to ${out}. In the first line of a file:  # yaml-language-server: $schema=${out}`);
  }
  return exitCode.fine;
}

/** Without the overlays of the connection, which only have to be right: what they declare may change at any time. */
async function filesOf(vendor: string, invocation: Invocation): Promise<MappingFiles> {
  const { sources } = await mappingTarget(vendor, [], invocation);
  const { descriptor, mapping } = sources;
  const { options } = invocation;
  if (options.text('connection') === undefined && options.text('connector') === undefined)
    return { descriptor, mapping };
  return withConnection(invocation, async ({ connection }, resolved) => {
    if (resolved.connector !== vendor) throw otherVendor(vendor, resolved.connector);
    return { descriptor, mapping: resolved.mapping ?? mapping, catalogue: await connection.catalogue() };
  });
}

function otherVendor(asked: string, connected: string): UsageError {
  return new UsageError(`This connection is one to ${connected}, not to ${asked}.`, {
    hint: `Write  opportune mapping schema ${connected}  or name another connection.`,
  });
}

async function write(file: string, text: string, { io }: Invocation): Promise<void> {
  try {
    await writeFile(resolve(io.cwd, file), text);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new UsageError(`${file} cannot be written (${reason}).`, {
      hint: 'Name a file in a folder that exists.',
      cause: error,
    });
  }
}
