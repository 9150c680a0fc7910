import type { JsonValue } from '../../model/json.ts';
import type { WritePlan } from '../check/plan.ts';
import type { Place } from '../yaml/place.ts';
import { isPresent, sameText } from './compare.ts';
import { encodeNative } from './encode.ts';
import { rowWithKey } from './find-row.ts';
import { valueAt } from './patch.ts';
import type { WriteRun } from './write-run.ts';

/** A value that has to be a key of a table; columns of its row are written along with it. */
export function putAlong(
  name: string,
  known: WritePlan['known'] | undefined,
  { key, given }: { readonly key: JsonValue; readonly given: JsonValue },
  at: Place,
  run: WriteRun,
): void {
  if (known === undefined) return;
  const { scope } = run.parts;
  const rows = scope.lookups.get(known.table.name);
  if (rows === undefined) {
    const message = `the table ${known.table.name}, which knows it, could not be loaded: the vendor has the last word`;
    run.issues.warn(name, at, { code: 'unchecked', message });
    return;
  }
  const found = rowWithKey(rows, key);
  if ('refusal' in found) {
    run.issues.refuse(name, at, found.refusal);
    return;
  }
  for (const { path, column } of known.along) {
    const wanted = found.row[column];
    if (!isPresent(wanted)) continue;
    const encoded = encodeNative(wanted, path.field, undefined, scope);
    if ('refusal' in encoded) continue;
    // What another field has said of the same place comes first, and has to be the same.
    const standing = run.claimOf(path)?.native ?? valueAt(run.current, path.path);
    if (!sameText(standing, wanted)) run.put(name, given, path, encoded.native, at);
  }
}
