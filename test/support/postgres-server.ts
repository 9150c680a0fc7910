import { Client } from 'pg';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL that may be written into; undefined where none answers. */
    readonly postgresUrl: string | undefined;
  }
}

/** Looks once for the whole run whether there is a PostgreSQL to test with. On CI there has to be one. */
export async function setup(project: TestProject): Promise<void> {
  const url = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';
  const failure = await failureOf(url);
  project.provide('postgresUrl', failure === undefined ? url : undefined);
  if (failure === undefined) return;
  const said = `No PostgreSQL at ${new URL(url).host} (${failure})`;
  if (process.env['CI'] === 'true') throw new Error(`${said}: on CI its tests must run. Set DATABASE_URL.`);
  process.stderr.write(`${said}: its tests are skipped. Set DATABASE_URL to run them.\n`);
}

async function failureOf(url: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  try {
    await client.connect();
    await client.end();
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return 'code' in error ? String(error.code) : error.message;
  }
}
