import { isExactDecimal, parseDecimal } from '../../../model/decimal.ts';
import type { UnifiedType } from '../../../model/field-spec.ts';
import { parseDate, parseInstant } from '../../../model/instant.ts';
import type { JsonValue } from '../../../model/json.ts';
import { UsageError } from '../../cli-error.ts';

/** What a field holds, as far as a text has to be told apart from it. */
export interface ValueType {
  readonly type: UnifiedType | 'json';
  readonly list: boolean;
}

/**
 * The value that a text on a command line stands for: `null` is null, a JSON string in quotes is its text, everything
 * else follows from the type of the field.
 *
 * @param flag as it is named to people: `--set closeDate`.
 * @throws UsageError
 */
export function parseValue(flag: string, text: string, { type, list }: ValueType): JsonValue {
  if (text === 'null') return null;
  if (list) return parseList(flag, text, type);
  return parseOne(flag, text, type);
}

function parseList(flag: string, text: string, type: ValueType['type']): JsonValue {
  if (text.trim() === '') return [];
  const json = text.startsWith('[') ? parsed(text) : undefined;
  if (Array.isArray(json)) return json;
  if (quoted(text) !== undefined) return [parseOne(flag, text, type)];
  const items = text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  if (items.every((item) => !item.startsWith('"') || quoted(item) !== undefined))
    return items.map((item) => parseOne(flag, item, type));
  throw new UsageError(`${flag} has quotes that do not enclose whole items.`, {
    hint: 'Give items with commas as a JSON list: ["a, b", "c"].',
  });
}

function parseOne(flag: string, text: string, type: ValueType['type']): JsonValue {
  switch (type) {
    case 'number':
    case 'percent':
    case 'integer': {
      const value = parseDecimal(text);
      if (value !== undefined && isExactDecimal(text, value)) return value;
      throw new UsageError(
        value === undefined
          ? `${flag} takes a number, not "${text}".`
          : `${flag} has more digits than can be kept.`,
        { hint: 'Write digits, with a point before decimals: 12000.50.' },
      );
    }
    case 'boolean':
      if (text === 'true' || text === 'false') return text === 'true';
      throw new UsageError(`${flag} takes true or false, not "${text}".`);
    case 'date':
      if (parseDate(text) !== undefined) return text;
      throw new UsageError(`${flag} takes a day, not "${text}".`, { hint: 'Write it like 2026-11-30.' });
    case 'datetime':
      if (parseInstant(text) !== undefined) return text;
      throw new UsageError(`${flag} takes an instant, not "${text}".`, {
        hint: 'Write it with a time zone, like 2026-11-30T08:00:00Z.',
      });
    case 'json':
      return parsed(text) ?? text;
    default:
      return quoted(text) ?? text;
  }
}

/** The text within quotes; undefined where it is not in quotes. */
function quoted(text: string): string | undefined {
  const json = text.startsWith('"') ? parsed(text) : undefined;
  return typeof json === 'string' ? json : undefined;
}

function parsed(text: string): JsonValue | undefined {
  try {
    // JSON.parse makes nothing but JSON values.
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
