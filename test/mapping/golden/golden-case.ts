import type { Deviation } from './marked.ts';

/** One mistake: where it is marked, the finding it has to give. */
export interface GoldenCase extends Deviation {
  readonly says: string;
  readonly code: string;
  /** Part of the message. */
  readonly message: string;
  /** Part of the hint; none is expected where this is left out. */
  readonly hint?: string;
}

/**
 * Cases from text, with a blank line between two: code and name, the lines of `fields:` that deviate, the message
 * after `!`, the hint after `?`.
 */
export function casesOf(text: string): readonly GoldenCase[] {
  return text
    .trim()
    .split(/\n{2,}/)
    .map(caseOf);
}

function caseOf(block: string): GoldenCase {
  const match = /^(?<code>\S+) (?<says>.*)\n(?<lines>[^]*)\n! (?<message>.*)(?:\n\? (?<hint>.*))?$/.exec(
    block,
  );
  const { code, says, lines, message, hint } = match?.groups ?? {};
  if (code === undefined || says === undefined || lines === undefined || message === undefined) {
    throw new Error(`not a case: ${block}`);
  }
  return { code, says, lines: `  ${lines.trim()}`, message, ...(hint === undefined ? {} : { hint }) };
}
