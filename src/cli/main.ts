import { readFile } from 'node:fs/promises';
import { bundledVendors } from './bundled-vendors.ts';
import type { Bundle } from './command.ts';
import { commandsFor } from './commands/index.ts';
import type { ExitCode } from './exit-code.ts';
import type { CliIo } from './io.ts';
import { runCommandLine } from './program.ts';

/** The command line, joined with everything this package brings. Resolves to the exit code; never throws. */
export async function main(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const [bundle, specs] = await Promise.all([packageBundle(), commandsFor(argv)]);
  return runCommandLine(argv, io, bundle, specs);
}

/** The one place under src/cli that knows the bundled connectors and emulated vendors, loaded when they are needed. */
async function packageBundle(): Promise<Bundle> {
  return {
    vendors: bundledVendors,
    connectors: async () => Object.values((await import('../../connectors/index.ts')).connectors),
    sandboxes: async () => (await import('../../connectors/sandboxes.ts')).sandboxes,
    version: await packageVersion(),
  };
}

/** From package.json, which lies two folders up in a checkout and three in the package. */
async function packageVersion(): Promise<string> {
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      const manifest: unknown = JSON.parse(await readFile(new URL(path, import.meta.url), 'utf8'));
      if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
        return String(manifest.version);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  return 'unknown';
}
