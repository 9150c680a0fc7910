import { isKeyValue, type UpdateItem, type UpsertItem } from '../../../client/writes/index.ts';
import { parseInstant } from '../../../model/instant.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import type { NewOpportunityInput, OpportunityInput } from '../../../model/opportunity-input.ts';
import { inexactNumber } from '../../input/inexact-number.ts';
import { firstMistake } from '../../input/json-mistake.ts';
import { repeatedHint, roundedHint } from '../../input/parse-json.ts';
import { repeatedKey } from '../../input/repeated-key.ts';
import { joinValues, type FlagValues } from '../values/join-values.ts';
import { longestLine, type InputLine } from './read-lines.ts';
import type { LinesCall } from './write-calls.ts';

/** What one line asks for. */
export type LineItem =
  | { readonly call: 'create'; readonly input: NewOpportunityInput }
  | { readonly call: 'update'; readonly item: UpdateItem }
  | { readonly call: 'upsert'; readonly item: UpsertItem }
  | { readonly call: 'delete'; readonly id: string };

/** Why a line asks for nothing that could be done. */
export interface LineMistake {
  readonly message: string;
  readonly hint: string;
  /** From 1; undefined where the whole line is meant. */
  readonly column?: number;
}

const forms: Readonly<Record<LinesCall, string>> = {
  create: 'Write one JSON object a line: { "title": … }.',
  update: 'Write one JSON object a line: { "id": "4711", "changes": { … } }, or the fields beside the id.',
  upsert: 'Write one JSON object a line: { "key": "A-1001", "input": { … } }, or the fields beside the key.',
  delete: 'Write one id a line: 4711, or { "id": "4711" }.',
};

/** The item of a line, with the values of flags in it. */
export function lineItem(call: LinesCall, line: InputLine, flags: FlagValues): LineItem | LineMistake {
  const { text, problem } = line;
  if (text === undefined) return unreadable(problem);
  if (call === 'delete' && /^[^\s{["]{1,200}$/.test(text.trim())) return { call, id: text.trim() };
  const value = parsed(text);
  if (value === undefined) {
    return { message: 'it is not JSON', hint: forms[call], column: firstMistake(text) + 1 };
  }
  if (call === 'delete' && isId(value)) return { call, id: value };
  if (!isJsonObject(value)) return { message: 'it is no JSON object', hint: forms[call] };
  const repeated = repeatedKey(text);
  if (repeated !== undefined) {
    const message = `it has the key ${JSON.stringify(repeated.key).slice(0, 80)} twice`;
    return { message, hint: repeatedHint, column: repeated.offset + 1 };
  }
  const rounded = inexactNumber(text);
  if (rounded !== undefined) {
    const message = 'it has a number with more digits than can be kept';
    return { message, hint: roundedHint, column: rounded + 1 };
  }
  switch (call) {
    case 'create':
      // Whatever it is, the library looks it through.
      return { call, input: joinValues(value, flags) as NewOpportunityInput };
    case 'update':
      return updateItem(value, flags);
    case 'upsert':
      return upsertItem(value, flags);
    case 'delete':
      return deleteItem(value);
  }
}

function updateItem(value: JsonObject, flags: FlagValues): LineItem | LineMistake {
  const { id, ifUnmodifiedSince, ...rest } = value;
  if (!isId(id)) return withoutId(id, 'update');
  const since = typeof ifUnmodifiedSince === 'string' ? parseInstant(ifUnmodifiedSince) : undefined;
  if (ifUnmodifiedSince !== undefined && since === undefined) {
    const hint = 'Write it like 2026-11-01T08:00:00Z, with a time zone.';
    return { message: 'ifUnmodifiedSince is no instant', hint };
  }
  const changes = within(rest, 'changes', 'update');
  if ('message' in changes) return changes;
  const item = {
    id,
    // As above.
    changes: joinValues(changes.fields, flags) as OpportunityInput,
    ...(since === undefined ? {} : { ifUnmodifiedSince: since }),
  };
  return { call: 'update', item };
}

function upsertItem(value: JsonObject, flags: FlagValues): LineItem | LineMistake {
  const { key, ...rest } = value;
  if (key === undefined) return { message: 'it has no key', hint: forms.upsert };
  if (!isKeyValue(key)) {
    const message = 'its key is no text, number or truth value, or is empty';
    return { message, hint: forms.upsert };
  }
  const input = within(rest, 'input', 'upsert');
  if ('message' in input) return input;
  // As above.
  return { call: 'upsert', item: { key, input: joinValues(input.fields, flags) as OpportunityInput } };
}

/** The fields of a record: all that is there, or what stands within one part, and then nothing beside it. */
function within(
  rest: JsonObject,
  part: string,
  call: LinesCall,
): { readonly fields: JsonObject } | LineMistake {
  if (!Object.hasOwn(rest, part)) return { fields: rest };
  const others = Object.keys(rest).filter((key) => key !== part);
  if (others.length > 0) {
    const hint = `Put every field into ${part}, or none.`;
    return { message: `it has ${others.slice(0, 3).join(', ').slice(0, 80)} beside ${part}`, hint };
  }
  const fields = rest[part];
  return isJsonObject(fields) ? { fields } : { message: `${part} is no JSON object`, hint: forms[call] };
}

function deleteItem(value: JsonObject): LineItem | LineMistake {
  const { id, ...others } = value;
  if (!isId(id)) return withoutId(id, 'delete');
  const names = Object.keys(others);
  if (names.length === 0) return { call: 'delete', id };
  // A condition that is left out in silence would delete what was to be kept.
  const message = `it has ${names.slice(0, 3).join(', ').slice(0, 80)} beside the id`;
  return { message, hint: 'Give the id alone, as `opportunity list --json --fields id` does.' };
}

/** As the library takes it: one that it does not would hold up the lines around it. */
function isId(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value !== '' && value.isWellFormed();
}

function withoutId(id: JsonValue | undefined, call: LinesCall): LineMistake {
  return id === undefined
    ? { message: 'it has no id', hint: forms[call] }
    : { message: 'its id is not a text', hint: 'Ids are texts, whatever the vendor uses: "4711".' };
}

function unreadable(problem: InputLine['problem']): LineMistake {
  return problem === 'too-long'
    ? { message: `it is longer than ${longestLine / 1024} KiB`, hint: 'Write one record a line.' }
    : { message: 'it is not UTF-8 text', hint: 'Save the file as UTF-8.' };
}

function parsed(text: string): JsonValue | undefined {
  try {
    // JSON.parse makes nothing but JSON values.
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
