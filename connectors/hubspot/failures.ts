import {
  isJsonObject,
  type ErrorClass,
  type FailureReading,
  type FieldFailure,
  type JsonObject,
  type JsonValue,
  type VendorFailure,
} from '../../src/connector-kit/index.ts';
import { linkFailures } from './writes/refused-links.ts';
import { wordsWithoutValues } from './writes/said-of-field.ts';
import { conflictFailures, holderOf, takenCode } from './writes/taken-values.ts';

/**
 * Reads HubSpot's error envelope. By HubSpot's own word each part of it may be missing, and a proxy may answer with
 * HTML or nothing: https://developers.hubspot.com/docs/api/error-handling (2026-11-22).
 */
export function readFailure(failure: VendorFailure): FailureReading {
  const body = isJsonObject(failure.body) ? failure.body : {};
  const wait = failure.headers['retry-after'] === undefined ? waitMs(failure, body) : undefined;
  const correlationId = text(body['correlationId']) ?? failure.headers['x-hubspot-correlation-id'];
  const vendorCode = codeOf(body);
  const message = messageOf(body);
  const fields = fieldFailures(body, failure);
  const isTaken = fields.some((field) => field.code === takenCode);
  const errorClass = isTaken ? 'conflict' : classify(failure, body);
  const missingScopes = scopesOf(body);
  return {
    ...(errorClass === undefined ? {} : { errorClass }),
    ...(message === undefined ? {} : { message }),
    ...(vendorCode === undefined ? {} : { vendorCode }),
    ...(fields.length === 0 ? {} : { fields }),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(missingScopes.length === 0 ? {} : { missingScopes }),
  };
}

/** Where HubSpot departs from the status table of HTTP; the rest is left to the engine. */
function classify({ status, request }: VendorFailure, body: JsonObject): ErrorClass | undefined {
  switch (status) {
    case 400:
      if (body['error'] === 'invalid_grant' || body['status'] === 'BAD_REFRESH_TOKEN') return 'auth';
      // How an account answers that lacks the subscription for an object, such as leads.
      if (/unable to infer object type/i.test(text(body['message']) ?? '')) return 'permission';
      return refusesCursor(request.query?.['after'], body) ? 'cursor-expired' : undefined;
    case 423:
      return 'locked';
    case 429:
      return limitOf(body) === 'day' ? 'quota-exhausted' : 'rate-limited';
    case 477:
      // The account moves to another data centre; this can take a day.
      return 'suspended';
    case 530:
      // What HubSpot's edge answers to a malformed token, as other connectors report.
      return 'auth';
    default:
      return undefined;
  }
}

function refusesCursor(after: unknown, body: JsonObject): boolean {
  return after !== undefined && /deseriali[sz]e|\bafter\b|cursor|paging/i.test(text(body['message']) ?? '');
}

/** Which of the limits a 429 means: by its policy name, which is not always there, else by its words. */
function limitOf(body: JsonObject): 'day' | 'second' | 'ten-seconds' {
  const words = `${text(body['policyName']) ?? ''} ${text(body['message']) ?? ''}`;
  if (/ten_secondly/i.test(words)) return 'ten-seconds';
  if (/daily/i.test(words)) return 'day';
  return /secondly/i.test(words) ? 'second' : 'ten-seconds';
}

/** How long to wait where no `Retry-After` says so. */
function waitMs({ status, headers }: VendorFailure, body: JsonObject): number | undefined {
  // A lock under heavy writes lasts about two seconds.
  if (status === 423) return 2000;
  if (status !== 429) return undefined;
  const limit = limitOf(body);
  if (limit === 'day') return undefined;
  if (limit === 'second') return 1000;
  const interval = headers['x-hubspot-ratelimit-interval-milliseconds'];
  return interval !== undefined && /^\d{1,6}$/.test(interval) ? Number(interval) : 10_000;
}

