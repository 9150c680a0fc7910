import type { Connector } from '../connector-kit/index.ts';
import type { SandboxDefinition } from '../sandbox-kit/sandbox.ts';
import type { ExitCode } from './exit-code.ts';
import type { CliIo } from './io.ts';
import type { Options } from './options.ts';
import type { Terminal } from './output/terminal.ts';

/** A vendor whose mapping is bundled. */
export interface BundledVendor {
  readonly id: string;
  /** The native descriptor that its connector names. */
  readonly descriptor: URL;
}

/** What the command line joins with the engine. Loaded on first use, so that `--help` waits for nothing. */
export interface Bundle {
  /** For commands about mappings, which need no connector. */
  vendors(): Promise<readonly BundledVendor[]>;
  connectors(): Promise<readonly Connector[]>;
  sandboxes(): Promise<readonly SandboxDefinition[]>;
  readonly version: string;
}

/** Everything a command gets. */
export interface Invocation {
  /** Positional arguments as given. */
  readonly args: readonly string[];
  readonly options: Options;
  readonly io: CliIo;
  readonly terminal: Terminal;
  readonly bundle: Bundle;
}

export interface OptionSpec {
  /** As commander spells them: `--limit <n>`. */
  readonly flags: string;
  readonly description: string;
  /** May be given several times; each adds a value. */
  readonly repeatable?: boolean;
  /** Title under which the help lists it; `Options` where absent. */
  readonly group?: string;
}

export interface Example {
  readonly command: string;
  readonly shows: string;
}

/** One command as data: the tree, the help and the reference are made from it. */
export interface CommandSpec {
  /** Noun and verb, or a single word. */
  readonly name: string;
  /** As commander spells them: `<id>`, `[files...]`. */
  readonly args?: string;
  readonly summary: string;
  readonly options: readonly OptionSpec[];
  readonly examples: readonly Example[];
  /** What its exit codes mean, where that is not what they mean in general. */
  readonly exitCodes?: string;
  run(invocation: Invocation): Promise<ExitCode>;
}
