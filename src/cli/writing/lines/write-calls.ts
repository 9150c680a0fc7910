import type { WriteCall } from '../../../connector-kit/writes.ts';

export const writeCalls = ['create', 'update', 'delete'] as const satisfies readonly WriteCall[];
