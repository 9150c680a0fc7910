import { ageMs, type VendorSession } from '../../src/connector-kit/index.ts';
import { allPages } from './reading/all-pages.ts';
import { NativeDealField } from './native-schema.ts';
import { paths } from './paths.ts';

/** The tables and the custom fields that are read from one answer are asked for within moments of each other. */
const sharedForMs = 60_000;

interface Loaded {
  /** When the answer came, in milliseconds; undefined while it is on its way. */
  readonly atMs: number | undefined;
  readonly fields: Promise<readonly NativeDealField[]>;
}

const loaded = new WeakMap<VendorSession, Loaded>();

/** All fields of deals with their options, read once for labels, channels, origins, loss reasons and custom fields. */
export async function dealFields(session: VendorSession): Promise<readonly NativeDealField[]> {
  const known = loaded.get(session);
  if (known !== undefined && !isOld(known.atMs, session.now())) return known.fields;
  const fields = allPages(session, paths.dealFields, NativeDealField);
  loaded.set(session, { atMs: undefined, fields });
  try {
    await fields;
    loaded.set(session, { atMs: session.now(), fields });
  } catch {
    // Whoever asked gets the failure below; whoever asks next starts anew.
    loaded.delete(session);
  }
  return fields;
}

function isOld(thenMs: number | undefined, nowMs: number): boolean {
  return thenMs !== undefined && ageMs(thenMs, nowMs) > sharedForMs;
}

/** The options of a built-in field, by any of the codes it is known under. */
export async function optionsOf(
  session: VendorSession,
  codes: readonly string[],
): Promise<readonly { readonly id: string; readonly label: string }[]> {
  const fields = await dealFields(session);
  const field = fields.find(
    ({ field_code: code, is_custom_field: custom }) => custom !== true && codes.includes(code),
  );
  return (field?.options ?? []).map(({ id, label }) => ({ id, label: label ?? id }));
}
