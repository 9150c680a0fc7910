import type { Clock } from '../clock.ts';

/** One sleeper that wakes at the earliest instant it was set to. */
export interface Alarm {
  /** Wakes at `atMs`, unless it wakes earlier anyway. */
  set(atMs: number): void;
  stop(): void;
}

export function openAlarm(clock: Clock, wake: () => void): Alarm {
  let setTo = Infinity;
  let current = new AbortController();

  async function sleep(atMs: number, { signal }: AbortController): Promise<void> {
    try {
      await clock.sleep(Math.max(0, atMs - clock.monotonic()), signal);
    } catch (error) {
      // Set anew, or stopped.
      if (signal.aborted) return;
      throw error;
    }
    if (signal.aborted) return;
    setTo = Infinity;
    wake();
  }

  return {
    set(atMs) {
      if (atMs >= setTo) return;
      setTo = atMs;
      current.abort();
      current = new AbortController();
      void sleep(atMs, current);
    },
    stop() {
      setTo = Infinity;
      current.abort();
    },
  };
}
