import type { JsonValue } from '../../../model/json.ts';
import { readInputFile } from '../../input/input-file.ts';
import { parseExactJson } from '../../input/parse-json.ts';

const form = 'Give { "serviceId": …, "extendObject": { … } }, or a list of such entries.';

/**
 * The entries that `--pass-through` gives: JSON itself, or a file with it.
 *
 * @throws InputError
 */
export async function readPassThroughFlag(
  given: readonly string[],
  folder: string,
): Promise<readonly JsonValue[]> {
  const entries: JsonValue[] = [];
  for (const one of given) {
    const isJson = /^\s*[[{]/.test(one);
    const source = isJson
      ? { file: '--pass-through', text: one }
      : await readInputFile(one, folder, 'entries of passThrough');
    const value = parseExactJson(source, form);
    entries.push(...(Array.isArray(value) ? value : [value]));
  }
  return entries;
}
