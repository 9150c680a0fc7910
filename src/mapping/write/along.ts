import type { JsonValue } from '../../model/json.ts';
import type { PathPlan, WritePlan } from '../check/plan.ts';
import type { LookupColumns } from '../mapping-types.ts';
import type { Place } from '../yaml/place.ts';
import { isPresent, sameText } from './compare.ts';
import { encodeNative } from './encode.ts';
import { rowWithKey } from './find-row.ts';
import { valueAt } from './patch.ts';
import type { WriteRun } from './write-run.ts';

type Known = NonNullable<WritePlan['known']>;

/** What a value is, as it was given, and the keys of a table that it has to be. */
export interface KnownValue {
  readonly given: JsonValue;
  readonly keys: readonly JsonValue[];
}

/** A value that has to be a key of a table; columns of its row are written along with it. */
export function putAlong(
  name: string,
  known: Known | undefined,
  { given, keys }: KnownValue,
  at: Place,
  run: WriteRun,
): void {
  if (known === undefined || keys.length === 0) return;
  const rows = run.parts.scope.lookups.get(known.table.name);
  if (rows === undefined) {
    const message = `the table ${known.table.name}, which knows it, could not be loaded: the vendor has the last word`;
    const hint = 'check that it exists, or grant the permission to read the table';
    run.issues.warn(name, at, { code: 'unchecked', message, hint });
    return;
  }
  for (const key of keys) {
    const found = rowWithKey(rows, key, known.table.name);
    if ('refusal' in found) run.issues.refuse(name, at, found.refusal);
    else for (const line of known.along) putColumn(name, line, found.row, given, at, run);
  }
}

type Line = Known['along'][number];

function putColumn(
  name: string,
  { path, column }: Line,
  row: LookupColumns,
  given: JsonValue,
  at: Place,
  run: WriteRun,
): void {
  const wanted = row[column];
  if (!isPresent(wanted)) return;
  const encoded = encodeNative(wanted, path.field, undefined, run.parts.scope);
  if ('refusal' in encoded) return;
  if (isStanding(path, wanted, run)) run.stay(name, path, at);
  else run.put(name, given, path, encoded.native, at);
}

/** A value that stays as it is: what goes along with it has to stay, too. */
export function keepAlong(
  name: string,
  known: Known | undefined,
  key: JsonValue,
  at: Place,
  run: WriteRun,
): void {
  const row =
    known === undefined ? undefined : run.parts.scope.lookups.get(known.table.name)?.get(String(key));
  for (const { path, column } of known?.along ?? []) {
    const wanted = row?.[column];
    if (isPresent(wanted) && isStanding(path, wanted, run)) run.stay(name, path, at);
  }
}

function isStanding({ path }: PathPlan, wanted: JsonValue, { current }: WriteRun): boolean {
  return sameText(valueAt(current, path), wanted);
}