function codeOf(body: JsonObject): string | undefined {
  const named = ['subCategory', 'policyName', 'category', 'errorType', 'error'].map((key) => text(body[key]));
  return named.find((name) => name !== undefined);
}

/** A sentence after the first that points to a page, and all after it: cut within its address it would be no sentence. */
const pointer = /(?<=[.!?])\s[^.!?]*(?:\.\d[^.!?]*)*https?:\/\/.*$/su;

/** HubSpot's words up to the point where it quotes what it was sent; an apostrophe within a word quotes nothing. */
function messageOf(body: JsonObject): string | undefined {
  const said = text(body['message']) ?? text(body['error_description']);
  const words = said
    ?.replace(pointer, '')
    .split(/[:["“`{]|(?<!\p{L})['’]|['’](?!\p{L})/u)[0]
    ?.trim();
  return words === undefined || words === '' ? undefined : words.slice(0, 200);
}

function fieldFailures(body: JsonObject, { status, request }: VendorFailure): readonly FieldFailure[] {
  const sent = request.body;
  const listed = errorsOf(body).flatMap((error): FieldFailure[] => {
    const code = text(error['code']) ?? text(error['subCategory']);
    if (code === undefined) return [];
    // One entry can stand for several properties with the same problem.
    const names: readonly (string | undefined)[] = strings(contextOf(error)['propertyName']);
    return (names.length > 0 ? names : [undefined]).map((field) =>
      fieldFailure(field, code, text(error['message']), sent),
    );
  });
  const told = together(listed, packedFailures(text(body['message']) ?? '', sent));
  if (told.length > 0) return told;
  const links = linkFailures(body, request.body);
  return links.length > 0 || status !== 409 ? links : conflictFailures(body, request.body);
}

/** The list leaves out what is alike, so that the words can name more fields; what it says of a field goes before. */
function together(listed: readonly FieldFailure[], packed: readonly FieldFailure[]): readonly FieldFailure[] {
  const named = new Set(listed.map(({ field }) => field));
  const codes = new Set(packed.map(({ code }) => code));
  return [
    ...listed.filter(({ field, code }) => field !== undefined || !codes.has(code)),
    ...packed.filter(({ field }) => !named.has(field)),
  ];
}

/** HubSpot's words and its code, and of a value that is taken, by whom. */
function fieldFailure(
  field: string | undefined,
  code: string,
  said: string | undefined,
  sent: JsonValue | undefined,
): FieldFailure {
  const records = code === takenCode ? holderOf(said ?? '') : [];
  const message = said === undefined ? undefined : wordsWithoutValues(said, field, sent);
  return { field, message: message ?? code, code, ...(records.length === 0 ? {} : { records }) };
}

/** Older answers pack a JSON array of failures into the message. */
function packedFailures(message: string, sent: JsonValue | undefined): FieldFailure[] {
  const start = message.indexOf('[{');
  if (start === -1) return [];
  const packed = parseJson(message.slice(start));
  if (!Array.isArray(packed)) return [];
  return packed
    .filter(isJsonObject)
    .map((failure) =>
      fieldFailure(
        text(failure['name']),
        text(failure['error']) ?? 'refused',
        text(failure['message']),
        sent,
      ),
    );
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Newer answers name the scopes in each error, older ones beside them. */
function scopesOf(body: JsonObject): string[] {
  const contexts = [body, ...errorsOf(body)].map(contextOf);
  const scopes = ['requiredGranularScopes', 'requiredScopes'].flatMap((key) =>
    contexts.flatMap((context) => strings(context[key])),
  );
  return [...new Set(scopes)];
}

function errorsOf(body: JsonObject): JsonObject[] {
  const errors = body['errors'];
  return Array.isArray(errors) ? errors.filter(isJsonObject) : [];
}

function contextOf(part: JsonObject): JsonObject {
  const context = part['context'];
  return isJsonObject(context) ? context : {};
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
