import { describe, expect, test } from 'vitest';
import type { JsonValue, VendorFailure } from '../../../src/connector-kit/index.ts';
import { readFailure } from '../../../connectors/pipedrive/failures.ts';

function read(status: number, failure: Partial<Omit<VendorFailure, 'status'>> = {}) {
  return readFailure({
    status,
    headers: {},
    body: { success: false, error: 'no' },
    request: { method: 'GET', path: '/api/v2/deals' },
    ...failure,
  });
}

function reason(name: string): string {
  return `Parameter '${name}' is not allowed for this request`;
}

describe('what a refusal says', () => {
  test('is taken from the gateway’s envelope', () => {
    const body = {
      success: false,
      error: 'unauthorized access',
      errorCode: 401,
      error_info: 'Please check developers.pipedrive.com',
    };

    expect(read(401, { body, headers: { 'x-correlation-id': 'c-7', 'cf-ray': 'f-7' } })).toEqual({
      message: 'unauthorized access',
      vendorCode: '401',
      correlationId: 'c-7',
    });
  });

  test('names each field that a validation refused, without the values', () => {
    const body = {
      success: false,
      error:
        'Validation failed: custom_fields.ab12: Expected number, received string; value: Required; oddly worded',
      code: 'ERR_SCHEMA_VALIDATION_FAILED',
    };

    expect(read(400, { body })).toEqual({
      message: 'Validation failed',
      vendorCode: 'ERR_SCHEMA_VALIDATION_FAILED',
      fields: [
        { field: 'custom_fields.ab12', message: 'Expected number, received string' },
        { field: 'value', message: 'Required; oddly worded' },
      ],
    });
    expect(read(400, { body: { success: false, error: 'Validation failed: oddly worded' } }).fields).toEqual([
      { field: undefined, message: 'oddly worded' },
    ]);
  });

  test('names a member the endpoint does not know, however it is said', () => {
    const error = `Validation failed: user_id: ${reason('user_id')}; note: ${reason('note')}`;

    expect(read(400, { body: { success: false, error } })).toMatchObject({
      fields: [
        { field: 'user_id', message: reason('user_id') },
        { field: 'note', message: reason('note') },
      ],
    });
    expect(read(400, { body: { success: false, error: reason('user_id') } })).toEqual({
      message: reason('user_id'),
      fields: [{ field: 'user_id', message: reason('user_id') }],
    });
  });

  test.each<[string, JsonValue, string]>([
    ["status: Invalid enum value. Expected 'open' | 'won', received 'Secretly won'", {}, 'Secretly won'],
    [
      "lost_reason: 'Their CFO; name: Jane' is not on the list",
      { lost_reason: 'Their CFO; name: Jane' },
      'Jane',
    ],
    [
      'custom_fields.ab12: jane@acme.example is not a phone number',
      { custom_fields: { ab12: 'jane@acme.example' } },
      'jane@acme.example',
    ],
    ['custom_fields.ab12: "Ab" is too short', { custom_fields: { ab12: ['Ab'] } }, '"Ab"'],
  ])('repeats no value that was sent: %s', (problem, body, value) => {
    const reading = readFailure({
      status: 400,
      headers: {},
      body: { success: false, error: `Validation failed: ${problem}; owner_id: Required` },
      request: { method: 'PATCH', path: '/api/v2/deals/7', body },
    });

    expect(JSON.stringify(reading)).not.toContain(value);
    expect(reading.fields?.map(({ field }) => field)).toEqual([problem.split(':')[0], 'owner_id']);
    expect(reading.fields?.[1]).toEqual({ field: 'owner_id', message: 'Required' });
  });

  test('keeps the names of fields, whatever values are called', () => {
    const body = { title: 'value', lost_reason: 'Required', user_id: 'user_id' };
    const error = `Validation failed: value: Required; user_id: ${reason('user_id')}`;

    expect(
      readFailure({
        status: 400,
        headers: {},
        body: { success: false, error },
        request: { method: 'POST', path: '/api/v2/deals', body },
      }).fields,
    ).toEqual([
      { field: 'value', message: 'Required' },
      { field: 'user_id', message: reason('user_id') },
    ]);
  });

  test('keeps a reason whole that has a semicolon of its own', () => {
    const error = 'Validation failed: title: Too long; at most 255; value: Required';

    expect(read(400, { body: { success: false, error } }).fields).toEqual([
      { field: 'title', message: 'Too long; at most 255' },
      { field: 'value', message: 'Required' },
    ]);
  });

  test('is a plan limit where the code says so', () => {
    const body = {
      success: false,
      error: 'The limit of open deals is reached.',
      error_info: 'https://example.com',
      data: null,
      additional_data: null,
      code: 'feature_capping_deals_limit',
    };

    expect(read(403, { body })).toMatchObject({
      errorClass: 'permission',
      vendorCode: 'feature_capping_deals_limit',
    });
  });

  test('may be nothing at all', () => {
    expect(read(500, { body: '' })).toEqual({});
    expect(read(502, { body: null })).toEqual({});
    expect(read(500, { body: { error: 7, code: {} } })).toEqual({});
  });

  test('falls back to the edge’s ray where there is no correlation id', () => {
    expect(read(500, { headers: { 'cf-ray': 'f-8' } }).correlationId).toBe('f-8');
  });
});

