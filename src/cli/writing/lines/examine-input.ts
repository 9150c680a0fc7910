import { InputError } from '../../cli-error.ts';
import type { FlagValues } from '../values/join-values.ts';
import type { EarlierResults } from './earlier-results.ts';
import { lineItem } from './line-item.ts';
import { mistakeText } from './mistake-text.ts';
import type { InputLine } from './read-lines.ts';
import { isSettled } from './result-line.ts';
import type { ResultsHeader } from './results-file.ts';
import type { LinesCall } from './write-calls.ts';

export interface Examination {
  /** As people wrote it. */
  readonly file: string;
  readonly call: LinesCall;
  readonly lines: AsyncIterable<InputLine>;
  /** Refuse the whole where a line asks for nothing that could be done. */
  readonly strict: boolean;
  readonly earlier?: {
    readonly file: string;
    readonly results: EarlierResults;
    readonly expected: ResultsHeader;
  };
}

// No flag makes a line readable that was not.
const noFlags: FlagValues = {
  fields: new Map(),
  customFields: [],
  customMappings: new Map(),
  passThrough: [],
};

/**
 * Goes through an input before anything is sent; resolves to the count of its lines.
 *
 * @throws InputError where a line cannot be read and that counts, or where the results are not those of this input.
 */
export async function examineInput({ file, call, lines, strict, earlier }: Examination): Promise<number> {
  let given = 0;
  for await (const line of lines) {
    given += 1;
    if (strict) {
      const item = lineItem(call, line, noFlags);
      if ('message' in item) {
        const where = mistakeText(file, line.line, item);
        throw new InputError(`${where} Nothing was sent.`, { hint: item.hint });
      }
    }
    const before = await earlier?.results.next();
    if (before === undefined || before === 'in-doubt' || !isSettled(before, call)) continue;
    if (before.digest !== line.digest) {
      throw unfit(earlier?.file ?? '', `${file}:${line.line} is not the line that was written then`);
    }
  }
  if (earlier !== undefined) await checkEnd(file, given, earlier);
  return given;
}

async function checkEnd(
  file: string,
  given: number,
  { file: resultsFile, results, expected }: NonNullable<Examination['earlier']>,
): Promise<void> {
  const more = (await results.next()) !== undefined;
  // The marks at the end are known only when all was read.
  while ((await results.next()) !== undefined);
  const { header, continuedBy } = results;
  for (const key of ['call', 'connector', 'connection', 'keyField'] as const) {
    const name = key === 'keyField' ? 'key' : key;
    if (header !== undefined && header[key] !== expected[key])
      throw unfit(resultsFile, `the ${name} was ${header[key]} then, and is ${expected[key]} now`);
  }
  if (continuedBy !== undefined) {
    throw outOfDate(resultsFile, continuedBy);
  }
  if (more || (results.given !== undefined && results.given !== given)) {
    const then = results.given === undefined ? 'more lines' : `${results.given} lines`;
    throw unfit(resultsFile, `${file} had ${then} then, and has ${given} now`);
  }
}

/** @param by the file that went on from it, as people wrote it. */
export function outOfDate(resultsFile: string, by: string): InputError {
  return new InputError(`${resultsFile} is out of date: another run went on from there.`, {
    hint: `Give its results instead: --retry ${by}`,
  });
}

function unfit(file: string, why: string): InputError {
  return new InputError(`${file} does not fit the input: ${why}.`, {
    hint: 'Give the input as it was. Lines that were refused or failed may be corrected, in their place.',
  });
}
