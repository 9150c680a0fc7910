import type { Destination } from './destination.ts';
import { parseDestination } from './destination-url.ts';
import { openJsonlFile, openJsonlStream } from './jsonl/jsonl-output.ts';
import { openPostgresStore } from './postgres/postgres-store.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';
import type { Store } from './store.ts';
import { StoreError } from './store-error.ts';
import type { StoreOptions } from './store-options.ts';

/**
 * Opens what the text after `--to` names: `sqlite:FILE`, `postgres://…`, `jsonl:FILE` or `jsonl:-`.
 *
 * @throws StoreError
 */
export async function openDestination(url: string, options: StoreOptions = {}): Promise<Destination> {
  const target = parseDestination(url);
  if (target.kind === 'sqlite') return openSqliteStore(target.file, options);
  if (target.kind === 'postgres') return openPostgresStore(target.url, options);
  return target.file === undefined ? openJsonlStream(process.stdout) : openJsonlFile(target.file);
}

/**
 * As `openDestination`, for what can be read again.
 *
 * @throws StoreError `unsupported-destination` for an output that is only written.
 */
export async function openStore(url: string, options: StoreOptions = {}): Promise<Store> {
  const target = parseDestination(url);
  if (target.kind === 'sqlite') return openSqliteStore(target.file, options);
  if (target.kind === 'postgres') return openPostgresStore(target.url, options);
  throw new StoreError('unsupported-destination', 'A JSONL output cannot be read as a store.', {
    hint: 'Name a store: sqlite:FILE or postgres://….',
  });
}
