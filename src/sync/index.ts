export * from './quarantine-limit.ts';
export * from './run-sync.ts';
export * from './sync-error.ts';
export * from './sync-types.ts';
