import { hash, randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Holders of this process that are at work: what tells them from those of a process that had the same number before. */
const ours = new Set<string>();

/** Names the holder of a lease: `host/pid/nonce`. The nonce begins with where the process number counts. */
export function newHolder(): string {
  const holder = `${hostname().replaceAll('/', '_')}/${process.pid}/${place()}-${randomUUID()}`;
  ours.add(holder);
  return holder;
}

export function releaseHolder(holder: string): void {
  ours.delete(holder);
}

/**
 * True where the holder surely is no more: a process of this machine that has ended. Being wrong here would lose
 * nothing, since the fence stops a holder that was taken over; it only saves waiting for the lease to end.
 */
export function isGone(holder: string): boolean {
  const [host, pid, nonce = ''] = holder.split('/');
  if (host !== hostname().replaceAll('/', '_') || !nonce.startsWith(`${place()}-`)) return false;
  const id = Number(pid);
  if (id === process.pid) return !ours.has(holder);
  try {
    process.kill(id, 0);
    return false;
  } catch (error) {
    // EPERM: it lives, under another account.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/**
 * Tells machines and containers of one name apart: a process number of another one says nothing here. Where the
 * platform has no such thing, the machine's name has to do.
 */
function place(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return hash('sha256', `${boot} ${readlinkSync('/proc/self/ns/pid')}`, 'hex').slice(0, 12);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return 'here';
    throw error;
  }
}
