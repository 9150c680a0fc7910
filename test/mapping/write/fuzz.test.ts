import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import type { WriteIssueCode } from '../../../src/mapping/write-types.ts';
import { anyInput } from './any-input.ts';
import { foreignIn } from './foreign-paths.ts';
import { bindWorld } from './worlds/bind-world.ts';
import { copper } from './worlds/copper.ts';
import { Dice } from './worlds/dice.ts';
import { hubspot } from './worlds/hubspot.ts';
import { pipedrive } from './worlds/pipedrive.ts';

/** `npm run test:writes` asks for a hundred thousand. */
const inputs = Number(process.env['FUZZED_WRITES'] ?? 3000);
const mostShown = 3;

const codes: ReadonlySet<WriteIssueCode> = new Set<WriteIssueCode>([
  'required',
  'unknown-field',
  'read-only',
  'unsupported',
  'not-met',
  'cannot-clear',
  'conflict',
  'wrong-type',
  'unknown-value',
  'unknown-reference',
  'ambiguous-reference',
  'would-not-read-back',
  'unchecked',
]);

describe.each([copper, hubspot, pipedrive])('any input for $vendor', (world) => {
  const bound = bindWorld(world);
  const foreign = foreignIn(world, bound);

  test('is a patch that the vendor knows, or reasons of a known kind; nothing is thrown, nothing deleted', () => {
    const found: string[] = [];
    const told = { sent: 0, refused: 0, unchanged: 0 };
    const seen = new Set<string>();
    const before = Object.getOwnPropertyNames(Object.prototype).length;

    for (let run = 0; run < inputs && found.length < mostShown; run += 1) {
      const dice = new Dice(run);
      const zone = dice.pick(['UTC', 'Europe/Berlin', 'America/St_Johns']);
      const native = dice.chance(0.3) ? undefined : world.record(dice);
      const unified = native === undefined ? undefined : (bound.in(zone).read(native).record ?? undefined);
      const input = anyInput(world, { native, unified }, dice);
      const { patch, fields, issues } = bound.in(zone).write(input as JsonObject, native);
      const errors = issues.filter(({ severity }) => severity === 'error');
      const isEmpty = Object.keys(patch).length === 0;
      told[errors.length > 0 ? 'refused' : isEmpty ? 'unchanged' : 'sent'] += 1;
      for (const { code } of issues) seen.add(code);
      const untold = issues.filter(
        ({ code, message, field, hint }) => !codes.has(code) || message === '' || field === '' || hint === '',
      );
      const sendable = fields.filter(({ field }) => errors.some((error) => error.field === field));
      const sent = foreign(patch, native);
      const isBroken = untold.length + sendable.length + sent.length > 0 || (errors.length > 0 && !isEmpty);
      const isDeleting = JSON.stringify(patch['status'] ?? '').includes('deleted');
      if (isBroken || isDeleting) found.push(JSON.stringify({ run, patch, sent, untold, sendable, errors }));
    }

    expect(found).toEqual([]);
    expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(before);
    // Half are plans, and many are refused, for every reason there is: some vendor needs nothing, and no table is missing.
    expect(told.sent).toBeGreaterThan(inputs / 2);
    expect(told.refused).toBeGreaterThan(inputs / 4);
    expect([...codes].filter((code) => !seen.has(code) && !['unchecked', 'required'].includes(code))).toEqual(
      [],
    );
  });
});
