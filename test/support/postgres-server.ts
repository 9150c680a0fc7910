import type { TestProject } from 'vitest/node';
import { postgresFailure } from './postgres-failure.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL that may be written into; undefined where none answers. */
    readonly postgresUrl: string | undefined;
  }
}

/** Looks once for the whole run whether there is a PostgreSQL to test with. On CI there has to be one. */
export async function setup(project: TestProject): Promise<void> {
  const url = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';
  const failure = await postgresFailure(url);
  project.provide('postgresUrl', failure === undefined ? url : undefined);
  if (failure === undefined) return;
  const said = `No PostgreSQL at ${new URL(url).host} (${failure})`;
  if (process.env['CI'] === 'true') throw new Error(`${said}: on CI its tests must run. Set DATABASE_URL.`);
  process.stderr.write(`${said}: its tests are skipped. Set DATABASE_URL to run them.\n`);
}
