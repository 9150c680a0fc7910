import type { Connector } from '../../src/connector-kit/index.ts';
import { openSession, type Clock, type Session, type SessionOptions } from '../../src/http/index.ts';

/** A clock on which every wait is over at once: its time moves by what is slept. */
export function jumpingClock(
  startMs = Date.parse('2026-11-22T12:00:00Z'),
): Clock & { readonly slept: readonly number[] } {
  let nowMs = startMs;
  const slept: number[] = [];
  return {
    slept,
    now: () => nowMs,
    monotonic: () => nowMs,
    async sleep(ms, signal) {
      signal.throwIfAborted();
      nowMs += ms;
      slept.push(ms);
      await Promise.resolve();
    },
  };
}

/** A session that never really waits, for tests against nock or a server on loopback. */
export function openTestSession(
  connector: Connector,
  credentials: unknown,
  baseUrl?: string,
  options: Partial<SessionOptions> = {},
): Session {
  return openSession({
    connector,
    credentials,
    baseUrl,
    clock: jumpingClock(),
    random: () => 0.5,
    ...options,
  });
}
