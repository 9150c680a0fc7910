import type { CliIo, OutputPort } from '../../../src/cli/io.ts';

export interface CapturedIo {
  readonly io: CliIo;
  /** Everything written to standard output so far. */
  out(): string;
  /** Everything written to standard error so far. */
  err(): string;
  /** As Ctrl+C does. */
  stop(reason?: Error): void;
  /** Moves the clock. */
  wait(ms: number): void;
}

export interface CapturedIoOptions {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** @default 'opportune' */
  readonly command?: string;
  /** Width of a terminal; without it, neither output is one. */
  readonly columns?: number;
  /** How to sleep. @default the clock moves on at once */
  readonly sleeping?: (signal: AbortSignal | undefined) => Promise<void>;
}

/** A world in memory, with a clock that stands still until it is moved. */
export function capturedIo({
  stdin = '',
  env = {},
  cwd = '/nowhere',
  command = 'opportune',
  columns,
  sleeping,
}: CapturedIoOptions = {}): CapturedIo {
  const stop = new AbortController();
  const texts = { out: '', err: '' };
  let now = Date.parse('2026-11-23T12:00:00.000Z');
  const port = (name: 'out' | 'err'): OutputPort => ({
    write: (text) => {
      texts[name] += text;
    },
    drained: () => Promise.resolve(),
    isTTY: columns !== undefined,
    columns,
  });
  return {
    io: {
      stdin: (async function* () {
        yield stdin;
      })(),
      stdout: port('out'),
      stderr: port('err'),
      env,
      cwd,
      command,
      now: () => now,
      monotonic: () => now,
      sleep: async (ms, signal) => {
        if (sleeping === undefined) now += ms;
        else await sleeping(signal);
      },
      signal: stop.signal,
    },
    out: () => texts.out,
    err: () => texts.err,
    stop: (reason) => stop.abort(reason),
    wait: (ms) => {
      now += ms;
    },
  };
}
