import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { InputError, UsageError } from '../cli-error.ts';
import type { Invocation } from '../command.ts';
import { readInput } from '../input/input-file.ts';
import { flagOf } from '../options.ts';
import { parseExactJson } from '../input/parse-json.ts';

/** True where the input is many records, a line each. */
export function isLines({ options }: Invocation): boolean {
  return options.flag('jsonl') || /\.(?:jsonl|ndjson)$/i.test(options.text('input') ?? '');
}

const hint = 'Give one JSON object; for many records, a line each, add --jsonl.';

/**
 * The one record of `--input`; empty without it.
 *
 * @throws InputError
 */
export async function readRecord({ options, io }: Invocation): Promise<JsonObject> {
  const file = options.text('input');
  if (file === undefined) return {};
  const source = await readInput(file, io, 'record');
  const value = parseExactJson(source, hint);
  if (isJsonObject(value)) return value;
  throw new InputError(`${source.file} holds no JSON object.`, { hint });
}

/** @throws UsageError for flags that this kind of write does not take: they would be ignored otherwise. */
export function refuseFlags({ options }: Invocation, names: readonly string[], message: string): void {
  const given = names.filter((name) => options.isGiven(name));
  if (given.length === 0) return;
  throw new UsageError(`${given.map(flagOf).join(', ')}: ${message}`, {
    hint: 'Leave it out, or see --help.',
  });
}
