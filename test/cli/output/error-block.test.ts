import { describe, expect, test } from 'vitest';
import { InputError, UsageError } from '../../../src/cli/cli-error.ts';
import { reportError } from '../../../src/cli/output/error-block.ts';
import { Terminal } from '../../../src/cli/output/terminal.ts';
import { VendorError } from '../../../src/connector-kit/vendor-error.ts';
import { capturedIo } from '../support/captured-io.ts';

const plain = { json: false, color: true, debug: false };

function reported(error: unknown, flags = plain, secret?: string, connection?: string): string {
  const { io, err } = capturedIo();
  const terminal = new Terminal(io, flags);
  if (secret !== undefined) terminal.secrets.add({ token: secret });
  reportError(error, terminal, connection);
  return err();
}

const refused = new VendorError(
  'auth',
  'The vendor does not accept these credentials.',
  { connector: 'acme', method: 'GET', path: '/deals', status: 401, attempts: 1 },
  { hint: 'Make a new token.' },
);

describe('an error', () => {
  test('of a request says what happened, where, and what to do', () => {
    expect(reported(refused)).toBe(
      [
        'error[auth] The vendor does not accept these credentials.',
        '  where: acme GET /deals, status 401, attempts 1',
        '  help:  Make a new token.',
        '',
      ].join('\n'),
    );
  });

  test('is broken to the width of the terminal', () => {
    const { io, err } = capturedIo({ columns: 40 });
    reportError(refused, new Terminal(io, { ...plain, color: false }));

    expect(err()).toMatch(/^error\[auth\] The vendor does not accept\n {2}these credentials\.\n/);
  });

  test('in a file of which no line is shown has its help where it always stands', () => {
    const place = { file: 'opportune.yaml', line: 3, column: 5 };

    expect(reported(new InputError('acme: it is not set', { place, hint: 'set it' }))).toBe(
      'error[bad-input] acme: it is not set\n  at opportune.yaml:3:5\n  help:  set it\n',
    );
  });

  test('of one of several connections says which', () => {
    const own = new UsageError('acme has no rows.');

    expect(reported(refused, plain, undefined, 'acme')).toMatch(/^error\[auth\] acme: The vendor does not/);
    expect(reported(own, plain, undefined, 'acme')).toMatch(/^error\[usage\] acme has no rows\./);
    expect(JSON.parse(reported(refused, { ...plain, json: true }, undefined, 'acme'))).toMatchObject({
      error: { code: 'auth', connection: 'acme', message: refused.message },
    });
  });

  test('in a file shows the line, a caret under the column, and the help beside it', () => {
    const place = { file: 'deal.json', line: 3, column: 5, source: '  "a" 1' };

    expect(reported(new InputError('deal.json is not JSON.', { place, hint: 'one record' }))).toBe(
      [
        'error[bad-input] deal.json is not JSON.',
        '  at deal.json:3:5',
        '     3 |   "a" 1',
        '       |     ^ help: one record',
        '',
      ].join('\n'),
    );
  });

  test('in a file that is one long line shows the part around the column', () => {
    const source = `${'x'.repeat(500)}!${'y'.repeat(500)}`;
    const place = { file: 'page.json', line: 1, column: 501, source };
    const [, , line = '', caret = ''] = reported(new InputError('Not JSON.', { place })).split('\n');

    expect(line.length).toBeLessThan(120);
    expect(line[caret.indexOf('^')]).toBe('!');
  });

  test('with --json is one object on one line', () => {
    const text = reported(refused, { ...plain, json: true });

    expect(text.trimEnd()).not.toContain('\n');
    expect(JSON.parse(text)).toEqual({
      error: {
        code: 'auth',
        message: 'The vendor does not accept these credentials.',
        hint: 'Make a new token.',
        context: { connector: 'acme', method: 'GET', path: '/deals', status: 401, attempts: 1 },
      },
    });
  });

  test('never brings a stack, except with --debug', () => {
    expect(reported(new TypeError('boom'))).not.toContain('error-block.test.ts');
    expect(reported(new TypeError('boom'), { ...plain, debug: true })).toContain('error-block.test.ts');
  });

  test('nobody foresaw is called a defect, not the user’s mistake', () => {
    expect(reported(new TypeError('boom'))).toMatch(/^error\[internal\] boom\n {2}help: {2}This is a defect/);
  });

  test('never shows a credential, not even in its stack', () => {
    const token = 'canary-7f3a';
    const error = new UsageError(`refused ${token}`, {
      hint: token,
      context: { url: `?t=${token}` },
      cause: new Error(token),
    });

    for (const json of [true, false]) {
      expect(reported(error, { json, color: true, debug: true }, token)).not.toContain(token);
    }
  });
});
