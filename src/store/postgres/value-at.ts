import type { ColumnKind } from '../columns.ts';
import { quoteText } from '../identifiers.ts';

const realMonth = '(0[1-9]|1[0-2])';
const realDay = '(0[1-9]|[12][0-9]|3[01])';
/** From year 1 on: year 0 is written otherwise there. */
const day = `(?!0000)[0-9]{4}-${realMonth}-${realDay}`;
const time = '([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\\.[0-9]{3}Z';

/** A cast that fails would fail every query of the view, so each is made only where it cannot. */
export function valueAt(column: string, key: string, kind: ColumnKind): string {
  const json = `(${column} -> ${quoteText(key)})`;
  const text = `(${column} ->> ${quoteText(key)})`;
  const number = `${text}::numeric`;
  switch (kind) {
    case 'text':
      return text;
    case 'json':
      return json;
    case 'boolean':
      return ifType(json, 'boolean', `${text}::boolean`);
    case 'number':
      return ifType(json, 'number', number);
    case 'integer':
      return ifType(
        json,
        'number',
        `CASE WHEN ${number} = trunc(${number}) AND abs(${number}) < 9e18
        THEN ${number}::bigint END`,
      );
    case 'date':
      return `CASE WHEN ${text} ~ '^${day}$' AND ${isRealDay(text)} THEN ${text}::date END`;
    case 'timestamp':
      return `CASE WHEN ${text} ~ '^${day}T${time}$' AND ${isRealDay(text)} THEN ${text}::timestamptz END`;
    default:
      return kind satisfies never;
  }
}

function ifType(json: string, type: string, value: string): string {
  return `CASE jsonb_typeof(${json}) WHEN '${type}' THEN ${value} END`;
}

/** The first of the month is real; that many days later has to be in the same one. */
function isRealDay(text: string): string {
  return `CASE WHEN ${text} ~ '^${day}' THEN
    extract(month FROM (left(${text}, 8) || '01')::date + (substr(${text}, 9, 2)::int - 1))
      = substr(${text}, 6, 2)::int END`;
}
