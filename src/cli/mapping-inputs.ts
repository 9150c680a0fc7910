import type { LookupTables, MappingContext } from '../mapping/mapping-types.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { InputError } from './cli-error.ts';
import type { Invocation } from './command.ts';
import { readInput } from './input-file.ts';
import { parseJson } from './parse-json.ts';

/** What stands beside the record for a preview: lookups and account, from files. */
export async function readMappingContext(invocation: Invocation): Promise<MappingContext> {
  return { lookups: await readLookups(invocation), account: await readAccount(invocation) };
}

async function readLookups({ options, io }: Invocation): Promise<LookupTables> {
  const file = options.text('lookups');
  if (file === undefined) return new Map();
  const { lookupTablesFromJson } = await import('../mapping/index.ts');
  return lookupTablesFromJson(parseJson(await readInput(file, io, 'lookup tables'), lookupsHint));
}

async function readAccount({ options, io }: Invocation): Promise<MappingContext['account']> {
  const file = options.text('account');
  if (file === undefined) return { currency: null, timezone: null };
  return accountSettings(parseJson(await readInput(file, io, 'account settings'), accountHint), file);
}

const lookupsHint = 'Lookups are { "<table>": { "<id>": { "<column>": <value> } } }.';
const accountHint = 'The account is { "currency": "EUR", "timezone": "Europe/Berlin" }.';
const nativeHint = 'Give one JSON object, or an array of them.';

/** The native records of `--native`, and whether they came as an array. @throws InputError */
export async function readNativeRecords(
  file: string,
  { io }: Invocation,
): Promise<{ readonly records: readonly JsonObject[]; readonly isArray: boolean }> {
  const source = await readInput(file, io, 'native record');
  const value = parseJson(source, nativeHint);
  const records = Array.isArray(value) ? value : [value];
  const wrong = records.findIndex((record) => !isJsonObject(record));
  if (wrong !== -1) {
    const which = Array.isArray(value) ? `Element ${wrong + 1} of ${source.file}` : source.file;
    throw new InputError(`${which} is not a native record.`, {
      hint: nativeHint,
    });
  }
  return { records: records.filter(isJsonObject).map(nativeBody), isArray: Array.isArray(value) };
}

/** What `opportunity get --raw` prints, and what the library gives with `raw`, holds the native record inside. */
function nativeBody(record: JsonObject): JsonObject {
  const { opportunity, native, issues } = record;
  if (opportunity === undefined || issues === undefined || !isJsonObject(native)) return record;
  return isJsonObject(native['body']) ? native['body'] : native;
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
    hint: accountHint,
  });
}
