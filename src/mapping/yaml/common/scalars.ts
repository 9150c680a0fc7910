import { Uncommon, type Cursor } from './cursor.ts';

// Letters, digits and signs that begin nothing else in YAML, then words up to a comment or to the end of a key. `- ` and
// `: ` end a word, as in flow collections do commas and brackets.
const plainInBlock =
  /(?:[^ \n\-?:,[\]{}#&*!|>'"%@`]|-(?=[^ \n]))(?:[^ \n:#]|:(?=[^ \n])|(?<! )#| +(?=[^ \n#]))*/y;
const plainInFlow =
  /(?:[^ \n\-?:,[\]{}#&*!|>'"%@`]|-(?=[^ \n,[\]{}]))(?:[^ \n:#,[\]{}]|:(?=[^ \n,[\]{}])|(?<! )#| +(?=[^ \n#,[\]{}]))*/y;
const singleQuoted = /'(?:[^'\n]|'')*'/y;
const doubleQuoted = /"(?:[^"\\\n]|\\["\\nt])*"/y;

/** Text as it stands there, and whether quotes say that it is a text whatever it looks like. */
export interface Word {
  readonly text: string;
  readonly quoted: boolean;
}

/** A scalar that ends in its line. */
export function takeWord(cursor: Cursor, inFlow: boolean): Word {
  const found =
    cursor.next === "'"
      ? cursor.take(singleQuoted)?.slice(1, -1).replaceAll("''", "'")
      : cursor.next === '"'
        ? unescaped(cursor.take(doubleQuoted))
        : undefined;
  if (found !== undefined) return { text: found, quoted: true };
  const text = cursor.take(inFlow ? plainInFlow : plainInBlock);
  if (text === undefined || text.endsWith(' ')) throw new Uncommon();
  return { text, quoted: false };
}

/** Of what `doubleQuoted` takes, JSON means the same. */
function unescaped(quoted: string | undefined): string | undefined {
  if (quoted === undefined || !quoted.includes('\\')) return quoted?.slice(1, -1);
  const text: unknown = JSON.parse(quoted);
  return typeof text === 'string' ? text : undefined;
}

// Those of the core schema of YAML 1.2.
const anyNumber =
  /^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const commonNumber = /^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,10})?$/;
/** Other spellings of what is no text. */
const otherWord = /^(?:~|null|true|false)$/i;

/** What a word stands for. */
export function valueOf({ text, quoted }: Word): string | number | boolean | null {
  if (quoted) return text;
  if (text === 'true') return true;
  if (text === 'false') return false;
  if (text === 'null') return null;
  if (commonNumber.test(text)) return Number(text);
  if (anyNumber.test(text) || otherWord.test(text)) throw new Uncommon();
  return text;
}
