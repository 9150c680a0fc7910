import { lookupTablesFromJson } from '../mapping/index.ts';
import type { MappingContext } from '../mapping/mapping-types.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { InputError } from './cli-error.ts';
import type { Invocation } from './command.ts';
import { readInput } from './input-file.ts';
import { parseJson } from './parse-json.ts';

/** What stands beside the record for a preview: lookups and account, from files. */
export async function readMappingContext(invocation: Invocation): Promise<MappingContext> {
  const { options, io } = invocation;
  const lookupsFile = options.text('lookups');
  const accountFile = options.text('account');
  const lookups =
    lookupsFile === undefined
      ? new Map()
      : lookupTablesFromJson(parseJson(await readInput(lookupsFile, io, 'lookup tables')));
  const account =
    accountFile === undefined
      ? { currency: null, timezone: null }
      : accountSettings(parseJson(await readInput(accountFile, io, 'account settings')), accountFile);
  return { lookups, account };
}

/** The native records of `--native`, and whether they came as an array. @throws InputError */
export async function readNativeRecords(
  file: string,
  { io }: Invocation,
): Promise<{ readonly records: readonly JsonObject[]; readonly isArray: boolean }> {
  const source = await readInput(file, io, 'native record');
  const value = parseJson(source);
  const records = Array.isArray(value) ? value : [value];
  const wrong = records.findIndex((record) => !isJsonObject(record));
  if (wrong !== -1) {
    const which = Array.isArray(value) ? `Element ${wrong + 1} of ${source.file}` : source.file;
    throw new InputError(`${which} is not a native record.`, {
      hint: 'Give one JSON object, or an array of them.',
    });
  }
  return { records: records.filter(isJsonObject), isArray: Array.isArray(value) };
}

function accountSettings(value: JsonValue, file: string): MappingContext['account'] {
  if (!isJsonObject(value)) throw wrongAccount(file);
  const { currency = null, timezone = null } = value;
  if (
    (currency !== null && typeof currency !== 'string') ||
    (timezone !== null && typeof timezone !== 'string')
  ) {
    throw wrongAccount(file);
  }
  return { currency, timezone };
}

function wrongAccount(file: string): InputError {
  return new InputError(`${file} does not hold account settings.`, {
    hint: 'The account is { "currency": "EUR", "timezone": "Europe/Berlin" }.',
  });
}
