export * from './quarantine-limit.ts';
export * from './run-replay.ts';
export * from './run-sync.ts';
export * from './run-verify.ts';
export * from './sync-error.ts';
export * from './sync-types.ts';
export * from './verify-types.ts';
