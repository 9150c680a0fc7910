import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CredentialError, readCredentialKey, sealWith } from '../../src/http/index.ts';
import { isSealed, refuseSealed } from '../../src/http/credentials/credential-seal.ts';

const keyOf = (seed: number) =>
  readCredentialKey(
    Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 7 + seed) % 256)).toString('hex'),
    'KEY',
  );
const [key, other] = [keyOf(1), keyOf(2)];
const seal = sealWith(key);

function thrownBy(work: () => unknown): unknown {
  try {
    return `not thrown: ${inspect(work())}`;
  } catch (error) {
    return error;
  }
}

describe('a seal', () => {
  test('gives back any text, to the same connection', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, connection) => {
        expect(seal.open(seal.close(text, connection), connection)).toBe(text.toWellFormed());
      }),
    );
  });

  test('never seals twice with the same nonce', () => {
    const sealed = Array.from({ length: 1000 }, () => seal.close('same text', 'acme'));

    expect(new Set(sealed.map((text) => text.split(':')[3])).size).toBe(1000);
    expect(new Set(sealed).size).toBe(1000);
  });

  test('shows nothing of the text but its length', () => {
    const sealed = seal.close('canary-token', 'acme');
    const bytes = Buffer.from(sealed.split(':')[4] ?? '', 'base64url');

    expect(sealed).not.toContain('canary');
    expect(bytes.toString('latin1')).not.toContain('canary');
    expect(bytes).toHaveLength('canary-token'.length + 16);
  });

  test('cannot be opened for another connection', () => {
    const sealed = seal.close('text', 'acme');

    expect(thrownBy(() => seal.open(sealed, 'other'))).toMatchObject({ code: 'credentials-damaged' });
  });

  test('says which key is missing', () => {
    const sealed = seal.close('text', 'acme');
    const error = thrownBy(() => sealWith(other).open(sealed, 'acme'));

    expect(error).toMatchObject({
      code: 'credentials-sealed',
      message: `Saved credentials are sealed with the key ${key.id}; the keys given are ${other.id}.`,
    });
    expect(thrownBy(() => refuseSealed(sealed))).toMatchObject({
      code: 'credentials-sealed',
      message: `Saved credentials are sealed with the key ${key.id}; no key is set.`,
    });
  });

  test('opens what an earlier key sealed, and seals with the present one', () => {
    const rotated = sealWith(other, [key]);

    expect(rotated.open(seal.close('text', 'acme'), 'acme')).toBe('text');
    expect(sealWith(other).open(rotated.close('text', 'acme'), 'acme')).toBe('text');
  });

  test('that was altered anywhere is an error, never another text', () => {
    const sealed = seal.close('{"token":"canary-token"}', 'acme');
    fc.assert(
      fc.property(fc.nat({ max: sealed.length - 1 }), fc.constantFrom('A', 'z', '0', ':', ''), (at, put) => {
        const altered = sealed.slice(0, at) + put + sealed.slice(at + 1);
        const opened = thrownBy(() => seal.open(altered, 'acme'));
        // The last digit of base64 has bits that mean nothing.
        const isTheSame =
          altered === sealed || opened === `not thrown: ${inspect('{"token":"canary-token"}')}`;
        expect(isTheSame || opened instanceof CredentialError).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('is told from a plain text', () => {
    expect(isSealed(seal.close('{}', 'acme'))).toBe(true);
    expect(isSealed('{"origin":"opportune-sealed:"}')).toBe(false);
  });
});

describe('a key', () => {
  const bytes = randomBytes(32);

  test.each([
    ['hexadecimal', bytes.toString('hex')],
    ['capital letters', bytes.toString('hex').toUpperCase()],
    ['base64', bytes.toString('base64')],
    ['base64 without its end', bytes.toString('base64').replace(/=+$/, '')],
    ['base64url', bytes.toString('base64url')],
    ['a line of a file', `${bytes.toString('base64')}\n`],
  ])('may be written in %s', (_name, text) => {
    expect(readCredentialKey(text, 'KEY').bytes).toEqual(bytes);
    expect(readCredentialKey(text, 'KEY').id).toMatch(/^[0-9a-f]{16}$/);
  });

  test.each([
    ['nothing', ''],
    ['a passphrase', 'correct horse battery staple'],
    ['16 bytes', randomBytes(16).toString('hex')],
    ['31 bytes', randomBytes(31).toString('base64')],
    ['33 bytes', randomBytes(33).toString('base64')],
    ['64 bytes', randomBytes(64).toString('hex')],
    ['zeros', '0'.repeat(64)],
    ['a placeholder', 'changeme'.repeat(8).slice(0, 43)],
  ])('is refused where it is %s, and not shown', (_name, text) => {
    const error = thrownBy(() => readCredentialKey(text, 'OPPORTUNE_KEY'));

    expect(error).toMatchObject({
      code: 'credential-key',
      message: expect.stringContaining('OPPORTUNE_KEY'),
    });
    if (text !== '') expect(inspect(error, { depth: 10 })).not.toContain(text);
  });

  test('has a name that says nothing of it', () => {
    expect(keyOf(1).id).not.toBe(keyOf(2).id);
    expect(key.bytes.toString('hex')).not.toContain(key.id);
  });
});
