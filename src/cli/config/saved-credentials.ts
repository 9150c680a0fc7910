import { join } from 'node:path';
import { credentialFile } from '../../http/credentials/credential-file.ts';
import { readCredentialKey } from '../../http/credentials/credential-key.ts';
import { sealWith, type Seal } from '../../http/credentials/credential-seal.ts';
import type { CredentialSlot, CredentialStore } from '../../http/credentials/credential-store.ts';
import { sharedCredentials } from '../../http/credentials/shared-credentials.ts';
import type { Invocation } from '../command.ts';
import { talkLog } from '../connection/talk-log.ts';
import type { ResolvedConnection } from './resolve-connection.ts';

/** Where renewed access is kept, for as long as a command runs. */
export interface SavedCredentials {
  readonly store: CredentialStore;
  close(): Promise<void>;
}

/**
 * Where renewed access of one connection is kept between commands: in the PostgreSQL database it is synced into, which
 * several machines may share, else in `.opportune/` beside the configuration, readable by its owner only. Encrypted where
 * `OPPORTUNE_KEY` is set.
 *
 * @throws CredentialError `credential-key`; StoreError where the database cannot be reached.
 */
export async function savedCredentials(
  invocation: Invocation,
  resolved: Pick<ResolvedConnection, 'name' | 'folder' | 'credentials' | 'to'>,
): Promise<SavedCredentials> {
  const { name, folder, to } = resolved;
  const { parseDestination } = await import('../../store/destination-url.ts');
  if (to === undefined || parseDestination(to).kind !== 'postgres') {
    const slot = credentialFile({ folder: join(folder, '.opportune'), connection: name });
    return { store: credentialsIn(slot, invocation, resolved), close: async () => undefined };
  }
  const { openStore } = await import('../../store/open-destination.ts');
  const store = await openStore(to);
  return {
    store: credentialsIn(store.credentialSlot(name), invocation, resolved),
    close: () => store.close(),
  };
}

function credentialsIn(
  slot: CredentialSlot,
  { io, terminal }: Invocation,
  { name, credentials }: Pick<ResolvedConnection, 'name' | 'credentials'>,
): CredentialStore {
  const keys = [io.env['OPPORTUNE_KEY'], io.env['OPPORTUNE_KEY_PREVIOUS']];
  for (const key of keys) terminal.secrets.add(key, 'key');
  return sharedCredentials({
    slot,
    connection: name,
    configured: credentials,
    seal: sealOf(keys),
    onCredentials: (saved) => terminal.secrets.add(saved),
    log: talkLog(terminal, name),
  });
}

/** Undefined without a key. What was sealed with the previous one is sealed with the present one when it is next saved. */
function sealOf([current = '', previous = '']: readonly (string | undefined)[]): Seal | undefined {
  if (current === '' && previous === '') return undefined;
  const key = readCredentialKey(current, 'OPPORTUNE_KEY');
  return sealWith(key, previous === '' ? [] : [readCredentialKey(previous, 'OPPORTUNE_KEY_PREVIOUS')]);
}
