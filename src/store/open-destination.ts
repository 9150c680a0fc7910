import type { Destination } from './destination.ts';
import { parseDestination } from './destination-url.ts';
import { openJsonlFile, openJsonlStream } from './jsonl/jsonl-output.ts';
import { openSqliteStore, type SqliteStoreOptions } from './sqlite/sqlite-store.ts';
import type { Store } from './store.ts';
import { StoreError } from './store-error.ts';

/**
 * Opens what the text after `--to` names: `sqlite:FILE`, `jsonl:FILE` or `jsonl:-`.
 *
 * @throws StoreError
 */
export async function openDestination(url: string, options: SqliteStoreOptions = {}): Promise<Destination> {
  const target = parseDestination(url);
  if (target.kind === 'sqlite') return openSqliteStore(target.file, options);
  return target.file === undefined ? openJsonlStream(process.stdout) : openJsonlFile(target.file);
}

/**
 * As `openDestination`, for what can be read again.
 *
 * @throws StoreError `unsupported-destination` for an output that is only written.
 */
export async function openStore(url: string, options: SqliteStoreOptions = {}): Promise<Store> {
  const target = parseDestination(url);
  if (target.kind === 'sqlite') return openSqliteStore(target.file, options);
  throw new StoreError('unsupported-destination', 'A JSONL output cannot be read as a store.', {
    hint: 'Name a store: sqlite:FILE.',
  });
}
