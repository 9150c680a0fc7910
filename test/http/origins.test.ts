import { lookup } from 'node:dns';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { isLoopbackHost, isPrivateAddress, publicLookup } from '../../src/http/addresses.ts';
import { SessionOptionsError } from '../../src/http/index.ts';
import { acmeOrigin, acmeSession, acmeToken, rejection } from './acme.ts';
import { rawAnswer, rawServer } from './raw-server.ts';
import { keepToThisMachine, trustTheLookup } from '../support/network-guard.ts';
import { interceptRequests, nock } from '../support/intercept-requests.ts';

interceptRequests();

vi.mock('node:dns', () => ({ lookup: vi.fn<typeof lookup>() }));

const read = { method: 'GET', path: '/deals' } as const;

afterEach(() => {
  vi.unstubAllEnvs();
  nock.cleanAll();
});

function opens(options: Parameters<typeof acmeSession>[0]): boolean {
  try {
    acmeSession(options);
    return true;
  } catch (error) {
    if (error instanceof SessionOptionsError) return false;
    throw error;
  }
}

describe('a base URL', () => {
  test.each([
    'https://api.acme.example/v2',
    'https://eu.acme.example',
    'https://a.b.acme.example/',
    'http://localhost:8080',
    'http://127.0.0.1:8080/v1',
    'http://127.9.9.9',
    'http://[::1]:8080',
  ])('%s is allowed', (baseUrl) => {
    expect(() => acmeSession({ baseUrl })).not.toThrow();
  });

  test.each([
    'https://evil.example',
    'https://acme.example',
    'https://api.acme.example:8443',
    'https://api.acme.example.evil.example',
    'https://evilacme.example',
    'https://acme.example.',
    'http://api.acme.example',
    'https://10.0.0.1',
    'https://169.254.169.254',
    'https://0x7f.1.evil.example',
    'https://localhost.evil.example',
    'http://169.254.169.254/latest',
    'ftp://localhost',
    'https://user:secret@api.acme.example',
    'https://api.acme.example/?a=1',
    'https://api.acme.example/#x',
    'data:text/plain,x',
    'api.acme.example',
    '',
  ])('%s is refused', (baseUrl) => {
    expect(() => acmeSession({ baseUrl })).toThrow(SessionOptionsError);
  });

  test('of another origin has to be allowed, and then has to be https', () => {
    const refused = [
      'https://gateway.example/acme',
      'https://10.0.0.7',
      'http://gateway.example/acme',
    ].filter((baseUrl) => !opens({ baseUrl, allowCustomOrigin: true }));

    expect(refused).toEqual(['http://gateway.example/acme']);
  });

  test('that the credentials bring is held to the same rules', () => {
    const refused = ['https://eu.acme.example', 'https://evil.example'].filter(
      (domain) => !opens({ credentials: { token: acmeToken, domain } }),
    );

    expect(refused).toEqual(['https://evil.example']);
  });
});

test('credentials that do not fit are refused by name and not by value', () => {
  const options = { credentials: { token: '', region: 4711 } };

  expect(() => acmeSession(options)).toThrow(SessionOptionsError);
  expect(() => acmeSession(options)).toThrow(
    /The credentials do not fit Acme: token .*; region has to be text\./,
  );
  expect(() => acmeSession(options)).not.toThrow(/4711/);
});

describe('an address', () => {
  test.each([
    '10.1.2.3',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '0.0.0.0',
    '[::1]',
    '::',
    'fd00:ec2::254',
    'fe80::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
  ])('%s is private', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  test.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111', 'api.acme.example'])(
    '%s is not private',
    (address) => {
      expect(isPrivateAddress(address)).toBe(false);
    },
  );

  test('of this machine is known by name and number', () => {
    expect(['LOCALHOST', '127.0.0.1', '127.1.1.1', '[::1]'].filter((host) => !isLoopbackHost(host))).toEqual(
      [],
    );
    expect(['128.0.0.1', 'localhost.evil.example', '0.0.0.0'].filter(isLoopbackHost)).toEqual([]);
  });
});

