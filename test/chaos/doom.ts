import { setTimeout as wait } from 'node:timers/promises';

/** When a child is killed: so long after the vendor has had so many requests of it. */
export interface Doom {
  readonly afterRequests: number;
  readonly thenMs: number;
}

/** Resolves when the time has come; never where the signal aborts first. */
export async function doomed(
  { afterRequests, thenMs }: Doom,
  requests: () => number,
  signal: AbortSignal,
): Promise<void> {
  const before = requests();
  try {
    while (requests() - before < afterRequests) await wait(1, undefined, { signal });
    await wait(thenMs, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
    await new Promise(() => undefined);
  }
}
