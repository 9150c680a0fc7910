import type { NativeId, NativeRecord, Tombstone } from '../model/native-record.ts';
import type { RecordsById } from './resource.ts';
import { VendorError } from './vendor-error.ts';

/** What the vendor says of one id. */
export type Fate =
  | { readonly record: NativeRecord }
  | { readonly tombstone: Tombstone }
  | { readonly missing: NativeId }
  | { readonly withheld: NativeId };

/**
 * Puts the fates of ids together. Where some are withheld, `connectionAnswers` has to succeed as well: credentials that
 * open nothing any more are a failure of the connection, not of these records.
 */
export async function recordsById(
  fates: readonly Fate[],
  connectionAnswers: () => Promise<unknown>,
): Promise<RecordsById> {
  if (fates.some((fate) => 'withheld' in fate)) await connectionAnswers();
  return {
    records: fates.flatMap((fate) => ('record' in fate ? [fate.record] : [])),
    tombstones: fates.flatMap((fate) => ('tombstone' in fate ? [fate.tombstone] : [])),
    missing: fates.flatMap((fate) => ('missing' in fate ? [fate.missing] : [])),
    withheld: fates.flatMap((fate) => ('withheld' in fate ? [fate.withheld] : [])),
  };
}

/**
 * Reads one record by its id: what was found, or why there is nothing to see.
 *
 * @throws VendorError for all that says nothing of this one record, a missing scope of the connection included.
 */
export async function foundOrFate<T>(
  id: NativeId,
  read: Promise<T>,
): Promise<{ readonly found: T } | { readonly missing: NativeId } | { readonly withheld: NativeId }> {
  try {
    return { found: await read };
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    if (error.code === 'not-found') return { missing: id };
    if (isRefusal(error)) return { withheld: id };
    throw error;
  }
}

/** 401 or 403 that names no scope. Whether it concerns one record only, another request has to tell. */
function isRefusal({ code, details }: VendorError): boolean {
  const refused = code === 'permission' || code === 'auth';
  return refused && (details.status === 401 || details.status === 403) && !details.missingScopes?.length;
}
