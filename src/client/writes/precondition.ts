import { parseInstant } from '../../model/instant.ts';
import type { Instant, NativeRecord } from '../../model/native-record.ts';
import { ClientError } from '../client-error.ts';
import { PreconditionError } from './write-errors.ts';

/** @throws ClientError `bad-option` where it is no instant. */
export function readInstant(name: string, given: Instant | undefined): Instant | undefined {
  if (given === undefined) return undefined;
  // An `updatedAt` that is null is not an instant either.
  const instant = typeof given === 'string' ? parseInstant(given) : undefined;
  if (instant !== undefined) return instant;
  throw new ClientError('bad-option', `${name} is not an instant.`, {
    hint: 'Write it like 2026-11-01T00:00:00Z, with a time zone.',
  });
}

/** @throws PreconditionError where the record changed after the instant, or the vendor does not say when it did. */
export function checkUnmodified({ id, changedAt }: NativeRecord, since: Instant | undefined): void {
  if (since === undefined) return;
  // Both are canonical text, which sorts as time does.
  if (changedAt === undefined || changedAt > since) throw new PreconditionError(id, since, changedAt);
}
