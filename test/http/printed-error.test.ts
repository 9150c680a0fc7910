import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { VendorError } from '../../src/connector-kit/vendor-error.ts';

test('an error that nobody catches is printed with its hint and with each fact once', () => {
  const details = { connector: 'acme', method: 'GET', path: '/deals', status: 401, attempts: 1 };
  const error = new VendorError('auth', 'Acme answered 401 to GET /deals', details, {
    hint: 'Make a new token.',
  });
  const printed = inspect(error);

  expect(printed).toContain("hint: 'Make a new token.'");
  expect(printed).toContain("code: 'auth'");
  expect(printed.match(/status: 401/g)).toHaveLength(1);
  // Programs still find it where every error has it.
  expect(error.context).toEqual(details);
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({ context: { status: 401 } });
});
