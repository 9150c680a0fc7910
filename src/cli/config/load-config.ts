import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { z } from 'zod';
import { ConfigError, InputError } from '../cli-error.ts';
import { suggestion } from '../suggestion.ts';
import { Config, knownKeys } from './config-schema.ts';
import { parsePositionedYaml, type PositionedYaml } from './positioned-yaml.ts';

export interface LoadedConfig {
  readonly config: Config;
  /** Undefined where there is no configuration file. */
  readonly document: PositionedYaml | undefined;
  /** As people know it: what `--config` said, or `opportune.yaml`. */
  readonly file: string;
}

const defaultFile = 'opportune.yaml';

/**
 * Reads the configuration: the file asked for, else `opportune.yaml` where there is one, else nothing.
 * Variables stay as they are; they are filled in for the connection that is used.
 *
 * @throws InputError when the file asked for cannot be read.
 * @throws ConfigError with the place of the first thing that is wrong.
 */
export async function loadConfig(cwd: string, asked: string | undefined): Promise<LoadedConfig> {
  const file = asked ?? defaultFile;
  const text = await readConfigText(isAbsolute(file) ? file : join(cwd, file), file, asked !== undefined);
  if (text === undefined) return { config: {}, document: undefined, file };
  const document = parsePositionedYaml({ file, text });
  // An empty file, or one with comments only, is an empty configuration.
  const parsed = Config.safeParse(document.value ?? {});
  if (!parsed.success) throw configError(parsed.error, document);
  return { config: parsed.data, document, file };
}

async function readConfigText(path: string, file: string, required: boolean): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isAbsent && !required) return undefined;
    throw new InputError(`The configuration ${file} cannot be read.`, {
      hint: 'Correct --config, or leave it out to use opportune.yaml of this folder.',
      cause: error,
    });
  }
}

function configError(error: z.ZodError, document: PositionedYaml): ConfigError {
  // A key that is missing is mostly one that was misspelt, so what is misspelt is said first.
  const issue = error.issues.find(({ code }) => code === 'unrecognized_keys') ?? error.issues[0];
  const path = issue?.path ?? [];
  if (issue?.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const place = document.place([...path, key], 'key');
    return new ConfigError('config-unknown-key', `unknown key "${key}"`, {
      place,
      hint: suggestion(key, knownKeys(path) ?? []),
    });
  }
  const name = path.map(String).join('.');
  const isAbsent = issue?.code === 'invalid_type' && valueAt(document.value, path) === undefined;
  const message = isAbsent ? 'is missing' : (issue?.message ?? 'is wrong');
  const place = isAbsent
    ? document.place(path.slice(0, -1), 'key')
    : document.place(path, issue?.code === 'invalid_key' ? 'key' : 'value');
  return new ConfigError('config-value', `${name === '' ? 'the configuration' : name} ${message}`, { place });
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let node = value;
  for (const key of path) {
    if (typeof node !== 'object' || node === null) return undefined;
    node = Reflect.get(node, key);
  }
  return node;
}