/** Lets every name resolve to the addresses, and looks one up as the agent would. */
function lookUp(addresses: readonly string[], all: boolean, name = 'api.acme.example'): Promise<unknown> {
  const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  vi.mocked(lookup).mockImplementation((...args: readonly unknown[]) => {
    const callback = args.at(-1);
    if (typeof callback === 'function') callback(null, found);
  });
  return new Promise((resolve) => {
    publicLookup(name, { all }, (error, address) => resolve(error ?? address));
  });
}

describe('a name that resolves', () => {
  test('to public addresses is used', async () => {
    expect(await lookUp(['8.8.8.8'], false)).toBe('8.8.8.8');
    expect(await lookUp(['8.8.8.8', '2606:4700::1111'], true)).toHaveLength(2);
  });

  test('to any private address is refused', async () => {
    for (const all of [true, false]) {
      const refused = expect.objectContaining({ code: 'EPRIVATEADDRESS' });
      expect(await lookUp(['8.8.8.8', '10.0.0.1'], all)).toEqual(refused);
      expect(await lookUp(['169.254.169.254'], all)).toEqual(refused);
    }
  });

  test('to this machine is used where the name says so', async () => {
    expect(await lookUp(['127.0.0.1'], false, 'localhost')).toBe('127.0.0.1');
  });

  test('to a private address gets no request', async () => {
    await lookUp(['10.0.0.1'], true);
    nock.restore();
    trustTheLookup();
    try {
      const session = acmeSession({ retry: { attempts: 1 } });
      const error = await rejection(session.request(read, z.unknown()));

      expect(error).toMatchObject({ code: 'network', cause: { code: 'EPRIVATEADDRESS' } });
    } finally {
      keepToThisMachine();
      nock.activate();
    }
  });
});

describe('credentials stay with their origin', () => {
  test('when the vendor redirects, to wherever that is', async () => {
    const elsewhere = await rawServer((socket) => socket.write(rawAnswer(200, '{}')));
    const targets = [`${elsewhere.baseUrl}/steal?token=1`, `${acmeOrigin}/v2`, '/login'];
    const vendor = await rawServer((socket, count) =>
      socket.write(rawAnswer(302, '', { location: targets[count - 1] ?? '' })),
    );
    const session = acmeSession({ baseUrl: vendor.baseUrl });
    const errors = await Promise.all(targets.map(() => rejection(session.request(read, z.unknown()))));
    await Promise.all([vendor.close(), elsewhere.close()]);

    expect(elsewhere.received).toEqual([]);
    expect(vendor.received).toHaveLength(3);
    const messages = errors.map((error) => (error instanceof Error ? error.message : ''));
    expect(messages.toSorted()).toEqual(
      [elsewhere.baseUrl, acmeOrigin, 'the same origin']
        .map(
          (place) =>
            `Acme answered 302 to GET /deals with a redirect to ${place}; redirects are not followed`,
        )
        .toSorted(),
    );
    expect(errors).toEqual(Array(3).fill(expect.objectContaining({ code: 'unexpected-response' })));
  });

  test('whatever proxy the environment names', async () => {
    const proxy = await rawServer((socket) => socket.write(rawAnswer(200, '{"via": "proxy"}')));
    const vendor = await rawServer((socket) => socket.write(rawAnswer(200, '{"via": "nobody"}')));
    for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'])
      vi.stubEnv(name, proxy.baseUrl);
    for (const name of ['NO_PROXY', 'no_proxy']) vi.stubEnv(name, '');
    const data = await acmeSession({ baseUrl: vendor.baseUrl }).request(read, z.unknown());
    await Promise.all([vendor.close(), proxy.close()]);

    expect(data).toEqual({ via: 'nobody' });
  });
});
