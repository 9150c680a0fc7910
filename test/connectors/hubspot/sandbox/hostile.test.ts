import { setImmediate as letServerWork } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ids, objectIn, openAccount, properties, type Reply, type SandboxClient } from '../sandbox-client.ts';

const deals = '/crm/v3/objects/deals';

/** Sends a body as it stands, under any content type. */
async function sendText(
  { sandbox }: SandboxClient,
  method: string,
  path: string,
  body: string,
  contentType = 'application/json',
): Promise<Response> {
  const authorization = `Bearer ${String(sandbox.credentials['accessToken'])}`;
  const headers = { authorization, 'content-type': contentType };
  return fetch(`${sandbox.baseUrl}${path}`, { method, headers, body });
}

function firstFilter(filter: object): object {
  return { filterGroups: [{ filters: [filter] }] };
}

describe('bodies that are not what they should be', () => {
  test.each([
    ['malformed', '{"properties":'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a text', '"x"'],
    ['very deep', `{"properties":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['with the prototype as a property', '{"properties":{"__proto__":{"polluted":true}}}'],
    ['with the prototype as a key', '{"__proto__":{"properties":{"dealname":"x"}}}'],
  ])('make no deal: %s', async (_, body) => {
    const account = await openAccount();

    const reply = await sendText(account, 'POST', deals, body);

    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ status: 'error', correlationId: expect.any(String) });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test.each([
    ['no JSON type', '{"limit":1}', 'text/plain', 415],
    ['a list', '[]', 'application/json', 400],
    ['null', 'null', 'application/json', 400],
    ['nothing', '', 'application/json', 400],
  ])('are no search for everything: %s', async (_, body, contentType, status) => {
    const account = await openAccount();

    expect((await sendText(account, 'POST', `${deals}/search`, body, contentType)).status).toBe(status);
  });

  test.each([
    { query: {} },
    { query: [[[]]] },
    { after: {} },
    { after: -1 },
    { limit: 1.5 },
    { sorts: [{}] },
    { sorts: [{ propertyName: 'amount', direction: 'SIDEWAYS' }] },
    { properties: [{}] },
    firstFilter({ propertyName: 'amount', operator: 'GT', value: {} }),
    firstFilter({ propertyName: '__proto__', operator: 'EQ', value: '1' }),
    firstFilter({ propertyName: 'dealname', operator: 'constructor', value: '1' }),
    firstFilter({ propertyName: 'closedate', operator: 'GT', value: 'about 2026' }),
    firstFilter({ propertyName: 'closedate', operator: 'GT', value: '9'.repeat(20) }),
  ])('are refused by the search: %j', async (body) => {
    const account = await openAccount();

    expect((await account.send('POST', `${deals}/search`, body)).status).toBe(400);
  });

  test('too long for the server end their connection, and the next request is answered', async () => {
    const account = await openAccount();

    const reply = await sendText(account, 'POST', deals, 'x'.repeat(17 * 1024 * 1024)).catch(() => undefined);

    expect(reply?.status ?? 413).toBe(413);
    expect(reply?.headers.get('connection') ?? 'close').toBe('close');
    expect((await account.get(deals)).status).toBe(200);
  });
});

describe('values no property can hold', () => {
  test.each([
    ['amount', '1e999999999', 'INVALID_NUMERIC'],
    ['amount', '1e-999999999', 'INVALID_NUMERIC'],
    ['amount', '9'.repeat(10_000), 'INVALID_NUMERIC'],
    ['amount', '0x10', 'INVALID_NUMERIC'],
    ['closedate', '99999999999999999', 'INVALID_DATE'],
    ['closedate', 'about 1', 'INVALID_DATE'],
    ['closedate', '2026-13-45', 'INVALID_DATE'],
    ['größe', '1', 'PROPERTY_DOESNT_EXIST'],
    ['hubspot_owner_id', '__proto__', 'INVALID_OWNER_ID'],
    ['deal_currency_code', 'constructor', 'INVALID_OPTION'],
  ])('are refused: %s', async (name, value, code) => {
    const account = await openAccount();

    expect(await account.send('POST', deals, { properties: { [name]: value } })).toMatchObject({
      status: 400,
      body: { category: 'VALIDATION_ERROR', errors: [{ code, context: { propertyName: [name] } }] },
    });
  });

  test('put in from behind the API do not keep the deal from being read', async () => {
    const { sandbox, ...account } = await openAccount();
    const id = await sandbox.control.create({
      amount: '1e999999999',
      deal_currency_code: 'constructor',
      closedate: 'never',
      dealstage: 'closedwon',
    });

    const read = await account.get(`${deals}/${id}?properties=amount,hs_projected_amount,hs_exchange_rate`);

    expect(properties(read)).toMatchObject({ amount: '1e999999999', hs_exchange_rate: '1' });
  });

  test('that are unique are refused twice in one batch', async () => {
    const account = await openAccount({ deals: 0 });
    const input = { properties: { dealname: 'twin', erp_reference: 'X-1' } };

    const reply = await account.send('POST', `${deals}/batch/create`, { inputs: [input, input] });

    expect(reply).toMatchObject({ status: 409, body: { category: 'CONFLICT' } });
    expect(ids(await account.get(deals))).toEqual([]);
  });
});

describe('paths that lead nowhere', () => {
  test.each([
    '/',
    '/crm/v5/objects/deals',
    '/crm/v3/objects/deals/..%2f..%2fetc%2fpasswd',
    '/crm/v3/objects/deals/%2e%2e/%2e%2e/etc/passwd',
    '/crm/v3/objects/deals/%zz',
    '/crm/v3/objects/deals/__proto__',
    '/crm/v3/objects/deals/0x1',
    '/crm/v4/objects/deals/abc/associations/contacts',
    '/crm/v3/owners/abc',
    '/crm/v3/properties/deals/constructor',
  ])('are told in the envelope of all problems: %s', async (path) => {
    const account = await openAccount();

    expect(await account.get(path)).toMatchObject({
      status: 404,
      body: { status: 'error', message: 'resource not found', correlationId: expect.any(String) },
    });
  });

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('with a method they lack: %s', async (method) => {
    const account = await openAccount();

    const refused = await account.send(method, deals);

    expect(refused).toMatchObject({ status: 405, body: { status: 'error' } });
    expect(refused.headers.get('allow')).toBe('GET, POST');
  });

  test('carry the correlation id of the body in a header', async () => {
    const account = await openAccount();

    const reply = await account.get('/crm/v5');

    expect(reply.headers.get('x-hubspot-correlation-id')).toBe(reply.body['correlationId']);
  });
});

describe('much at once', () => {
  test('a search of the whole account lets a request that comes later go first', async () => {
    const account = await openAccount({ deals: 25_000 });
    const finished: string[] = [];
    const note = (name: string) => (): void => void finished.push(name);
    const filters = firstFilter({ propertyName: 'risk_score', operator: 'GT', value: '1' });
    // Short enough to be sent without compression, which would let the other answer overtake it.
    const body = { ...filters, limit: 1 };

    const searched = account.send('POST', `${deals}/search`, body).then(note('search'));
    while (account.sandbox.control.stats().requests === 0) await letServerWork();
    await account.get(`${deals}?limit=1`).then(note('list'));
    await searched;

    expect(finished).toEqual(['list', 'search']);
  });

  test('writers of one deal all get their turn', async () => {
    const account = await openAccount();
    const [id = ''] = await account.sandbox.control.ids();
    const amounts = Array.from({ length: 60 }, (_, index) => String(index));

    const replies = await Promise.all(
      amounts.map((amount) => account.send('PATCH', `${deals}/${id}`, { properties: { amount } })),
    );

    const history = await account.get(`${deals}/${id}?propertiesWithHistory=amount`);
    const entries = objectIn(history.body, 'propertiesWithHistory')['amount'];
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(entries).toHaveProperty(
      'length',
      expect.toSatisfy((count: number) => count >= amounts.length),
    );
  });

  test('an account without any deal answers every kind of read', async () => {
    const account = await openAccount({ deals: 0 });
    const replies: readonly Reply[] = await Promise.all([
      account.get(deals),
      account.get(`${deals}?archived=true`),
      account.send('POST', `${deals}/search`, { sorts: ['-amount'] }),
      account.get('/crm/v3/objects/leads'),
      account.send('POST', '/crm/v3/objects/leads/search', {}),
    ]);

    expect(replies.map((reply) => [reply.status, ids(reply)])).toEqual(replies.map(() => [200, []]));
  });
});

describe('misuse of the control endpoints', () => {
  test.each([
    ['merge', { into: 'first', from: 'first' }],
    ['merge', { into: 'x', from: 'y' }],
    ['create', { changes: { associations: { contacts: ['abc'] } } }],
    ['create', { changes: { dealname: {} } }],
    ['create', { changes: { no_such: 1 } }],
    ['edit', { id: 5, changes: {} }],
    ['delete', { id: 'x' }],
    ['clock', { advanceMs: -1 }],
    ['fault', { spec: 'index-lag=abc' }],
  ])('is refused and breaks nothing: %s %j', async (operation, body) => {
    const account = await openAccount();
    const [first] = await account.sandbox.control.ids();
    const text = JSON.stringify(body).replaceAll('"first"', JSON.stringify(first));

    const reply = await sendText(account, 'POST', `/_sandbox/${operation}`, text);

    expect(reply.status).toBe(400);
    expect((await account.get(`${deals}/${first}`)).status).toBe(200);
  });
});
