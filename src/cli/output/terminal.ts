import { stripVTControlCharacters } from 'node:util';
import type { CliIo } from '../io.ts';
import { asCalled } from '../own-command.ts';
import { colors, wantsColor, type Colors } from './colors.ts';
import { jsonOutput } from './printable.ts';
import { narrowBelow, recordBlocks } from './record-blocks.ts';
import { Secrets } from './secrets.ts';
import { renderTable, type Table } from './table.ts';

export interface OutputFlags {
  readonly json: boolean;
  readonly color: boolean;
  readonly debug: boolean;
}

/** Where a command puts what it found (standard output) and what it has to say about it (standard error). */
export class Terminal {
  readonly flags: OutputFlags;
  readonly out: Colors;
  readonly err: Colors;
  readonly secrets = new Secrets();
  readonly #io: CliIo;

  constructor(io: CliIo, flags: OutputFlags) {
    this.#io = io;
    this.flags = flags;
    this.out = colors(wantsColor({ flag: flags.color, env: io.env, isTTY: io.stdout.isTTY }));
    this.err = colors(wantsColor({ flag: flags.color, env: io.env, isTTY: io.stderr.isTTY }));
  }

  /** Width for tables: the terminal's, or COLUMNS; undefined where the output goes to a file or a pipe. */
  get width(): number | undefined {
    const asked = Number(this.#io.env['COLUMNS']);
    return this.#io.stdout.columns ?? (Number.isInteger(asked) && asked > 0 ? asked : undefined);
  }

  /** Width for what is said on standard error; Infinity where that is no terminal. */
  get talkWidth(): number {
    return this.#io.stderr.columns ?? Infinity;
  }

  /** A text with the commands that it suggests as they work here. */
  asCalled(text: string): string {
    return asCalled(text, this.#io.command);
  }

  /** One result, as it is. */
  result(text: string): void {
    this.#io.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  }

  /** One result for programs. */
  json(value: unknown): void {
    this.#io.stdout.write(`${jsonOutput(value, 2)}\n`);
  }

  /** One line of a stream of results for programs. Resolves when the reader is ready for more. */
  async jsonLine(value: unknown): Promise<void> {
    this.#io.stdout.write(`${jsonOutput(value)}\n`);
    await this.#io.stdout.drained();
  }

  /**
   * Prints a table as wide as the terminal; where that cannot show all there is, as blocks, or else it says on standard
   * error what did not fit.
   */
  table(table: Table, width: number | undefined = this.width): void {
    const { text, isWhole, leftOut } = renderTable(table, width, this.out);
    if (!isWhole && width !== undefined && mayBeBlocks(table, width)) {
      this.result(recordBlocks(table, width, this.out));
      return;
    }
    this.result(text);
    if (leftOut.length > 0) this.note(`No room for: ${leftOut.toReversed().join(', ')}.`);
  }

  /** One line on standard error. With `--json` every such line is an object. Known credentials never pass. */
  talk(text: string): void {
    this.#say('note', text);
  }

  /** As `talk`, for what matters less. */
  note(text: string): void {
    this.#say('note', this.err.dim(text));
  }

  warn(text: string): void {
    this.#say('warning', this.flags.json ? text : `${this.err.yellow('warning:')} ${text}`);
  }

  /** Lines on standard error exactly as they are, credentials aside. */
  toStandardError(text: string): void {
    this.#io.stderr.write(`${this.secrets.hide(text)}\n`);
  }

  #say(kind: 'note' | 'warning', text: string): void {
    const line = this.flags.json ? JSON.stringify({ [kind]: stripVTControlCharacters(text) }) : text;
    this.toStandardError(line);
  }
}

function mayBeBlocks({ blocks = 'narrow' }: Table, width: number): boolean {
  return blocks === 'always' || (blocks === 'narrow' && width < narrowBelow);
}
