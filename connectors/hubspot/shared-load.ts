import { ageMs, type VendorSession } from '../../src/connector-kit/index.ts';

/** How long an answer serves all tables that are made from it. */
const sharedForMs = 60_000;

interface Loaded<T> {
  readonly value: Promise<T>;
  loadedAtMs: number | undefined;
}

/**
 * Makes one request serve several tables of a session: those asked for while it is under way, and in the minute
 * after it. Without it the same property definitions would travel once for each table made from them.
 */
export function sharedLoad<T>(
  load: (session: VendorSession) => Promise<T>,
): (session: VendorSession) => Promise<T> {
  const bySession = new WeakMap<VendorSession, Loaded<T>>();
  return (session) => {
    const known = bySession.get(session);
    if (known !== undefined && isFresh(session, known)) return known.value;
    const loaded: Loaded<T> = { value: load(session), loadedAtMs: undefined };
    bySession.set(session, loaded);
    loaded.value.then(
      () => (loaded.loadedAtMs = session.now()),
      () => bySession.delete(session),
    );
    return loaded.value;
  };
}

function isFresh<T>(session: VendorSession, { loadedAtMs }: Loaded<T>): boolean {
  // Still under way.
  if (loadedAtMs === undefined) return true;
  return ageMs(loadedAtMs, session.now()) < sharedForMs;
}
