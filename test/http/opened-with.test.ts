import { expect, test } from 'vitest';
import { openTestSession } from '../support/open-test-session.ts';
import { acme } from './acme.ts';

const openedWith = (credentials: unknown): string | undefined =>
  openTestSession(acme(), credentials).openedWith;

test('tells credentials from others, in whatever order they are written', () => {
  const first = openedWith({ token: 'token-1', region: 'eu' });

  expect(openedWith({ region: 'eu', token: 'token-1' })).toBe(first);
  expect(openedWith({ token: 'token-2', region: 'eu' })).not.toBe(first);
  expect(openedWith({ token: 'token-1' })).not.toBe(first);
});

test('is the same in every process', () => {
  expect(openedWith({ token: 'token-1', region: 'eu' })).toBe('930772');
});

test('a weak secret cannot be found out from it: of a list of guesses, many look like it', () => {
  const bits = 4 * (openedWith({ token: 'token-1' })?.length ?? 0);

  // It is stored beside the records. A list of common passwords has a billion entries, 2 ** 30.
  expect(bits).toBeLessThanOrEqual(24);
});
