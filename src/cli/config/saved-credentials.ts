import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

type Credentials = Readonly<Record<string, unknown>>;

/**
 * Where renewed access tokens of one connection are kept between commands: `.opportune/`, readable by its owner only.
 *
 * What was saved counts only as long as the credentials it was renewed from are still the ones that are configured.
 */
export class SavedCredentials {
  readonly #folder: string;
  readonly #file: string;
  readonly #origin: string;
  readonly #configured: Credentials;

  constructor(cwd: string, connection: string, configured: Credentials) {
    this.#folder = join(cwd, '.opportune');
    this.#file = join(this.#folder, `${connection.replace(/[^A-Za-z0-9_-]/g, '_')}.credentials.json`);
    this.#configured = configured;
    this.#origin = createHash('sha256')
      .update(JSON.stringify(sorted(configured)))
      .digest('hex');
  }

  /** The credentials to start with: the renewed ones, else the configured ones. */
  async current(): Promise<Credentials> {
    const saved = await this.#read();
    return saved?.origin === this.#origin ? saved.credentials : this.#configured;
  }

  /** Resolves when the renewed credentials would survive a crash of this process. */
  async save(renewed: unknown): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const text = JSON.stringify({ origin: this.#origin, credentials: renewed });
    const draft = `${this.#file}.${process.pid}`;
    await writeFile(draft, text, { mode: 0o600, flush: true });
    await rename(draft, this.#file);
  }

  async #read(): Promise<{ readonly origin: string; readonly credentials: Credentials } | undefined> {
    try {
      const saved: unknown = JSON.parse(await readFile(this.#file, 'utf8'));
      if (typeof saved !== 'object' || saved === null || !('origin' in saved && 'credentials' in saved))
        return undefined;
      const { origin, credentials } = saved;
      if (typeof credentials !== 'object' || credentials === null) return undefined;
      return { origin: String(origin), credentials: { ...credentials } };
    } catch (error) {
      const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      // A file that is no JSON was not written by `save`, so there is nothing in it to go on with.
      if (isAbsent || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }
}

function sorted(credentials: Credentials): [string, unknown][] {
  return Object.entries(credentials).toSorted(([a], [b]) => a.localeCompare(b));
}
