import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pipedrive } from '../../../connectors/pipedrive/index.ts';

const oauth = { clientId: 'app', clientSecret: 'quiet', refreshToken: 'r-1' };

function fieldsAtFault(credentials: unknown): readonly string[] {
  const parsed = pipedrive.credentials.safeParse(credentials);
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
}

describe('credentials', () => {
  test('name the field that is missing', () => {
    expect(fieldsAtFault({})).toEqual(['apiToken']);
    expect(fieldsAtFault(undefined)).toEqual(['']);
    expect(fieldsAtFault({ apiToken: '' })).toContain('apiToken');
    expect(fieldsAtFault({ clientId: 'app' })).toEqual(['clientSecret', 'refreshToken']);
  });

  test('name the field that does not fit', () => {
    expect(fieldsAtFault({ apiToken: 'a\r\nb' })).toEqual(['apiToken']);
    expect(fieldsAtFault({ apiToken: 't', companyDomain: 'acme.pipedrive.com' })).toEqual(['companyDomain']);
    expect(fieldsAtFault({ apiToken: 't', companyDomain: 'evil.example/' })).toEqual(['companyDomain']);
    expect(fieldsAtFault({ ...oauth, apiDomain: 'acme' })).toEqual(['apiDomain']);
    expect(fieldsAtFault({ ...oauth, expiresAt: 'soon' })).toEqual(['expiresAt']);
  });

  test('are refused when both kinds are given, since it would be unclear who acts', () => {
    expect(pipedrive.credentials.safeParse({ apiToken: 't', ...oauth }).success).toBe(false);
  });

  test('never repeat a secret in what they say', () => {
    const parsed = pipedrive.credentials.safeParse({ apiToken: 'top secret', companyDomain: '!' });

    expect(JSON.stringify(parsed.error?.issues)).not.toContain('top secret');
    expect(z.prettifyError(parsed.error ?? new z.ZodError([]))).not.toContain('top secret');
  });
});

describe('a token', () => {
  test('travels in the header, never in the URL, and alone', () => {
    expect(pipedrive.headers({ apiToken: 't-1' })).toEqual({ 'x-api-token': 't-1' });
    expect(pipedrive.headers({ ...oauth, accessToken: 'a-1' })).toEqual({ authorization: 'Bearer a-1' });
  });

  test('is not sent before there is one', () => {
    expect(pipedrive.headers(oauth)).toEqual({});
  });
});

describe('requests go', () => {
  test('to the company where it is known, else to the shared host', () => {
    expect(pipedrive.baseUrl({ apiToken: 't', companyDomain: 'Acme-2' })).toBe(
      'https://acme-2.pipedrive.com',
    );
    expect(pipedrive.baseUrl({ apiToken: 't' })).toBe('https://api.pipedrive.com');
    expect(pipedrive.baseUrl({ ...oauth, apiDomain: 'https://acme.pipedrive.com/' })).toBe(
      'https://acme.pipedrive.com',
    );
    expect(pipedrive.baseUrl(oauth)).toBe('https://api.pipedrive.com');
  });

  test('to no origin but the vendor’s', () => {
    expect(pipedrive.origins).toEqual(['https://*.pipedrive.com']);
  });
});
