import type { Place } from '../place.ts';

/** Thrown where the text may mean something that this reader does not know. Never leaves this folder. */
export class Uncommon extends Error {}

/** Where reading has come to in a text that has no tabs and no carriage returns. */
export class Cursor {
  readonly #file: string;
  readonly text: string;
  /** Offset of the next character. */
  at = 0;
  #line = 1;
  #lineStart = 0;

  constructor(file: string, text: string) {
    this.#file = file;
    this.text = text;
  }

  /** How many characters stand before this one in its line. */
  get indent(): number {
    return this.at - this.#lineStart;
  }

  get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The next character, the empty text at the end. */
  get next(): string {
    return this.text.charAt(this.at);
  }

  place(): Place {
    return { file: this.#file, line: this.#line, column: this.indent + 1 };
  }

  /** What a sticky pattern matches here, and moves behind it. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  skipSpaces(): void {
    while (this.next === ' ') this.at += 1;
  }

  /** Moves to the next line that holds more than a comment; nothing else may stand in the rest of this one. */
  skipToContent(): void {
    if (this.take(restOfLine) === undefined) throw new Uncommon();
    if (this.atEnd) return;
    this.newLine();
    this.skipEmptyLines();
  }

  /** From the beginning of a line. */
  skipEmptyLines(): void {
    this.skipSpaces();
    while (this.take(emptyLine) !== undefined && !this.atEnd) {
      this.newLine();
      this.skipSpaces();
    }
  }

  /** Moves over a line break. */
  newLine(): void {
    this.at += 1;
    this.#line += 1;
    this.#lineStart = this.at;
  }
}

const restOfLine = /(?: +#[^\n]*| *)(?=\n|$)/y;
const emptyLine = /(?:#[^\n]*)?(?=\n|$)/y;
