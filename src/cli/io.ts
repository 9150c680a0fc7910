import { OpportuneError } from '../model/error.ts';

/** Somewhere text goes. */
export interface OutputPort {
  write(text: string): void;
  /** Resolves when what was written has been taken, so that a slow reader is never outrun. */
  drained(): Promise<void>;
  readonly isTTY: boolean;
  /** Width of the terminal in cells; undefined where the output is not a terminal. */
  readonly columns: number | undefined;
}

/** The program that read the output has closed it (`| head`): not a failure, only a reason to stop. */
export class ReaderGoneError extends Error {
  override readonly name = 'AbortError';
}

/** What was written could not be taken: the disk behind a redirection is full, say. */
export class OutputError extends OpportuneError {
  override readonly code = 'output-failed';
}

/** The world as a command sees it. Tests hand in their own. */
export interface CliIo {
  readonly stdin: AsyncIterable<string | Uint8Array>;
  readonly stdout: OutputPort;
  readonly stderr: OutputPort;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Paths in arguments and configuration are relative to this. */
  readonly cwd: string;
  /** What starts this program: `opportune`, or what works where the package is not installed. */
  readonly command: string;
  /** The machine's clock, in milliseconds since 1970. */
  now(): number;
  /** Milliseconds from some start, never set: what takes how long. */
  monotonic(): number;
  /** Resolves after so many milliseconds, or when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Aborted when the user asks to stop. */
  readonly signal: AbortSignal;
}
