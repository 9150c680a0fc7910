import { createHmac } from 'node:crypto';
import { CredentialError } from './credential-error.ts';

/** A key for saved credentials. */
export interface CredentialKey {
  /** Names the key without telling anything of it: 16 hexadecimal digits. */
  readonly id: string;
  /** 32. */
  readonly bytes: Buffer;
}

const keyBytes = 32;
/** So few different bytes do not come by chance: at random, less than once in 10^16 keys. */
const fewestDifferent = 16;

/**
 * Reads a key of 32 bytes in base64 or hexadecimal. A passphrase is refused: nothing is derived from it, since whoever
 * steals the text could try passphrases at leisure.
 *
 * @param name what the key is called where it was set, such as `OPPORTUNE_KEY`
 * @throws CredentialError `credential-key`
 */
export function readCredentialKey(text: string, name: string): CredentialKey {
  const bytes = decoded(text.trim());
  if (bytes === undefined) throw refused(name, 'is not 32 bytes in base64 or hexadecimal');
  if (new Set(bytes).size < fewestDifferent) throw refused(name, 'is not random');
  return { id: createHmac('sha256', bytes).update('opportune key id').digest('hex').slice(0, 16), bytes };
}

function decoded(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === keyBytes ? bytes : undefined;
}

function refused(name: string, why: string): CredentialError {
  return new CredentialError('credential-key', `${name} ${why}.`, {
    context: { name },
    hint: 'Make one with `openssl rand -base64 32` and keep it where you keep secrets.',
  });
}
