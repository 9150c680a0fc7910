import { describe, expect, test } from 'vitest';
import { hubspot } from '../../../connectors/hubspot/index.ts';
import type { FailureReading, JsonObject, VendorRequest } from '../../../src/connector-kit/index.ts';
import { anything, api, deals, open } from './hubspot-api.ts';
import { interceptRequests } from '../../support/intercept-requests.ts';

interceptRequests();

function read(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
  request: VendorRequest = { method: 'GET', path: deals },
): FailureReading {
  return hubspot.readFailure?.({ status, headers, body, request }) ?? {};
}

describe('what a refusal means', () => {
  test.each([
    [
      'a burst',
      'TEN_SECONDLY_ROLLING',
      'You have reached your ten_secondly_rolling limit.',
      'rate-limited',
      10_000,
    ],
    ['a search too many', 'SECONDLY', 'You have reached your secondly limit.', 'rate-limited', 1000],
    ['the daily quota', 'DAILY', 'You have reached your daily limit.', 'quota-exhausted', undefined],
    [
      'a burst without a policy',
      undefined,
      'You have reached your ten_secondly_rolling limit.',
      'rate-limited',
      10_000,
    ],
    ['a search without a policy', undefined, 'You have reached your secondly limit.', 'rate-limited', 1000],
    [
      'the day without a policy',
      undefined,
      'You have reached your daily limit.',
      'quota-exhausted',
      undefined,
    ],
    ['a 429 without words', undefined, undefined, 'rate-limited', 10_000],
  ])('429, %s', (_name, policyName, message, errorClass, retryAfterMs) => {
    const reading = read(429, { status: 'error', message, errorType: 'RATE_LIMIT', policyName });

    expect(reading.errorClass).toBe(errorClass);
    expect(reading.retryAfterMs).toBe(retryAfterMs);
  });

  test.each([
    [
      'This app hasn’t been granted all required scopes.',
      'This app hasn’t been granted all required scopes.',
    ],
    ["This app hasn't the scope 'x y'", "This app hasn't the scope"],
    ['There is no “secret thing” here', 'There is no'],
    ["'secret' is bad", undefined],
  ])('of the words %j those before the first quotation are kept', (message, kept) => {
    expect(read(403, { message }).message).toBe(kept);
  });

  test('429 waits as long as the window lasts, and leaves Retry-After alone', () => {
    const body = { policyName: 'TEN_SECONDLY_ROLLING' };

    expect(read(429, body, { 'x-hubspot-ratelimit-interval-milliseconds': '5000' }).retryAfterMs).toBe(5000);
    expect(read(429, body, { 'retry-after': '3' }).retryAfterMs).toBeUndefined();
  });

  test.each([
    [423, 'locked'],
    [477, 'suspended'],
    [530, 'auth'],
    [500, undefined],
    [404, undefined],
    [409, undefined],
  ])('%s is %s', (status, errorClass) => {
    expect(read(status, {}).errorClass).toBe(errorClass);
  });

  test('a lock is waited out for two seconds', () => {
    expect(read(423, '').retryAfterMs).toBe(2000);
  });

  test.each(['<html>Bad gateway</html>', '', null, [], 42])(
    'a body that is no envelope (%j) is read without a word',
    (body) => {
      expect(read(502, body)).toEqual({});
    },
  );

  test('a cursor that HubSpot cannot read is expired; another 400 is not', () => {
    const body = {
      message: 'Cannot deserialize value of type `long` from String "x"',
      category: 'VALIDATION_ERROR',
    };

    expect(read(400, body, {}, { method: 'GET', path: deals, query: { after: 'x' } }).errorClass).toBe(
      'cursor-expired',
    );
    expect(read(400, body).errorClass).toBeUndefined();
  });

  test('a refused refresh token is a matter of credentials', () => {
    const body = {
      error: 'invalid_grant',
      error_description: 'refresh token is invalid',
      status: 'BAD_REFRESH_TOKEN',
    };

    expect(read(400, body)).toMatchObject({ errorClass: 'auth', vendorCode: 'invalid_grant' });
  });

  test('missing scopes are named, from new answers and old ones', () => {
    const scopes = { requiredGranularScopes: ['crm.objects.owners.read'] };

    expect(read(403, { category: 'MISSING_SCOPES', errors: [{ context: scopes }] })).toMatchObject({
      vendorCode: 'MISSING_SCOPES',
      missingScopes: ['crm.objects.owners.read'],
    });
    expect(read(403, { category: 'MISSING_SCOPES', context: scopes }).missingScopes).toEqual([
      'crm.objects.owners.read',
    ]);
  });

  test('fields are named by their code, and no value is repeated', () => {
    const secret = 'jane.doe@example.test';
    const packed = JSON.stringify([
      { isValid: false, message: `${secret} is bad`, error: 'INVALID_OPTION', name: 'tier' },
    ]);
    const older = read(400, {
      message: `Property values were not valid: ${packed}`,
      category: 'VALIDATION_ERROR',
    });
    const newer = read(400, {
      message: 'Property values were not valid: []',
      errors: [
        {
          message: `"${secret}" is not a number`,
          code: 'INVALID_INTEGER',
          context: { propertyName: ['seats'] },
        },
      ],
    });

    expect(older.fields).toEqual([{ field: 'tier', message: 'INVALID_OPTION', code: 'INVALID_OPTION' }]);
    expect(newer.fields).toEqual([{ field: 'seats', message: 'INVALID_INTEGER', code: 'INVALID_INTEGER' }]);
    expect(older.message).toBe('Property values were not valid');
    expect(JSON.stringify([older, newer])).not.toContain(secret);
  });

  test('a sentence that points to a page is left out whole, not cut within the address', () => {
    const said =
      'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview';

    expect(read(401, { message: said }).message).toBe('Authentication credentials not found.');
  });

  test('an object the account does not have is a matter of permission', () => {
    expect(read(400, { message: 'Unable to infer object type from: leads' }).errorClass).toBe('permission');
  });

  test('the correlation id comes from the body, else from the header', () => {
    expect(read(400, { correlationId: 'a' }, { 'x-hubspot-correlation-id': 'b' }).correlationId).toBe('a');
    expect(read(400, '', { 'x-hubspot-correlation-id': 'b' }).correlationId).toBe('b');
  });
});

