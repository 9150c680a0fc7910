import { maxDepth, parseJson as parseAnswer } from '../../http/parse-json.ts';
import type { JsonValue } from '../../model/json.ts';
import type { SourceFile } from '../../mapping/mapping-types.ts';
import { InputError, type Place } from '../cli-error.ts';
import { inexactNumber } from './inexact-number.ts';
import { firstMistake } from './json-mistake.ts';
import { repeatedKey } from './repeated-key.ts';

/** @throws InputError with line and column of the first thing that is not JSON, or of a key that is given twice. */
export function parseJson({ file, text }: SourceFile, hint: string): JsonValue {
  const body = withoutMark(text);
  let value: JsonValue;
  try {
    // JSON.parse makes nothing but JSON values.
    value = JSON.parse(body) as JsonValue;
  } catch (error) {
    const place = placeAt(body, file, firstMistake(body));
    const message = body.trim() === '' ? `${file} is empty, not JSON.` : `${file} is not JSON.`;
    throw new InputError(message, {
      place,
      hint,
      cause: error,
    });
  }
  const repeated = repeatedKey(body);
  if (repeated === undefined) return value;
  throw new InputError(`${file} has the key ${JSON.stringify(repeated.key)} twice in one object.`, {
    place: placeAt(body, file, repeated.offset),
    hint: repeatedHint,
  });
}

export const repeatedHint = 'Give each key once: which of its values is meant, nobody can know.';

/**
 * As `parseJson`, for what is sent on.
 *
 * @throws InputError as well with the place of a number that would be rounded.
 */
export function parseExactJson(source: SourceFile, hint: string): JsonValue {
  const value = parseJson(source, hint);
  const body = withoutMark(source.text);
  const offset = inexactNumber(body);
  if (offset === undefined) return value;
  throw new InputError(`${source.file} has a number with more digits than can be kept.`, {
    place: placeAt(body, source.file, offset),
    hint: roundedHint,
  });
}

export const roundedHint = 'Round it to what is meant, or give a text where the field takes one.';

/**
 * As `parseJson`, for what a vendor sent: read as its answers are, so that no digit of an id is lost.
 *
 * @throws InputError as well for what is nested more deeply than an answer may be.
 */
export function parseNativeJson(source: SourceFile, hint: string): JsonValue {
  // Says what is no JSON, and where.
  parseJson(source, hint);
  const read = parseAnswer(withoutMark(source.text));
  if ('problem' in read)
    throw new InputError(`${source.file} is nested more than ${maxDepth} levels deep.`, { hint: depthHint });
  // As above: JSON holds nothing but JSON values.
  return read.value as JsonValue;
}

const depthHint = 'No vendor sends such a record, and none is read that does.';

/** A byte order mark is no part of JSON, and no person's mistake either. */
function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, '');
}

function placeAt(text: string, file: string, offset: number): Place {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  const lineEnd = text.indexOf('\n', offset);
  return {
    file,
    line: before.split('\n').length,
    column: offset - lineStart + 1,
    source: text.slice(lineStart, lineEnd === -1 ? undefined : lineEnd).replace(/\r$/, ''),
  };
}
