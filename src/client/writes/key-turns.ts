import type { VendorSession } from '../../connector-kit/vendor-session.ts';
import type { NativeId } from '../../model/native-record.ts';
import { untilAborted } from '../../http/until-aborted.ts';
import type { EncodedKey } from './upsert-key.ts';

/** Records that are remembered by their keys: enough for a long import, little memory. */
const rememberedAtMost = 10_000;

interface Keys {
  /** The end of the last upsert that has taken its turn, by key. */
  readonly turns: Map<string, Promise<unknown>>;
  /** Where a record was made, or met: the vendor's index may not know of it yet. */
  readonly records: Map<string, NativeId>;
}

const keysOf = new WeakMap<VendorSession, Keys>();

function stateOf(session: VendorSession): Keys {
  const known = keysOf.get(session) ?? { turns: new Map(), records: new Map() };
  keysOf.set(session, known);
  return known;
}

/** The same for equal keys, however they were written. */
export function keyText({ native: { field, value } }: Pick<EncodedKey, 'native'>): string {
  return JSON.stringify([field, value]);
}

/**
 * Does the work as soon as no earlier upsert over this connection is under way for any of the keys: two at once would
 * both find nothing, and both create.
 *
 * @throws the signal's reason where it aborts while the work waits.
 */
export async function inTurn<T>(
  session: VendorSession,
  keys: readonly EncodedKey[],
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const { turns } = stateOf(session);
  const texts = [...new Set(keys.map(keyText))];
  const before = Promise.all(texts.map((text) => turns.get(text)));
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  // Whoever gives up waiting does not let those behind it pass those before it.
  const turn = Promise.all([before, finished]);
  for (const text of texts) turns.set(text, turn);
  try {
    await untilAborted(() => before, signal);
    return await work();
  } finally {
    finish();
    void forget(turns, texts, turn);
  }
}

async function forget(turns: Keys['turns'], texts: readonly string[], turn: Promise<unknown>): Promise<void> {
  await turn;
  for (const text of texts) if (turns.get(text) === turn) turns.delete(text);
}

export function rememberRecord(session: VendorSession, key: EncodedKey, id: NativeId): void {
  const { records } = stateOf(session);
  const text = keyText(key);
  records.delete(text);
  records.set(text, id);
  const [oldest] = records.keys();
  if (records.size > rememberedAtMost && oldest !== undefined) records.delete(oldest);
}

/** Where the record of a key was when it was last written; it may have another key by now, or be gone. */
export function rememberedRecord(session: VendorSession, key: EncodedKey): NativeId | undefined {
  return stateOf(session).records.get(keyText(key));
}
