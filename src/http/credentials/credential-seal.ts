import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { CredentialError } from './credential-error.ts';
import type { CredentialKey } from './credential-key.ts';

/** Encrypts texts, and reads again what it encrypted. */
export interface Seal {
  /** Seals `text` so that it can be opened for the same connection only. */
  close(text: string, connection: string): string;
  /** @throws CredentialError `credentials-sealed` without the right key, `credentials-damaged` where it was altered. */
  open(sealed: string, connection: string): string;
}

/** `opportune-sealed:1:<key id>:<nonce>:<encrypted text and its tag>`, the last two in base64url. */
const form = /^opportune-sealed:1:([0-9a-f]{16}):([\w-]{16}):([\w-]+)$/;
const cipher = 'aes-256-gcm';
/** NIST SP 800-38D: 96 bits, never twice under one key; at random good for 2^32 writes. */
const nonceBytes = 12;
const tagBytes = 16;

/** True for what a seal made, whichever its key. */
export function isSealed(text: string): boolean {
  return text.startsWith('opportune-sealed:');
}

/** AES-256-GCM under `key`; opens what was sealed with one of `previous` as well. */
export function sealWith(key: CredentialKey, previous: readonly CredentialKey[] = []): Seal {
  const keys = [key, ...previous];
  return {
    close(text, connection) {
      const nonce = randomBytes(nonceBytes);
      const sealing = createCipheriv(cipher, key.bytes, nonce).setAAD(bound(connection));
      const encrypted = Buffer.concat([sealing.update(text, 'utf8'), sealing.final(), sealing.getAuthTag()]);
      return [
        'opportune-sealed:1',
        key.id,
        nonce.toString('base64url'),
        encrypted.toString('base64url'),
      ].join(':');
    },
    open(sealed, connection) {
      const [, id, nonce = '', encrypted = ''] = form.exec(sealed) ?? [];
      if (id === undefined) throw damaged();
      const fitting = keys.find((known) => known.id === id);
      if (fitting === undefined) throw noKey(id, keys);
      return opened(
        fitting,
        Buffer.from(nonce, 'base64url'),
        Buffer.from(encrypted, 'base64url'),
        connection,
      );
    },
  };
}

/** Stands in for a key where there is none: opens nothing. */
export function refuseSealed(sealed: string): never {
  const [, id] = form.exec(sealed) ?? [];
  throw id === undefined ? damaged() : noKey(id, []);
}

function opened(key: CredentialKey, nonce: Buffer, encrypted: Buffer, connection: string): string {
  if (encrypted.length < tagBytes) throw damaged();
  const opening = createDecipheriv(cipher, key.bytes, nonce, { authTagLength: tagBytes })
    .setAAD(bound(connection))
    .setAuthTag(encrypted.subarray(-tagBytes));
  const text = opening.update(encrypted.subarray(0, -tagBytes));
  try {
    return Buffer.concat([text, opening.final()]).toString('utf8');
  } catch {
    // The only thing that `final` says here is that the tag does not fit.
    throw damaged();
  }
}

function bound(connection: string): Buffer {
  return Buffer.from(`opportune credentials of ${connection}`, 'utf8');
}

function noKey(id: string, keys: readonly CredentialKey[]): CredentialError {
  const given =
    keys.length === 0 ? 'no key is set' : `the keys given are ${keys.map((key) => key.id).join(', ')}`;
  return new CredentialError(
    'credentials-sealed',
    `Saved credentials are sealed with the key ${id}; ${given}.`,
    {
      context: { key: id },
      hint: 'Set OPPORTUNE_KEY, or OPPORTUNE_KEY_PREVIOUS, to the key they were saved with. If it is lost, delete them and have the account reconnected.',
    },
  );
}

function damaged(): CredentialError {
  return new CredentialError(
    'credentials-damaged',
    'Saved credentials were altered, or belong to another connection.',
    { hint: 'Restore them from a backup, or delete them and have the account reconnected.' },
  );
}
