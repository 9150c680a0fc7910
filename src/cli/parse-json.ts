import type { JsonValue } from '../model/json.ts';
import type { SourceFile } from '../mapping/mapping-types.ts';
import { InputError, type Place } from './cli-error.ts';
import { firstMistake } from './json-mistake.ts';

/** @throws InputError with line and column of the first thing that is not JSON. */
export function parseJson({ file, text }: SourceFile, hint: string): JsonValue {
  // A byte order mark is no part of JSON, and no person's mistake either.
  const body = text.replace(/^\ufeff/, '');
  try {
    // JSON.parse makes nothing but JSON values.
    return JSON.parse(body) as JsonValue;
  } catch (error) {
    const place = placeAt(body, file, firstMistake(body));
    const message = body.trim() === '' ? `${file} is empty, not JSON.` : `${file} is not JSON.`;
    throw new InputError(message, {
      place,
      hint,
      cause: error,
    });
  }
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
