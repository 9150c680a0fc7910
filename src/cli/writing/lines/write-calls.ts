import type { WriteCall } from '../../../connector-kit/writes.ts';

/** What a command can do with each line of an input. */
export type LinesCall = WriteCall | 'upsert';

export const linesCalls = ['create', 'update', 'delete', 'upsert'] as const satisfies readonly LinesCall[];
