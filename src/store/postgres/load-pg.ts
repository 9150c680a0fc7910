import type pg from 'pg';
import { StoreError } from '../store-error.ts';

export type PgModule = Pick<typeof pg, 'Pool'>;

/**
 * The package `pg`, an optional one: whoever writes elsewhere need not have it.
 *
 * @throws StoreError `unsupported-destination` where it is not installed.
 */
export async function loadPg(importPg: () => Promise<PgModule> = importInstalled): Promise<PgModule> {
  try {
    return await importPg();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    throw new StoreError('unsupported-destination', 'Writing to PostgreSQL needs the package pg.', {
      hint: 'Install it beside this package: npm install pg',
      cause: error,
    });
  }
}

async function importInstalled(): Promise<PgModule> {
  const { default: module } = await import('pg');
  return module;
}
