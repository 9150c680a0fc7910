// node test/support/frozen/freeze-store.ts [POSTGRES-URL]: writes what the code of today makes of a small account to
// test/fixtures/store/version-N.*.sql, with the tools sqlite3 and pg_dump. For a change of the tables: run it before, so that
// the code of after it has a store of this version to bring up. A dump that is there already is kept.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgresStore } from '../../../src/store/postgres/postgres-store.ts';
import { schemaVersion } from '../../../src/store/sql/schema.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { fillFrozen, frozenAt } from './frozen-story.ts';

const server = new URL(process.argv[2] ?? 'postgres://postgres@127.0.0.1:5432/test');
const options = { now: () => frozenAt };

async function filled(store: Store): Promise<void> {
  await fillFrozen(store);
  await store.close();
}

async function sqliteDump(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'opportune-freeze-'));
  const file = join(folder, 'deals.db');
  try {
    await filled(await openSqliteStore(file, options));
    return execFileSync('sqlite3', [file, '.dump'], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function postgresDump(): Promise<string> {
  const schema = `opportune_freeze_${process.pid}`;
  const url = new URL(server);
  url.searchParams.set('schema', schema);
  try {
    await filled(await openPostgresStore(url.href, options));
    const args = [
      '--inserts',
      '--no-owner',
      '--no-privileges',
      '--no-comments',
      `--schema=${schema}`,
      server.href,
    ];
    return unqualified(execFileSync('pg_dump', args, { encoding: 'utf8' }), schema);
  } finally {
    execFileSync('psql', ['-q', server.href, '-c', `DROP SCHEMA IF EXISTS ${schema} CASCADE`], {
      stdio: 'ignore',
    });
  }
}

/** Without what belongs to one server and one schema: the statements are run in whichever schema is current. */
function unqualified(dump: string, schema: string): string {
  const kept: string[] = [];
  let isInText = false;
  for (const line of dump.replaceAll(`${schema}.`, '').split('\n')) {
    if (!isInText && /^(?:--|SET |SELECT pg_catalog\.set_config|CREATE SCHEMA|\\|$)/.test(line)) continue;
    kept.push(line);
    // Quotes within a text are doubled.
    if (line.split("'").length % 2 === 0) isInText = !isInText;
  }
  return `${kept.join('\n')}\n`;
}

const dumps = { sqlite: sqliteDump, postgres: postgresDump };
for (const [database, dump] of Object.entries(dumps)) {
  const name = `../../fixtures/store/version-${schemaVersion}.${database}.sql`;
  const file = join(import.meta.dirname, name);
  if (!existsSync(file)) writeFileSync(file, await dump());
}
