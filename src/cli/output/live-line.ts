import type { CliIo } from '../io.ts';
import type { Terminal } from './terminal.ts';
import { fitText } from './text-width.ts';

/** How often a line is written anew at most, in milliseconds: faster than that nobody reads. */
const liveIntervalMs = 100;
/** How often a plain line is written where the output is no terminal, in milliseconds. */
const plainIntervalMs = 5000;

// Carriage return, then "erase to the end of the line" of ECMA-48.
const startOver = '\r\x1b[K';

/** One line that tells how far something is: rewritten in place on a terminal, now and then a new one elsewhere. */
export class LiveLine {
  readonly #io: CliIo;
  readonly #terminal: Terminal;
  #shown = false;
  #writtenAt: number | undefined;

  constructor(io: CliIo, terminal: Terminal) {
    this.#io = io;
    this.#terminal = terminal;
  }

  /** The text is made only when it is written. */
  update(text: () => string): void {
    const now = this.#io.monotonic();
    const { stderr } = this.#io;
    const interval = stderr.isTTY ? liveIntervalMs : plainIntervalMs;
    if (this.#writtenAt !== undefined && now - this.#writtenAt < interval) return;
    // Without a terminal, what takes less than one interval needs no line at all.
    const isFirst = this.#writtenAt === undefined;
    this.#writtenAt = now;
    if (!stderr.isTTY) {
      if (!isFirst) this.#terminal.talk(text());
      return;
    }
    stderr.write(`${startOver}${fitText(text(), (stderr.columns ?? 80) - 1)}`);
    this.#shown = true;
  }

  /** Takes the line away, so that something else can be said. */
  clear(): void {
    if (this.#shown) this.#io.stderr.write(startOver);
    this.#shown = false;
    if (this.#io.stderr.isTTY) this.#writtenAt = undefined;
  }
}
