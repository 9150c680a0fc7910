/** A name within an object, or a position within a list. */
export type PathSegment = string | number;

/** What is wrong with a path, and where: positions count from 1. */
export interface PathMistake {
  readonly position: number;
  readonly mistake: string;
}

// The grammar: https://www.rfc-editor.org/rfc/rfc9535#name-singular-queries and, for names, section 2.3.1 and 2.5.1.
const blank = /[ \t\n\r]*/y;
const shorthand = /[A-Za-z_\u0080-\uD7FF\uE000-\u{10FFFF}][A-Za-z0-9_\u0080-\uD7FF\uE000-\u{10FFFF}]*/uy;
const wholeNumber = /0|[1-9][0-9]*/y;
const hexUnit = /u([0-9A-Fa-f]{4})/y;

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '/': '/',
  '\\': '\\',
};

/**
 * Reads a singular query of RFC 9535, which names one place at most: `$.a.b`, `$['a']["b"][0]`.
 * Negative positions, wildcards, slices, filters and descendants are mistakes.
 */
export function parseSingularPath(text: string): readonly PathSegment[] | PathMistake {
  const reader = new PathReader(text);
  try {
    return reader.read();
  } catch (error) {
    if (error instanceof Mistake) return { position: error.position, mistake: error.message };
    throw error;
  }
}

class Mistake extends Error {
  readonly position: number;

  constructor(at: number, message: string) {
    super(message);
    this.position = at + 1;
  }
}

class PathReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): readonly PathSegment[] {
    if (!this.#accept('$')) throw new Mistake(0, 'a path begins with "$"');
    const segments: PathSegment[] = [];
    while (this.#at < this.#text.length) {
      const before = this.#at;
      this.#take(blank);
      if (this.#at === this.#text.length) throw new Mistake(before, 'a path does not end with white space');
      segments.push(this.#segment());
    }
    if (segments.length === 0) throw new Mistake(0, '"$" alone is the whole body; name a place in it');
    return segments;
  }

  #segment(): PathSegment {
    if (this.#accept('[')) return this.#bracketed();
    const at = this.#at;
    if (!this.#accept('.')) throw new Mistake(at, 'expected "." or "["');
    if (this.#text[this.#at] === '.') throw new Mistake(at, '".." may mean several places');
    if (this.#text[this.#at] === '*') throw new Mistake(this.#at, '"*" may mean several places');
    const name = this.#take(shorthand);
    if (name === undefined)
      throw new Mistake(this.#at, 'expected a name; other names are written like ["a-b"]');
    return name;
  }

  #bracketed(): PathSegment {
    this.#take(blank);
    const at = this.#at;
    const first = this.#text[at];
    const segment = first === '"' || first === "'" ? this.#quoted(first) : this.#index();
    this.#take(blank);
    if (this.#accept(']')) return segment;
    const next = this.#text[this.#at];
    if (next === ',') throw new Mistake(this.#at, 'a list of names or positions may mean several places');
    if (next === ':') throw new Mistake(this.#at, 'a slice may mean several places');
    throw new Mistake(this.#at, 'expected "]"');
  }

  #index(): number {
    const at = this.#at;
    const first = this.#text[at];
    if (first === '-') throw new Mistake(at, 'a negative position depends on what is there');
    if (first === '*') throw new Mistake(at, '"*" may mean several places');
    if (first === '?') throw new Mistake(at, 'a filter may mean several places');
    if (first === ':') throw new Mistake(at, 'a slice may mean several places');
    const digits = this.#take(wholeNumber);
    if (digits === undefined) throw new Mistake(at, 'expected a name in quotes or a position');
    const index = Number(digits);
    if (!Number.isSafeInteger(index)) throw new Mistake(at, 'the position is too large');
    return index;
  }

  #quoted(quote: string): string {
    const start = this.#at;
    this.#at += 1;
    let name = '';
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined) throw new Mistake(start, 'the quote is not closed');
      if (char < ' ') throw new Mistake(this.#at, 'a control character has to be escaped');
      this.#at += 1;
      if (char === quote) break;
      name += char === '\\' ? this.#escaped(quote) : char;
    }
    if (!name.isWellFormed()) throw new Mistake(start, 'half of a surrogate pair is no character');
    return name;
  }

  #escaped(quote: string): string {
    const at = this.#at - 1;
    const unit = this.#take(hexUnit);
    if (unit !== undefined) return String.fromCharCode(Number.parseInt(unit.slice(1), 16));
    const char = this.#text[this.#at] ?? '';
    this.#at += 1;
    const meant = char === quote ? quote : escapes[char];
    if (meant === undefined) throw new Mistake(at, 'there is no such escape');
    return meant;
  }

  #accept(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }
}
