import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { VendorKind } from './chaos-vendor.ts';
import type { Order } from './order.ts';

export interface ChildEnd {
  /** Undefined where it ended by itself. */
  readonly signal: string | undefined;
  readonly code: number | null;
  /** What it said on standard error. */
  readonly said: string;
}

/** Children that have loaded everything and wait for an order. */
export interface WarmChildren {
  /** Gives the order, and kills the child as soon as `doomed` resolves, whatever it is at. */
  carryOut(order: Order, doomed: (signal: AbortSignal) => Promise<void>): Promise<ChildEnd>;
  close(): void;
}

const script = fileURLToPath(new URL('./child.ts', import.meta.url));

interface Waiting {
  readonly child: ChildProcess;
  readonly ready: Promise<unknown>;
}

/** While one child works, others are being started: loading takes longer than most of them live. */
export async function warmChildren(kind: VendorKind, compiled: string, spares = 2): Promise<WarmChildren> {
  const waiting: Waiting[] = [];
  const env = { ...process.env, NODE_COMPILE_CACHE: compiled };
  // Who is killed leaves no compiled code behind: one ends by itself first.
  await once(spawn(process.execPath, [script, kind], { stdio: 'inherit', env }), 'close');
  const start = (): void => {
    const child = fork(script, [kind], { stdio: ['ignore', 'inherit', 'pipe', 'ipc'], env });
    const ready = once(child, 'message');
    // Shows when its turn has come.
    ready.catch(() => undefined);
    waiting.push({ child, ready });
  };
  for (let count = 0; count < spares; count += 1) start();

  return {
    async carryOut(order, doomed) {
      start();
      const next = waiting.shift();
      if (next === undefined) throw new Error('No child waits.');
      const { child, ready } = next;
      let said = '';
      child.stderr?.on('data', (chunk) => (said += String(chunk)));
      await ready;
      const closed = once(child, 'close');
      const ended = new AbortController();
      child.send(order);
      void doomed(ended.signal).then(() => child.kill('SIGKILL'));
      const [code, signal] = await closed;
      ended.abort();
      return { code, signal: signal ?? undefined, said };
    },
    close() {
      for (const { child } of waiting) child.kill('SIGKILL');
    },
  };
}
