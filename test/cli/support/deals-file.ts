import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VendorRequest } from '../../../src/connector-kit/vendor-request.ts';
import type { JsonValue } from '../../../src/model/json.ts';
import { lostAnswer, paperRefusal, paperVendor, type PaperVendor } from '../../support/paper/paper-vendor.ts';
import { linesOnPaper, type PaperRun } from './paper-cli.ts';
import type { Ran } from './run-cli.ts';
import { scratchFolder } from './scratch-folder.ts';

export interface Noted {
  readonly outcome: string;
  readonly line: number;
  readonly id?: string;
  readonly error?: { readonly code: string; readonly message: string; readonly hint?: string };
}

type Values = Readonly<Record<string, unknown>>;

/** `deals.jsonl` in a folder of its own for each test, and the results beside it. */
export function dealsFile() {
  const folder = scratchFolder();
  const noted = async (file = 'deals.results.jsonl'): Promise<Noted[]> => {
    const text = await readFile(join(folder.path, file), 'utf8');
    return text
      .split('\n')
      .filter((line) => line.includes('"outcome"'))
      .map((line): Noted => JSON.parse(line));
  };
  return {
    folder,
    /** `opportunity create --input deals.jsonl` */
    create: (vendor: PaperVendor, values: Values = {}, more: Partial<PaperRun> = {}): Promise<Ran> =>
      linesOnPaper('create', {
        vendor,
        cwd: folder.path,
        values: { input: 'deals.jsonl', ...values },
        ...more,
      }),
    noted,
    outcomes: async (file?: string): Promise<string[]> => (await noted(file)).map(({ outcome }) => outcome),
    /** As a file of results is left by a process that ends in the middle of a write. */
    cutAfter: async (file: string, part: string): Promise<void> => {
      const path = join(folder.path, file);
      const text = await readFile(path, 'utf8');
      await writeFile(path, text.slice(0, text.indexOf(part) + part.length));
    },
  };
}

export function jsonl(...lines: readonly JsonValue[]): string {
  return lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
}

export function titled(...titles: readonly string[]): string {
  return jsonl(...titles.map((title) => ({ title })));
}

/** `Deal 0`, `Deal 1` and so on. */
export function manyTitled(count: number): string {
  return titled(...Array.from({ length: count }, (_, index) => `Deal ${index}`));
}

export function titlesAt({ deals }: PaperVendor): string[] {
  return [...deals.values()].map(({ title }) => title).toSorted();
}

/** Refuses what is unwelcome, in a batch or alone. */
export function fussyVendor(): PaperVendor {
  const vendor = paperVendor();
  vendor.before = ({ path, body }) => {
    if (path === '/deals' && Object(body).title === 'unwelcome')
      throw paperRefusal('invalid-request', { status: 400 });
  };
  return vendor;
}

export function loseLost({ body }: VendorRequest): void {
  if (JSON.stringify(body ?? '').includes('"lost"')) throw lostAnswer();
}
