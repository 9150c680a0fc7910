import { describe, expect, test } from 'vitest';
import { pipedrive } from '../../../connectors/pipedrive/index.ts';
import type { VendorRequest } from '../../../src/connector-kit/index.ts';

const oauth = { clientId: 'app', clientSecret: 'quiet', refreshToken: 'r-1' };

function budget(name: string, credentials: unknown = { apiToken: 't' }) {
  const found = pipedrive.rateBudgets(credentials).find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no budget ${name}`);
  return found;
}

describe('the burst', () => {
  test('starts at what the smallest plan allows in 2 seconds, more for OAuth', () => {
    expect(budget('burst')).toMatchObject({ amount: 20, perMs: 2000 });
    expect(budget('burst', oauth)).toMatchObject({ amount: 80, perMs: 2000 });
  });

  test('follows what the vendor says', () => {
    const read = budget('burst').readRemaining;

    expect(read?.({ 'x-ratelimit-limit': '40', 'x-ratelimit-remaining': '39' })).toEqual({
      limit: 40,
      remaining: 39,
    });
    expect(read?.({ 'x-ratelimit-limit': '40' })).toEqual({ limit: 40 });
    expect(read?.({})).toBeUndefined();
    expect(read?.({ 'x-ratelimit-limit': 'many' })).toBeUndefined();
  });
});

describe('searches', () => {
  test.each([
    ['/api/v2/deals/search', true],
    ['/api/v2/itemSearch', true],
    ['/api/v2/deals', false],
    ['/api/v2/deals/7', false],
  ])('%s draws on their own budget: %s', (path, expected) => {
    expect(budget('search').appliesTo?.({ method: 'GET', path })).toBe(expected);
    expect(budget('search')).toMatchObject({ amount: 10, perMs: 2000 });
  });

  test('have headers of their own, which say nothing of the burst of other requests', () => {
    const search = { method: 'GET', path: '/api/v2/deals/search' } as const;
    const headers = { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '9' };

    expect(budget('search').readRemaining?.(headers)).toEqual({ limit: 10, remaining: 9 });
    expect(budget('burst').appliesTo?.(search)).toBe(false);
    expect(budget('burst').appliesTo?.({ ...search, path: '/api/v2/deals' })).toBe(true);
    expect(budget('daily tokens').appliesTo?.(search) ?? true).toBe(true);
  });
});

describe('the daily tokens', () => {
  test('are those of one seat on the smallest plan until the vendor says more', () => {
    expect(budget('daily tokens')).toMatchObject({ amount: 30_000, perMs: 86_400_000 });
    expect(
      budget('daily tokens').readRemaining?.({
        'x-daily-ratelimit-token-limit': '150000',
        'x-daily-ratelimit-token-remaining': '148051',
      }),
    ).toEqual({ limit: 150_000, remaining: 148_051 });
    expect(budget('daily tokens').readRemaining?.({ 'x-ratelimit-limit': '80' })).toBeUndefined();
  });

  test.each<[VendorRequest['method'], string, number]>([
    ['GET', '/api/v2/deals', 10],
    ['GET', '/api/v2/deals/archived', 20],
    ['GET', '/api/v2/deals/4101', 1],
    ['GET', '/api/v2/deals/search', 20],
    ['GET', '/api/v2/persons', 10],
    ['GET', '/api/v2/organizations', 10],
    ['GET', '/api/v2/activities', 10],
    ['GET', '/api/v2/stages', 5],
    ['GET', '/api/v2/stages/31', 1],
    ['GET', '/api/v2/pipelines', 5],
    ['GET', '/api/v2/dealFields', 10],
    ['GET', '/api/v2/deals/7/products', 10],
    ['GET', '/api/v1/users', 20],
    ['GET', '/api/v1/users/me', 2],
    ['GET', '/api/v1/deals/7/changelog', 20],
    ['GET', '/api/v1/deals/7/flow', 40],
    ['GET', '/api/v1/deals/summary', 40],
    ['GET', '/api/v1/deals/summary/archived', 80],
    ['GET', '/api/v1/currencies', 20],
    ['GET', '/api/v1/leadSources', 2],
    ['GET', '/api/v1/leads/6f0a9d20-14c2-11f1-9b7e-3d5a7c1e9f00', 2],
    ['POST', '/api/v2/deals', 5],
    ['PATCH', '/api/v2/deals/7', 5],
    ['DELETE', '/api/v2/deals/7', 3],
    ['POST', '/v1/deals/7/participants', 10],
    ['DELETE', '/api/v1/deals/7/participants/3', 6],
  ])('%s %s costs %i', (method, path, tokens) => {
    expect(budget('daily tokens').cost?.({ method, path })).toBe(tokens);
  });
});
