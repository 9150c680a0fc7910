import { copyFileSync, existsSync } from 'node:fs';

/** Files of a SQLite database that a killed process leaves behind; shared memory is made anew from them. */
const parts = ['', '-wal', '-journal'] as const;

/**
 * What would be left of a database if the process were killed now: a kill takes the process's memory and leaves the
 * files as they have been written.
 */
export function copyAsIfKilled(file: string, to: string): void {
  for (const part of parts) if (existsSync(file + part)) copyFileSync(file + part, to + part);
}
