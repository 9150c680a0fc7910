import type { JsonValue } from '../../../../src/sandbox-kit/index.ts';
import { reject } from './invalid-request.ts';
import { canonicalTime, isRfc3339 } from '../wire-times.ts';

/** How a value of another type is refused, or one that is not there. */
export function expected(type: string, value: JsonValue | undefined): string {
  if (value === undefined) return 'Required';
  return `Expected ${type}, received ${value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value}`;
}

/** @throws Refused, as all of these do, and names the path. */
export function textAt(path: string, value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : reject(path, expected('string', value));
}

/** Finite: JSON can spell numbers that are too large to be kept. */
export function numberAt(path: string, value: JsonValue | undefined): number {
  if (typeof value !== 'number') return reject(path, expected('number', value));
  return Number.isFinite(value) ? value : reject(path, 'Number must be finite');
}

export function wholeAt(path: string, value: JsonValue | undefined): number {
  const number = numberAt(path, value);
  return Number.isInteger(number) ? number : reject(path, 'Expected integer, received float');
}

export function flagAt(path: string, value: JsonValue | undefined): boolean {
  return typeof value === 'boolean' ? value : reject(path, expected('boolean', value));
}

/** An instant as the vendor would show it, in whole seconds of UTC. */
export function instantAt(path: string, value: JsonValue | undefined): string {
  const text = textAt(path, value);
  const time = isRfc3339(text) ? canonicalTime(text) : undefined;
  return time ?? reject(path, 'Invalid datetime, expected RFC 3339');
}

/** An instant in RFC 3339, or as `YYYY-MM-DD HH:MM:SS` of UTC. */
export function looseInstantAt(path: string, value: JsonValue | undefined): string {
  return canonicalTime(textAt(path, value)) ?? reject(path, 'Invalid datetime');
}

export function dayAt(path: string, value: JsonValue | undefined): string {
  const text = textAt(path, value);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && canonicalTime(`${text}T00:00:00Z`) !== undefined
    ? text
    : reject(path, 'Invalid date, expected YYYY-MM-DD');
}

/** What a check makes of a value, or null for null. */
export function orNull<T>(value: JsonValue, check: (value: JsonValue) => T): T | null {
  return value === null ? null : check(value);
}
