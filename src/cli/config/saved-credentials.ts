import { join } from 'node:path';
import { credentialFile } from '../../http/credential-file.ts';
import { readCredentialKey } from '../../http/credential-key.ts';
import { sealWith, type Seal } from '../../http/credential-seal.ts';
import type { CredentialStore } from '../../http/credential-store.ts';
import { sharedCredentials } from '../../http/shared-credentials.ts';
import type { Invocation } from '../command.ts';
import { talkLog } from '../talk-log.ts';
import type { ResolvedConnection } from './resolve-connection.ts';

/**
 * Where renewed access of one connection is kept between commands: `.opportune/` beside the configuration, readable by
 * its owner only, and encrypted where `OPPORTUNE_KEY` is set.
 *
 * @throws CredentialError `credential-key`
 */
export function savedCredentials(
  { io, terminal }: Invocation,
  { name, folder, credentials }: Pick<ResolvedConnection, 'name' | 'folder' | 'credentials'>,
): CredentialStore {
  const keys = [io.env['OPPORTUNE_KEY'], io.env['OPPORTUNE_KEY_PREVIOUS']];
  for (const key of keys) terminal.secrets.add(key, 'key');
  return sharedCredentials({
    slot: credentialFile({ folder: join(folder, '.opportune'), connection: name }),
    connection: name,
    configured: credentials,
    seal: sealOf(keys),
    onCredentials: (saved) => terminal.secrets.add(saved),
    log: talkLog(terminal),
  });
}

/** Undefined without a key. What was sealed with the previous one is sealed with the present one when it is next saved. */
function sealOf([current = '', previous = '']: readonly (string | undefined)[]): Seal | undefined {
  if (current === '' && previous === '') return undefined;
  const key = readCredentialKey(current, 'OPPORTUNE_KEY');
  return sealWith(key, previous === '' ? [] : [readCredentialKey(previous, 'OPPORTUNE_KEY_PREVIOUS')]);
}
