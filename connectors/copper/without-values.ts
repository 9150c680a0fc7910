import { textsIn, type JsonValue } from '../../src/connector-kit/index.ts';

/**
 * A refusal without the values that the request sent: Copper repeats them at the end of its complaints, line breaks
 * included. Values of records do not belong into errors.
 */
export function withoutSent(text: string, sent: JsonValue | undefined): string {
  let rest = `${text}\n`;
  for (const value of textsIn(sent)) rest = rest.replaceAll(`: ${value}\n`, '\n');
  return rest.slice(0, -1);
}

/** What may follow a colon without being a value: names of attributes, and the one reason that was seen. */
const sayings = [/^Unrecognized attributes specified: .*$/, /^[^:]+: IDs must be positive integers(?=: |$)/];

/** A complaint up to the value it repeats: `Invalid value for Close Date: 31/31/2026`. */
export function withoutValue(complaint: string): string {
  for (const saying of sayings) {
    const [said] = saying.exec(complaint) ?? [];
    if (said !== undefined) return said;
  }
  const [said = ''] = complaint.split(': ', 1);
  return said;
}