describe('through the whole request path', () => {
  test.each([
    [401, { category: 'INVALID_AUTHENTICATION' }, 'auth'],
    [403, { category: 'MISSING_SCOPES' }, 'permission'],
    [404, { message: 'resource not found' }, 'not-found'],
    [409, { category: 'CONFLICT' }, 'conflict'],
    [429, { policyName: 'DAILY' }, 'quota-exhausted'],
    [477, '', 'suspended'],
    [530, '<html></html>', 'auth'],
  ])('%s with %j is %s', async (status, body, code) => {
    api().persist().get(deals).reply(status, body);

    await expect(open().request({ method: 'GET', path: deals }, anything)).rejects.toMatchObject({ code });
  });

  test('a 207 is a success', async () => {
    api().get(deals).reply(207, { results: [] });

    expect(await open().request({ method: 'GET', path: deals }, anything)).toEqual({ results: [] });
  });
});

test.each([
  ['7x', '7x was not a valid number.', '[value] was not a valid number.'],
  [
    'emea;moon',
    'moon was not one of the allowed options: [emea, apac]',
    '[value] was not one of the allowed options: [[value], apac]',
  ],
  ['a/b', '"a/b" is too long', '"[value]" is too long'],
  [
    'a',
    'stage-9 was not one of the allowed options: [a1]',
    '[value] was not one of the allowed options: [a1]',
  ],
  ['E-7', 'Property "tier" does not exist', 'Property "tier" does not exist'],
])('what HubSpot says of a property is passed on without the value %s', (value, said, told) => {
  const errors = [{ message: said, code: 'INVALID', context: { propertyName: ['tier'] } }];
  const request = { method: 'PATCH', path: '/', body: { properties: { tier: value } } } as const;

  expect(hubspot.readFailure?.({ status: 400, headers: {}, body: { errors }, request })?.fields).toEqual([
    { field: 'tier', message: told, code: 'INVALID' },
  ]);
});

function packedOf(names: readonly string[]): string {
  const packed = names.map((name) => ({ isValid: false, message: 'wrong', error: 'INVALID_OPTION', name }));
  return `Property values were not valid: ${JSON.stringify(packed)}`;
}

function listed(propertyName: readonly string[]): JsonObject {
  return { message: 'wrong', code: 'INVALID_OPTION', context: { propertyName: [...propertyName] } };
}

describe('a refusal of several fields', () => {
  test('names each, where one entry stands for them all', () => {
    expect(read(400, { message: 'x', errors: [listed(['tier', 'region'])] }).fields).toMatchObject([
      { field: 'tier', code: 'INVALID_OPTION' },
      { field: 'region', code: 'INVALID_OPTION' },
    ]);
  });

  test('names those too that only its words name', () => {
    const body = { message: packedOf(['tier', 'region']), errors: [listed(['tier'])] };

    expect(read(400, body).fields?.map(({ field }) => field)).toEqual(['tier', 'region']);
  });
});
