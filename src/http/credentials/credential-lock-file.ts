import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { isAbsent, isTaken } from './file-faults.ts';
import { parseJson } from '../parse-json.ts';

interface Lock {
  readonly number: number;
  readonly untilMs: number;
}

const LockText = z.object({ untilMs: z.number() });

/** Files do not keep earlier times everywhere; a change time before this one says that the lock was given back. */
const freedBeforeMs = Date.UTC(2000, 0, 1);

/**
 * A lock of numbered files, `<name>.1`, `<name>.2`: whoever creates the number after the highest one has it.
 *
 * A single file would not do: of two processes that find its holder dead, the slower one would delete the lock that the
 * faster one has just taken. A number is never given twice, because the highest file is never deleted, not even when
 * the lock is given back.
 */
export class LockFile {
  readonly #folder: string;
  readonly #name: string;
  readonly #now: () => number;
  readonly #held = new Map<string, Lock>();

  constructor(folder: string, name: string, now: () => number) {
    this.#folder = folder;
    this.#name = name;
    this.#now = now;
  }

  /** The folder has to exist. */
  async take(holder: string, leaseMs: number): Promise<boolean> {
    const highest = (await this.#numbers()).at(-1) ?? 0;
    if (highest > 0 && !(await this.#isFree(highest, leaseMs))) return false;
    const lock: Lock = { number: highest + 1, untilMs: this.#now() + leaseMs };
    if (!(await this.#create(holder, lock))) return false;
    const numbers = await this.#numbers();
    if (numbers.at(-1) !== lock.number) {
      // Others were faster by more than one number, and the lower ones are gone already.
      await this.#remove(lock.number);
      return false;
    }
    this.#held.set(holder, lock);
    await Promise.all(numbers.slice(0, -1).map((number) => this.#remove(number)));
    return true;
  }

  /** The number under which `holder` has the lock, which nobody else ever has; undefined where it may be lost. */
  async numberOf(holder: string): Promise<number | undefined> {
    const lock = this.#held.get(holder);
    if (lock === undefined || lock.untilMs <= this.#now()) return undefined;
    return (await this.#numbers()).at(-1) === lock.number ? lock.number : undefined;
  }

  async giveBack(holder: string): Promise<void> {
    const lock = this.#held.get(holder);
    if (lock === undefined) return;
    this.#held.delete(holder);
    try {
      await utimes(this.#path(lock.number), 0, 0);
    } catch (error) {
      // Deleted by someone who took the lock after its lease had ended.
      if (!isAbsent(error)) throw error;
    }
  }

  #path(number: number): string {
    return join(this.#folder, `${this.#name}.${number}`);
  }

  /** Rising. */
  async #numbers(): Promise<readonly number[]> {
    const start = `${this.#name}.`;
    return (await readdir(this.#folder))
      .filter((file) => file.startsWith(start) && /^\d{1,15}$/.test(file.slice(start.length)))
      .map((file) => Number(file.slice(start.length)))
      .toSorted((a, b) => a - b);
  }

  async #create(holder: string, { number, untilMs }: Lock): Promise<boolean> {
    // Process and host are for people who wonder who it is.
    const text = JSON.stringify({ untilMs, holder, process: process.pid, host: hostname() });
    try {
      await writeFile(this.#path(number), text, { flag: 'wx', mode: 0o600 });
      return true;
    } catch (error) {
      if (isTaken(error)) return false;
      throw error;
    }
  }

  async #isFree(number: number, leaseMs: number): Promise<boolean> {
    try {
      const { mtimeMs } = await stat(this.#path(number));
      if (mtimeMs < freedBeforeMs) return true;
      const untilMs = untilOf(await readFile(this.#path(number), 'utf8'));
      return (untilMs ?? mtimeMs + leaseMs) <= this.#now();
    } catch (error) {
      if (isAbsent(error)) return false;
      throw error;
    }
  }

  async #remove(number: number): Promise<void> {
    await rm(this.#path(number), { force: true });
  }
}

/** Undefined where the file was created and not written yet, or its writer died in between. */
function untilOf(text: string): number | undefined {
  const parsed = parseJson(text);
  const lock = LockText.safeParse('value' in parsed ? parsed.value : undefined);
  return lock.success ? lock.data.untilMs : undefined;
}
