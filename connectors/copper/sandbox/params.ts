import {
  isJsonObject,
  Refused,
  type JsonObject,
  type JsonValue,
  type SandboxRequest,
} from '../../../src/sandbox-kit/index.ts';
import { refusal, unrecognised, type Problem } from './errors.ts';

/** Query and body as one object; the body wins. `name[]=1&name[]=2` in the query is a list. @throws Refused with 400 for a body that is no object. */
export function paramsOf(request: SandboxRequest): JsonObject {
  const merged = new Map<string, JsonValue>();
  for (const key of new Set(request.query.keys())) {
    const values = request.query.getAll(key);
    if (key.endsWith('[]')) merged.set(key.slice(0, -2), values);
    else merged.set(key, values.at(-1) ?? '');
  }
  for (const [key, value] of Object.entries(bodyOf(request))) merged.set(key, value);
  return Object.fromEntries(merged);
}

/** The body alone; empty counts as an object without members. @throws Refused with 400 for anything else. */
export function bodyOf({ body, text }: SandboxRequest): JsonObject {
  if (isJsonObject(body) && !isTooDeep(body, deepest)) return body;
  if (body === undefined && text === '') return {};
  throw new Refused(refusal(400, 'Malformed request body'));
}

/** Lists within lists that no attribute needs; they would exhaust the stack. */
const deepest = 32;

function isTooDeep(value: JsonValue, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return left === 0 || Object.values(value).some((one: JsonValue) => isTooDeep(one, left - 1));
}

/** Attributes that the endpoint does not know; the vendor refuses them. https://github.com/amp-labs/connectors, providers/copper (2026-11-22) */
export function unknownAttributes(params: JsonObject, known: ReadonlySet<string>): readonly Problem[] {
  return unrecognised(Object.keys(params).filter((name) => !known.has(name)));
}

/** A whole number, also as text; undefined for anything else. */
export function integerOf(value: JsonValue | undefined): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** A number, also as text; undefined for anything else. */
export function numberOf(value: JsonValue | undefined): number | undefined {
  const isWritten = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);
  const number = typeof value === 'number' || isWritten ? Number(value) : Number.NaN;
  // JSON can spell numbers that are too large to be kept.
  return Number.isFinite(number) ? number : undefined;
}

/** True where the request asks for labels beside option ids. */
export function wantsComputed(params: JsonObject): boolean {
  const value = params['custom_field_computed_values'];
  return value === true || value === 'true';
}
