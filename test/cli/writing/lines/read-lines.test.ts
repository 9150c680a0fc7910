import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allOf } from '../../../support/all-of.ts';
import { longestLine, readLines, type InputLine } from '../../../../src/cli/writing/lines/read-lines.ts';

async function* chunks(...parts: readonly (string | Uint8Array)[]) {
  yield* parts;
}

async function lines(...parts: readonly (string | Uint8Array)[]): Promise<InputLine[]> {
  return allOf(readLines(chunks(...parts)));
}

async function texts(...parts: readonly (string | Uint8Array)[]): Promise<(string | undefined)[]> {
  return (await lines(...parts)).map(({ text }) => text);
}

describe('lines of an input', () => {
  test('are counted as an editor counts them, blank ones left out', async () => {
    const found = await lines('a\n\n  \nb\r\n\r\nc');

    expect(found.map(({ index, line, text }) => [index, line, text])).toEqual([
      [0, 1, 'a'],
      [1, 4, 'b'],
      [2, 6, 'c'],
    ]);
  });

  test('are the same with a byte order mark and with other line ends', async () => {
    const plain = await lines('{"a":1}\n{"b":2}\n');

    expect(await lines('\ufeff{"a":1}\r\n{"b":2}')).toEqual(plain);
  });

  test('are the same however the bytes are cut into pieces', async () => {
    const whole = Buffer.from('\ufeff{"a":"é👩‍🚀"}\r\n\n{"b":"漢字"}\r\nlast');
    const expected = await lines(whole);

    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(whole.length), { maxLength: 8 }), async (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
        const pieces = places.slice(1).map((to, index) => whole.subarray(places[index], to));

        expect(await lines(...pieces)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  test('that are too long are not kept, and the next ones are read', async () => {
    const piece = 'x'.repeat(100_000);
    const long = Array<string>(Math.ceil(longestLine / piece.length) + 1).fill(piece);
    const [first, second] = await lines(...long, '\n{"a":1}\n');

    expect(first).toMatchObject({ index: 0, line: 1, text: undefined, problem: 'too-long' });
    expect(second).toMatchObject({ index: 1, line: 2, text: '{"a":1}' });
    expect(first?.digest).not.toBe((await lines(...long, 'y\n'))[0]?.digest);
  });

  test('that are no UTF-8 say so, and the next ones are read', async () => {
    const found = await lines(Buffer.from([0x22, 0xff, 0x22, 0x0a]), 'b\n');

    expect(found).toMatchObject([
      { problem: 'not-utf-8', line: 1 },
      { text: 'b', line: 2 },
    ]);
  });

  test('may hold anything else', async () => {
    expect(await texts('\u0000\n"\u2028"\n', 'a\ufeffb')).toEqual(['\u0000', '"\u2028"', 'a\ufeffb']);
    expect(await texts('')).toEqual([]);
  });
});