describe('403', () => {
  test.each([
    ['/api/v2/deals', 'deals:read'],
    ['/api/v2/dealFields', 'deals:read'],
    ['/api/v2/stages', 'deals:read'],
    ['/api/v2/persons', 'contacts:read'],
    ['/api/v2/organizations', 'contacts:read'],
    ['/api/v2/activities', 'activities:read'],
    ['/api/v1/users', 'users:read'],
    ['/api/v1/users/me', 'base'],
  ])('on %s names the scope %s', (path, scope) => {
    const body = { success: false, error: 'Scope and URL mismatch', errorCode: 403 };

    expect(read(403, { body, request: { method: 'GET', path } })).toMatchObject({
      errorClass: 'permission',
      missingScopes: [scope],
    });
  });

  test.each([
    ['POST', '/api/v2/deals', 'deals:full'],
    ['PATCH', '/api/v2/deals/7', 'deals:full'],
    ['DELETE', '/api/v2/deals/7', 'deals:full'],
    ['POST', '/api/v1/deals/7/participants', 'deals:full'],
    ['DELETE', '/api/v1/deals/7/participants/8', 'deals:full'],
  ] as const)('on %s %s names the scope for writing', (method, path, scope) => {
    const body = { success: false, error: 'Scope and URL mismatch', errorCode: 403 };

    expect(read(403, { body, request: { method, path } })).toMatchObject({ missingScopes: [scope] });
  });

  test('without a word about scopes is a permission the user lacks', () => {
    const reading = read(403, { body: { success: false, error: 'You do not have permissions to do this' } });

    expect(reading.errorClass).toBe('permission');
    expect(reading).not.toHaveProperty('missingScopes');
  });

  test('in HTML is a block that lasts, not a permission', () => {
    expect(read(403, { body: '\n<!DOCTYPE html><title>Attention Required!</title>' }).errorClass).toBe(
      'suspended',
    );
    expect(read(403, { body: '', headers: { 'content-type': 'text/html; charset=UTF-8' } }).errorClass).toBe(
      'suspended',
    );
  });
});

describe('429', () => {
  const body = { success: false, error: 'request over limit', errorCode: 429 };

  test('is a burst while tokens are left; the reset header counts seconds from now', () => {
    const headers = { 'x-ratelimit-reset': '3', 'x-daily-ratelimit-token-remaining': '1500' };

    expect(read(429, { body, headers })).toMatchObject({ errorClass: 'rate-limited', retryAfterMs: 3000 });
  });

  test('is a burst of one window where no header says anything', () => {
    expect(read(429, { body })).toMatchObject({ errorClass: 'rate-limited', retryAfterMs: 2000 });
  });

  test('is the end of the day’s budget where no token is left', () => {
    const reading = read(429, { body, headers: { 'x-daily-ratelimit-token-remaining': '0' } });

    expect(reading.errorClass).toBe('quota-exhausted');
    expect(reading).not.toHaveProperty('retryAfterMs');
  });
});

describe('other refusals', () => {
  test('402, the company’s subscription has ended, needs the account’s owner', () => {
    expect(read(402).errorClass).toBe('permission');
  });

  test('410 means gone: the deal, or an endpoint that the vendor took away', () => {
    expect(read(410, { request: { method: 'GET', path: '/api/v2/deals/7' } }).errorClass).toBe('not-found');
    expect(read(410).errorClass).toBe('unexpected-response');
  });

  test('of a later page mean that its cursor no longer serves', () => {
    const request = { method: 'GET', path: '/api/v2/deals', query: { limit: 500, cursor: 'c' } } as const;

    expect(read(400, { request }).errorClass).toBe('cursor-expired');
    expect(read(410, { request }).errorClass).toBe('cursor-expired');
    expect(
      read(400, { request: { ...request, query: { limit: 500, cursor: undefined } } }).errorClass,
    ).toBeUndefined();
  });

  test('501 does not go away by itself', () => {
    expect(read(501).errorClass).toBe('unexpected-response');
  });

  test.each([401, 404, 405, 409, 415, 422, 500, 502, 503, 504, 520])(
    '%i means what it usually means',
    (status) => {
      expect(read(status)).not.toHaveProperty('errorClass');
    },
  );
});
