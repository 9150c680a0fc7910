import type { DatabaseSync } from 'node:sqlite';

type SqliteModule = { readonly DatabaseSync: typeof DatabaseSync };

/**
 * The platform's SQLite. Node 22 warns that the module is experimental; that one warning is left out, all others pass.
 *
 * Loaded on first use and not on import, so that nobody who writes elsewhere sees the warning either.
 */
export function loadSqlite(): SqliteModule {
  const original = process.emitWarning;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]): void => {
    if (isSqliteWarning(warning, rest)) return;
    Reflect.apply(original, process, [warning, ...rest]);
  };
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = original;
  }
}

function isSqliteWarning(warning: string | Error, rest: readonly unknown[]): boolean {
  const type: unknown = warning instanceof Error ? warning.name : rest[0];
  const text = warning instanceof Error ? warning.message : warning;
  return type === 'ExperimentalWarning' && text.includes('SQLite');
}
