import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { WriteRefusedError } from '../../../src/client/index.ts';
import { paperOpportunities } from '../../support/paper/paper-connection.ts';
import { paperDeal, paperVendor } from '../../support/paper/paper-vendor.ts';

/** An error that nobody catches is printed by Node so. */
function printed(error: unknown): string {
  return inspect(error);
}

test('a refusal that nobody catches says for each field why, and where the rule stands, without a value', async () => {
  const opportunities = paperOpportunities(paperVendor(paperDeal('1')));
  const secret = 'Ada Moll';

  const error: unknown = await opportunities
    .update('1', { title: { secret }, createdAt: secret } as never)
    .catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(WriteRefusedError);
  const text = printed(error);
  expect(text).toMatch(/^WriteRefusedError: Nothing was sent, the update of 1 is refused:\n/);
  expect(text).toMatch(/\n {2}title \[wrong-type\]: not of the type of the field/);
  expect(text).toMatch(/\n {2}createdAt \[unsupported\]: the vendor has nothing like it \(\S+:\d+:\d+\)/);
  expect(text).not.toContain(secret);
});

test('of many fields, it says the first ten and how many there are beyond', async () => {
  const opportunities = paperOpportunities(paperVendor(paperDeal('1')));
  const input = Object.fromEntries(Array.from({ length: 14 }, (_, index) => [`nonsense${index}`, 1]));

  const error: unknown = await opportunities.update('1', input as never).catch((reason: unknown) => reason);

  const lines = error instanceof Error ? error.message.split('\n') : [];
  expect(lines).toHaveLength(12);
  expect(lines.at(-1)).toBe('  and 4 more');
});
