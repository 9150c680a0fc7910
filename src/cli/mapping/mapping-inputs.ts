import type { LookupTables, MappingContext, SourceFile } from '../../mapping/mapping-types.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { accountHint, accountSettings } from '../connection/account-settings.ts';
import { InputError } from '../cli-error.ts';
import type { Invocation } from '../command.ts';
import { readInput } from '../input/input-file.ts';
import type { MappingTarget } from './mapping-target.ts';
import { parseJson, parseNativeJson } from '../input/parse-json.ts';

/** What stands beside the record for a preview: lookups and account, from files. */
export async function readMappingContext(
  { sources }: MappingTarget,
  invocation: Invocation,
): Promise<MappingContext> {
  return {
    lookups: await readLookups(sources.descriptor, invocation),
    account: await readAccount(invocation),
  };
}

async function readLookups(
  descriptor: SourceFile,
  { options, io, terminal }: Invocation,
): Promise<LookupTables> {
  const file = options.text('lookups');
  if (file === undefined) return new Map();
  const { checkLookups, lookupTablesFromJson } = await import('../../mapping/index.ts');
  const tables = lookupTablesFromJson(parseJson(await readInput(file, io, 'lookup tables'), lookupsHint));
  for (const aside of checkLookups(descriptor, tables)) terminal.warn(aside);
  return tables;
}

async function readAccount({ options, io }: Invocation): Promise<MappingContext['account']> {
  const file = options.text('account');
  if (file === undefined) return { currency: null, timezone: null };
  return accountSettings(parseJson(await readInput(file, io, 'account settings'), accountHint), file);
}

const lookupsHint = 'Lookups are { "<table>": { "<id>": { "<column>": <value> } } }.';
const nativeHint = 'Give one JSON object, or an array of them.';

/** What `--native` holds. */
export interface NativeInput {
  /** As people know it. */
  readonly file: string;
  /** Native records; in an array, whatever else there is stays as it is, so that the others can be used. */
  readonly elements: readonly JsonValue[];
  readonly isArray: boolean;
}

/** @throws InputError where it is neither an array nor an object. */
export async function readNativeRecords(file: string, { io }: Invocation): Promise<NativeInput> {
  const source = await readInput(file, io, 'native record');
  const value = parseNativeJson(source, nativeHint);
  if (!Array.isArray(value) && !isJsonObject(value)) throw notANativeRecord(source.file);
  const elements = Array.isArray(value) ? value : [value];
  return {
    file: source.file,
    elements: elements.map((element) => (isJsonObject(element) ? nativeBody(element) : element)),
    isArray: Array.isArray(value),
  };
}

/** For commands that take one record. */
export function notANativeRecord(what: string): InputError {
  return new InputError(`${what} is not a native record.`, { hint: nativeHint });
}

/** What `opportunity get --raw` prints, and what the library gives with `raw`, holds the native record inside. */
function nativeBody(record: JsonObject): JsonObject {
  const { opportunity, native, issues } = record;
  if (opportunity === undefined || issues === undefined || !isJsonObject(native)) return record;
  return isJsonObject(native['body']) ? native['body'] : native;
}
