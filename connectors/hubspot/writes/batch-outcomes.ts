import { z } from 'zod';
import {
  isJsonObject,
  type BatchItem,
  type BatchOutcome,
  type ErrorClass,
  type ItemFailure,
  type JsonObject,
  type JsonValue,
} from '../../../src/connector-kit/index.ts';
import { readFailure } from '../failures.ts';
import { createBody } from './write-deal.ts';
import { propertiesBody } from './written-properties.ts';

const BatchWritten = z.looseObject({
  results: z
    .array(
      z.looseObject({
        id: z.string(),
        objectWriteTraceId: z.string().nullish(),
        /** Of an upsert. */
        new: z.boolean().nullish(),
      }),
    )
    .optional(),
  errors: z.array(z.custom<JsonObject>(isJsonObject)).optional(),
});
type BatchWritten = z.infer<typeof BatchWritten>;

const unsaid: BatchOutcome = { unknown: 'The answer to the batch says nothing of this item.' };

/** What became of each item. HubSpot answers in an order of its own: only trace ids and ids tell whose a result is. */
export function batchOutcomes(answer: JsonValue, items: readonly BatchItem[]): readonly BatchOutcome[] {
  const parsed = BatchWritten.safeParse(answer);
  if (!parsed.success) return items.map(() => unsaid);
  const { results = [], errors = [] } = parsed.data;
  return items.map(
    (item, index) => written(results, item, String(index)) ?? refused(errors, item, String(index)) ?? unsaid,
  );
}

function written(
  results: NonNullable<BatchWritten['results']>,
  { id }: BatchItem,
  trace: string,
): BatchOutcome | undefined {
  const found =
    results.find(({ objectWriteTraceId }) => objectWriteTraceId === trace) ??
    (id === undefined ? undefined : results.find((result) => result.id === id));
  if (found === undefined) return undefined;
  return id === undefined ? { id: found.id, created: found.new !== false } : { id: found.id };
}

function refused(errors: readonly JsonObject[], item: BatchItem, trace: string): BatchOutcome | undefined {
  const { id } = item;
  const error =
    errors.find((one) => names(one, 'objectWriteTraceId', trace)) ??
    (id === undefined ? undefined : errors.find((one) => names(one, 'ids', id)));
  return error === undefined ? undefined : { failure: refusalOf(error, sentFor(item)) };
}

function sentFor({ id, change }: BatchItem): JsonValue {
  return id === undefined ? createBody(change) : { properties: propertiesBody(change) };
}

function names({ context }: JsonObject, list: string, text: string): boolean {
  const listed = isJsonObject(context) ? context[list] : undefined;
  return Array.isArray(listed) && listed.some((one) => String(one) === text);
}

/** What the category of an error in a batch would be alone. https://developers.hubspot.com/docs/api/error-handling (2026-11-22). */
const alone: Readonly<Record<string, { readonly status: number; readonly errorClass: ErrorClass }>> = {
  VALIDATION_ERROR: { status: 400, errorClass: 'invalid-request' },
  OBJECT_NOT_FOUND: { status: 404, errorClass: 'not-found' },
  CONFLICT: { status: 409, errorClass: 'conflict' },
  OBJECT_ALREADY_EXISTS: { status: 409, errorClass: 'conflict' },
  MISSING_SCOPES: { status: 403, errorClass: 'permission' },
  RESOURCE_LOCKED: { status: 423, errorClass: 'locked' },
  RATE_LIMITS: { status: 429, errorClass: 'rate-limited' },
};

/** An entry of `errors`, read as the body of a refusal; `sent` is what went out for it, where that is known. */
export function refusalOf(error: JsonObject, sent?: JsonValue): ItemFailure {
  const category = error['category'];
  const known = typeof category === 'string' && Object.hasOwn(alone, category) ? alone[category] : undefined;
  const { status, errorClass } = known ?? { status: 400, errorClass: 'invalid-request' as const };
  const request = { method: 'POST', path: '', ...(sent === undefined ? {} : { body: sent }) } as const;
  const reading = readFailure({ status, headers: {}, body: error, request });
  return { errorClass, status, ...reading };
}
