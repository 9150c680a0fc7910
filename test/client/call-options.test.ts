import { describe, expect, test } from 'vitest';
import { crmOver, type CallOptions, type Crm } from '../../src/client/index.ts';
import { connectionOver } from '../support/fake-connection.ts';

const calls: Readonly<Record<string, (crm: Crm, options: CallOptions) => Promise<unknown>>> = {
  'opportunities.get': (crm, options) => crm.opportunities.get('1', options),
  'opportunities.explain': (crm, options) => crm.opportunities.explain('1', options),
  'opportunities.explain of one field': (crm, options) => crm.opportunities.explain('1', 'title', options),
  request: (crm, options) => crm.request({ method: 'GET', path: '/deals' }, options),
  checkConnection: (crm, options) => crm.checkConnection(options),
  account: (crm, options) => crm.account(options),
};

/** A vendor that never answers; `asked` resolves with the first request. */
function silentCrm(): { crm: Crm; asked: Promise<void>; requests: () => number } {
  let requests = 0;
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const connection = connectionOver(() => {
    requests += 1;
    resolve();
    return new Promise(() => undefined);
  });
  return { crm: crmOver(connection), asked, requests: () => requests };
}

describe.each(Object.entries(calls))('%s', (_name, call) => {
  test('asks nothing when its signal has aborted before', async () => {
    const { crm, requests } = silentCrm();

    await expect(call(crm, { signal: AbortSignal.abort(new RangeError('enough')) })).rejects.toThrow(
      'enough',
    );
    expect(requests()).toBe(0);
  });

  test('ends with the reason of its signal in the middle of a wait', async () => {
    const { crm, asked } = silentCrm();
    const control = new AbortController();
    const calling = call(crm, { signal: control.signal });
    await asked;
    control.abort(new RangeError('enough'));

    await expect(calling).rejects.toThrow('enough');
  });

  test('refuses an option that it does not know, before it asks anything', async () => {
    const { crm, requests } = silentCrm();
    const misspelt: object = { singal: AbortSignal.abort() };

    await expect(call(crm, misspelt)).rejects.toMatchObject({
      code: 'bad-option',
      message: expect.stringContaining('"singal"'),
    });
    expect(requests()).toBe(0);
  });
});

test('request refuses a part that no request has', async () => {
  const { crm, requests } = silentCrm();
  const misspelt: object = { quary: { limit: 1 } };

  await expect(crm.request({ method: 'GET', path: '/deals', ...misspelt })).rejects.toMatchObject({
    code: 'bad-option',
    message: expect.stringContaining('"quary"'),
  });
  expect(requests()).toBe(0);
});
