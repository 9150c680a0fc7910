import { textsIn, type JsonValue } from '../../src/connector-kit/index.ts';

/** What stands where a value stood. */
const gap = '…';

/** From this length on a text that was sent is taken out wherever it stands; a shorter one only between quotes. */
const telling = 8;

/**
 * A refusal without the values that the request sent: values of records do not belong into errors. The names of fields
 * and of unknown parameters stay.
 */
export function withoutValues(text: string, sent: JsonValue | undefined): string {
  let rest = text.replaceAll(/, received (?:'[^']*'|"[^"]*")/g, '');
  for (const value of textsIn(sent)) {
    if (value.length >= telling && !isWord(value)) rest = rest.replaceAll(value, gap);
    else for (const quote of [`"`, `'`]) rest = withoutQuoted(rest, `${quote}${value}${quote}`);
  }
  return rest;
}

/** A single word may be the name of a field, or one of the vendor's own. */
function isWord(value: string): boolean {
  return /^[a-z_]+$/i.test(value);
}

function withoutQuoted(text: string, quoted: string): string {
  return text
    .split(quoted)
    .reduce((said, next) => said + (said.endsWith('Parameter ') ? quoted : gap) + next);
}
