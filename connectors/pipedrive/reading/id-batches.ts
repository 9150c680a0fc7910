import type { NativeId } from '../../../src/connector-kit/index.ts';
import { mostIdsPerCall } from '../paths.ts';

/** Cuts a list of ids into pieces that one call takes. */
export function batches(ids: readonly NativeId[]): readonly (readonly NativeId[])[] {
  const count = Math.ceil(ids.length / mostIdsPerCall);
  return Array.from({ length: count }, (_, index) =>
    ids.slice(index * mostIdsPerCall, (index + 1) * mostIdsPerCall),
  );
}
