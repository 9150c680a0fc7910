import { z } from 'zod';
import {
  credentialFile,
  openSession,
  readCredentialKey,
  sealWith,
  sharedCredentials,
  type CredentialSlot,
} from '../../src/http/index.ts';
import { acme } from '../http/acme.ts';

/** What a child process is told, as one argument in JSON. */
export interface Orders {
  readonly baseUrl: string;
  readonly folder: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly requests: number;
  /** How far its clock is ahead: what waits for the end of a lease need not wait. */
  readonly aheadMs?: number;
  /** Kills itself there. */
  readonly killAt?: 'locked' | 'answered' | 'stored';
}

// A process that renews the access it shares with others. It begins when a line comes in, and says what came out.
const orders: Orders = JSON.parse(process.argv[2] ?? '');
const { baseUrl, credentials, key, aheadMs = 0 } = orders;

function at(place: Orders['killAt']): void {
  if (place === orders.killAt) process.kill(process.pid, 'SIGKILL');
}

function killable(slot: CredentialSlot): CredentialSlot {
  return {
    ...slot,
    async lock(holder, leaseMs) {
      const isMine = await slot.lock(holder, leaseMs);
      if (isMine) at('locked');
      return isMine;
    },
    async write(text, holder) {
      at('answered');
      const isSaved = await slot.write(text, holder);
      at('stored');
      return isSaved;
    },
  };
}

const lines: string[] = [];
const log = (level: string, message: string, fields: object = {}): void => {
  lines.push(`${level} ${message} ${JSON.stringify(fields)}`);
};
const now = (): number => Date.now() + aheadMs;
const session = openSession({
  connector: acme(),
  baseUrl,
  credentials,
  log,
  credentialStore: sharedCredentials({
    slot: killable(credentialFile({ folder: orders.folder, connection: 'acme', now })),
    connection: 'acme',
    configured: credentials,
    seal: key === undefined ? undefined : sealWith(readCredentialKey(key, 'OPPORTUNE_KEY')),
    log,
  }),
});

process.stdout.write('ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve));
process.stdin.destroy();
try {
  for (let count = 0; count < orders.requests; count += 1)
    await session.request({ method: 'GET', path: '/deals' }, z.unknown());
} catch (error) {
  lines.push(`gave up: ${JSON.stringify(error)} ${error instanceof Error ? String(error.stack) : ''}`);
}
await session.close();
process.stdout.write(`${lines.join('\n')}\n`);
