import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** An empty folder for each test of a file, gone afterwards. */
export function scratchFolder(): {
  readonly path: string;
  write(file: string, text: string): Promise<string>;
} {
  let path = '';
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'opportune-cli-'));
  });
  afterEach(async () => {
    await rm(path, { recursive: true, force: true });
  });
  return {
    get path() {
      return path;
    },
    write: async (file, text) => {
      await writeFile(join(path, file), text);
      return join(path, file);
    },
  };
}
