import { z } from 'zod';
import type { WriteCall, WriteOperation } from '../../../connector-kit/writes.ts';
import { nearest, suggest } from '../../../mapping/did-you-mean.ts';
import type { WriteIssue } from '../../../mapping/write-types.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import { PassThrough } from '../../../model/opportunity.ts';
import { forbiddenKeyIn, isForbiddenKey } from './forbidden-key.ts';
import { parseSingularPath, type PathSegment } from './singular-path.ts';

/** One entry of passThrough that concerns this connector, ready to be applied. */
export interface Extension {
  /** `passThrough[0]`, as issues name it. */
  readonly field: string;
  readonly operationId: string;
  readonly object: JsonObject | undefined;
  readonly paths: readonly {
    readonly text: string;
    readonly segments: readonly PathSegment[];
    readonly value: JsonValue;
  }[];
}

export interface PassThroughTarget {
  readonly connector: string;
  readonly call: WriteCall;
  readonly operations: readonly WriteOperation[];
  /** Operations that write many records at once: what is passed through is meant for one. */
  readonly ofMany: ReadonlySet<string>;
  /** The operation that an entry means which names none. */
  readonly mainOperation: string;
}

export interface ReadPassThrough {
  readonly extensions: readonly Extension[];
  readonly issues: readonly WriteIssue[];
}

// A key that is misspelt must not be left out in silence.
const Entry = z.strictObject(PassThrough.shape);

/** Entries for this connector, checked as far as that goes without the requests. Entries for others are left out. */
export function readPassThrough(entries: readonly JsonValue[], target: PassThroughTarget): ReadPassThrough {
  const extensions: Extension[] = [];
  const issues: WriteIssue[] = [];
  for (const [index, entry] of entries.entries()) {
    const field = `passThrough[${index}]`;
    const found = isForOthers(entry, target.connector)
      ? foreign(field, entry, target.connector)
      : readEntry(field, entry, target);
    issues.push(...found.issues);
    if (found.extension !== undefined) extensions.push(found.extension);
  }
  return { extensions, issues };
}

interface ReadEntry {
  readonly extension?: Extension;
  readonly issues: readonly WriteIssue[];
}

function isForOthers(entry: JsonValue, connector: string): entry is JsonObject & { serviceId: string } {
  return isJsonObject(entry) && typeof entry['serviceId'] === 'string' && entry['serviceId'] !== connector;
}

/** A slip in our own name would leave the entry out in silence. */
function foreign(field: string, { serviceId }: { serviceId: string }, connector: string): ReadEntry {
  if (nearest(serviceId, [connector]) === undefined) return { issues: [] };
  const message = `the entry is for "${serviceId.slice(0, 40)}" and is left out here`;
  const hint = `did you mean "${connector}"?`;
  return {
    issues: [{ field, code: 'unused-pass-through', severity: 'warning', message, hint, at: undefined }],
  };
}

function readEntry(field: string, entry: JsonValue, target: PassThroughTarget): ReadEntry {
  // Before anything else reads the entry: zod leaves such keys out in silence.
  const forbidden = forbiddenKeyIn(entry);
  if (forbidden !== undefined) return refused(field, `the key "${forbidden}" is not allowed`, leaveOut);
  const parsed = Entry.safeParse(entry);
  if (!parsed.success) {
    const mistakes = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'entry'}: ${message}`,
    );
    return refused(field, `the entry has another form: ${mistakes.join('; ').slice(0, 200)}`, entryForm);
  }
  const { operationId = target.mainOperation, extendObject, extendPaths = [] } = parsed.data;
  const taking = target.operations.filter(({ id }) => !target.ofMany.has(id));
  if (target.ofMany.has(operationId)) {
    // Left out in silence, the values would be missing from a record that was written all the same.
    const own = taking.filter(({ calls }) => calls.includes(target.call)).map(({ id }) => id);
    const message = `${operationId} writes many records at once, and passThrough is for one: the record is written alone`;
    return refused(field, message, `name one of ${own.join(', ')}, or none for ${target.mainOperation}`);
  }
  const ids = taking.map(({ id }) => id);
  if (!ids.includes(operationId)) {
    const hint = suggest(operationId, ids) ?? `allowed: ${ids.join(', ')}`;
    return refused(field, `the connector has no request "${operationId.slice(0, 60)}"`, hint);
  }
  const paths: Extension['paths'][number][] = [];
  for (const { path, value } of extendPaths) {
    const segments = parseSingularPath(path);
    const text = path.slice(0, 100);
    if ('mistake' in segments) {
      const message = `the path ${text} cannot be used: ${segments.mistake}, at position ${segments.position}`;
      return refused(field, message, "name one place, like $.a.b or $['a'][0]");
    }
    const key = segments.find((segment) => typeof segment === 'string' && isForbiddenKey(segment));
    if (key !== undefined) return refused(field, `the key "${key}" is not allowed in ${text}`, leaveOut);
    paths.push({ text, segments, value });
  }
  return { extension: { field, operationId, object: extendObject, paths }, issues: [] };
}

const entryForm = 'write { serviceId, operationId?, extendObject?, extendPaths?: [{ path, value }] }';
const leaveOut = 'leave it out: it names what all objects share';

function refused(field: string, message: string, hint: string): ReadEntry {
  return { issues: [badPassThrough(field, message, hint)] };
}

export function badPassThrough(field: string, message: string, hint: string): WriteIssue {
  return { field, code: 'bad-pass-through', severity: 'error', message, hint, at: undefined };
}
