import { expect, test } from 'vitest';
import { pipedrive } from '../../../connectors/pipedrive/index.ts';
import { openPipedrive } from './pipedrive-session.ts';
import { answer, fixture } from './vendor.ts';
import { interceptRequests } from '../../support/intercept-requests.ts';

interceptRequests();

test('company, currency and time zone come from the user that the token belongs to', async () => {
  answer('/api/v1/users/me', {}, fixture('users-me'));

  expect(await pipedrive.account(openPipedrive())).toEqual({
    id: '40411',
    name: 'Nordic Cold Chain Oy',
    currency: 'EUR',
    timezone: 'Europe/Helsinki',
  });
});

test('a connection is called by the company’s name, or its domain', async () => {
  answer('/api/v1/users/me', {}, fixture('users-me'));
  expect(await pipedrive.checkConnection(openPipedrive())).toBe('Nordic Cold Chain Oy');

  answer(
    '/api/v1/users/me',
    {},
    { success: true, data: { company_name: '', company_domain: 'nordic-cold' } },
  );
  expect(await pipedrive.checkConnection(openPipedrive())).toBe('nordic-cold');
});

test('what the vendor does not say stays unknown', async () => {
  answer('/api/v1/users/me', {}, { success: true, data: { company_domain: 'nordic-cold' } });

  expect(await pipedrive.account(openPipedrive())).toEqual({
    name: 'nordic-cold',
    currency: null,
    timezone: null,
  });
});

test('a bad token is a matter of authorisation', async () => {
  const body = {
    success: false,
    error: 'unauthorized access',
    errorCode: 401,
    error_info: 'Please check the docs',
  };
  answer('/api/v1/users/me', {}, body, { status: 401 });

  await expect(pipedrive.checkConnection(openPipedrive())).rejects.toMatchObject({ code: 'auth' });
});
