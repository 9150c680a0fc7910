import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { openStore } from '../../src/store/open-destination.ts';
import { loadPg } from '../../src/store/postgres/load-pg.ts';
import { asStoreError } from '../../src/store/postgres/postgres-error.ts';
import { parsePostgresUrl } from '../../src/store/postgres/postgres-url.ts';

it('the schema is ours, everything else is the driver’s', () => {
  const place = parsePostgresUrl(
    'postgresql://me:pa%40ss@db.example:6432/crm?sslmode=require&schema=deals_1',
  );

  expect(place).toEqual({
    connectionString: 'postgresql://me:pa%40ss@db.example:6432/crm?sslmode=require',
    schema: 'deals_1',
    name: 'postgres://me@db.example:6432/crm?schema=deals_1',
    secrets: ['pa%40ss', 'pa@ss'],
  });
  expect(parsePostgresUrl('postgres:///crm?host=/run/pg').schema).toBeUndefined();
});

it.each(['postgres:', 'postgres:crm', 'postgres://me:s3cret@ho st/db', 'postgres://me:s3cret@host:port/db'])(
  '%s is refused, and no part of it is shown',
  async (url) => {
    const error: unknown = await openStore(url).catch((reason: unknown) => reason);

    expect(error).toMatchObject({ code: 'bad-destination' });
    expect(inspect(error, { depth: 10 })).not.toMatch(/s3cret|ho st/);
  },
);

it.each(['Deals', 'a"; DROP TABLE x; --', '', '1a', 'pg_catalog', 'information_schema', 'a'.repeat(64)])(
  'a schema "%s" is refused',
  (schema) => {
    const url = `postgres://host/db?schema=${encodeURIComponent(schema)}`;

    expect(() => parsePostgresUrl(url)).toThrow(expect.objectContaining({ code: 'bad-destination' }));
  },
);

it('a server that does not answer is named without the password', async () => {
  const error: unknown = await openStore('postgres://me:s3cret@127.0.0.1:1/db').catch(
    (reason: unknown) => reason,
  );

  expect(error).toMatchObject({ code: 'store-unreachable', name: 'StoreError' });
  expect(inspect(error, { depth: 10 })).toContain('postgres://me@127.0.0.1:1/db');
  expect(inspect(error, { depth: 10 })).not.toContain('s3cret');
});

it('a missing driver is named with the command that installs it', async () => {
  const missing = Object.assign(new Error("Cannot find package 'pg'"), { code: 'ERR_MODULE_NOT_FOUND' });

  await expect(loadPg(() => Promise.reject(missing))).rejects.toMatchObject({
    code: 'unsupported-destination',
    hint: expect.stringContaining('npm install pg'),
  });
  await expect(loadPg(() => Promise.reject(new RangeError('other')))).rejects.toThrow('other');
});

const place = parsePostgresUrl('postgres://me:s3cret@host/db');

function answer(code: string, message: string): Error {
  return Object.assign(new Error(message), { code, severity: 'ERROR', detail: 'Key (title)=(Ada) exists.' });
}

it.each([
  ['57P01', 'store-unreachable'],
  ['08006', 'store-unreachable'],
  ['25P03', 'store-unreachable'],
  ['40001', 'store-busy'],
  ['55P03', 'store-busy'],
  ['53100', 'store-full'],
  ['53300', 'store-busy'],
  ['3D000', 'destination-not-found'],
  ['28P01', 'store-failed'],
  ['XX000', 'store-failed'],
])('the answer %s of a server becomes %s', (code, ours) => {
  expect(asStoreError(place, answer(code, 'no'))).toMatchObject({ code: ours, context: { sqlstate: code } });
});

it.each(['SELF_SIGNED_CERT_IN_CHAIN', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
  'a server that cannot be trusted (%s) is named as one',
  (code) => {
    const error = asStoreError(place, Object.assign(new Error('self-signed certificate'), { code }));

    expect(error).toMatchObject({ code: 'store-unreachable', hint: expect.stringContaining('sslmode') });
  },
);

it('neither a password nor a value of a record comes through an error', () => {
  const errors = [
    answer('28P01', 'password "s3cret" is wrong'),
    answer('22P02', 'invalid input syntax for type numeric: "Ada"'),
    answer('23505', 'duplicate key value: Ada'),
    Object.assign(new Error('connect to s3cret failed'), { code: 'ECONNREFUSED' }),
  ].map((error) => asStoreError(place, error));

  expect(errors.map((error) => inspect(error, { depth: 10 })).join('\n')).not.toMatch(/s3cret|Ada/);
  const ours = new TypeError('a defect of ours');
  expect(asStoreError(place, ours)).toBe(ours);
});
