import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { InputError } from '../cli-error.ts';
import { configMistake } from './config-mistake.ts';
import { Config } from './config-schema.ts';
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
  if (!parsed.success) throw configMistake(parsed.error, document);
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
