import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Log } from '../../connector-kit/vendor-session.ts';
import { systemClock, type Clock } from '../clock.ts';
import { CredentialError } from './credential-error.ts';
import { isSealed, refuseSealed, type Seal } from './credential-seal.ts';
import type { CredentialSlot, CredentialStore, TurnRules } from './credential-store.ts';
import { parseJson } from '../parse-json.ts';

export interface SharedCredentialsOptions {
  readonly slot: CredentialSlot;
  /** Name of the connection; what is sealed for one connection cannot be opened for another. */
  readonly connection: string;
  /** The credentials that were configured. What was saved counts only while it goes back to the same ones. */
  readonly configured: Readonly<Record<string, unknown>>;
  /** Encrypts what is saved. Without it credentials are stored as they are, with a warning. */
  readonly seal?: Seal | undefined;
  /** Told of credentials before anyone else: they must not be shown. */
  readonly onCredentials?: ((credentials: unknown) => void) | undefined;
  /** @default nowhere */
  readonly log?: Log | undefined;
  readonly clock?: Clock | undefined;
  /** A number from 0 up to 1. @default Math.random */
  readonly random?: (() => number) | undefined;
}

const Saved = z.object({
  /** Fingerprint of the credentials that were configured. */
  origin: z.string(),
  credentials: z.record(z.string(), z.unknown()),
});

/** Keeps the renewed credentials of one connection in a slot that several processes share. */
export function sharedCredentials(options: SharedCredentialsOptions): CredentialStore {
  const { slot } = options;
  const origin = fingerprint(options.configured);
  const load = (): Promise<unknown> => loadFrom(options, origin);
  const warnOfPlain = plainWarning(options);
  const save = async (credentials: unknown, holder: string): Promise<boolean> => {
    options.onCredentials?.(credentials);
    const text = JSON.stringify({ origin, credentials });
    if (options.seal === undefined) warnOfPlain();
    return slot.write(options.seal?.close(text, options.connection) ?? text, holder);
  };
  return {
    load,
    async exclusively(work, rules) {
      const holder = randomUUID();
      await takeTurn(options, holder, rules);
      try {
        return await work({ load, save: (credentials) => save(credentials, holder) });
      } finally {
        await slot.unlock(holder).catch(() => {
          // The work is done all the same; the next one waits for the end of the lease.
          options.log?.('warn', 'The lock of saved credentials could not be given back.', {
            place: slot.place,
          });
        });
      }
    },
  };
}

async function loadFrom(
  { slot, connection, seal, onCredentials }: SharedCredentialsOptions,
  origin: string,
): Promise<unknown> {
  const text = await slot.read().catch((error: unknown) => {
    throw unreachable(slot, error);
  });
  if (text === undefined) return undefined;
  const plain = isSealed(text) ? (seal?.open(text, connection) ?? refuseSealed(text)) : text;
  const parsed = parseJson(plain);
  const saved = Saved.safeParse('value' in parsed ? parsed.value : undefined);
  // What is not of this form was not written here, so there is nothing in it to go on with.
  if (!saved.success || saved.data.origin !== origin) return undefined;
  onCredentials?.(saved.data.credentials);
  return saved.data.credentials;
}

/** How often it is tried: a renewal takes about as long as one request. */
const pollMs = 100;

/** A holder that died lets go at the end of its lease; beyond two of them something else is wrong. */
async function takeTurn(
  { slot, log, clock = systemClock, random = Math.random }: SharedCredentialsOptions,
  holder: string,
  { withinMs, signal }: TurnRules,
): Promise<void> {
  signal.throwIfAborted();
  const beginMs = clock.monotonic();
  let isTold = false;
  const isMine = (): Promise<boolean> =>
    slot.lock(holder, withinMs).catch((error: unknown) => {
      throw unreachable(slot, error);
    });
  while (!(await isMine())) {
    if (clock.monotonic() - beginMs > 2 * withinMs) throw busy(slot.place);
    if (!isTold) log?.('info', 'Another process renews access; waiting for it.', { place: slot.place });
    isTold = true;
    await clock.sleep(pollMs * (1 + random()), signal);
  }
}

/** Known before the vendor is asked: an answer that cannot be stored would be lost. */
function unreachable({ place }: CredentialSlot, cause: unknown): CredentialError {
  return new CredentialError('credentials-unreachable', `Renewed access cannot be kept in ${place}.`, {
    context: { place },
    hint: 'Let this user read and write there.',
    cause,
  });
}

function busy(place: string): CredentialError {
  return new CredentialError('credentials-busy', `Other processes keep ${place} locked.`, {
    context: { place },
    hint: 'Look for a process that hangs, end it and try again.',
  });
}

function plainWarning({ log, slot }: SharedCredentialsOptions): () => void {
  let isTold = false;
  return () => {
    if (!isTold)
      log?.('warn', 'Renewed access is stored unencrypted; set OPPORTUNE_KEY.', { place: slot.place });
    isTold = true;
  };
}

function fingerprint(configured: Readonly<Record<string, unknown>>): string {
  const sorted = Object.entries(configured).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
