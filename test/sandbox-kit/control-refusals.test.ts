import { describe, expect, test } from 'vitest';
import type { RunningSandbox } from '../../src/sandbox-kit/index.ts';
import { emulatedNames, startEmulated } from '../support/emulated-vendor.ts';

interface Refusal {
  readonly status: number;
  readonly body: unknown;
}

const tables = {
  copper: ['pipelines', 'stages', 'customerSources', 'lossReasons', 'options'],
  hubspot: ['companies', 'options'],
  pipedrive: ['stages', 'pipelines', 'organizations', 'options'],
} as const;

describe.each(emulatedNames)('the control address of %s refuses', (id) => {
  test.each(tables[id])(
    'a new name in %s for an id that nothing has, and tells which there are',
    async (table) => {
      await using vendor = await disposable(id);

      const { status, body } = await post(vendor, '/rename', { table, id: '1', name: 'Anew' });

      expect(status).toBe(400);
      expect(body).toMatchObject({
        code: 'sandbox/unknown-id',
        message: `Nothing in ${table} has the id 1.`,
        hint: expect.stringMatching(/^There are \S+, /),
      });
      const [, known = ''] = /^There are ([^,]+), /.exec(hintOf(body)) ?? [];
      expect((await post(vendor, '/rename', { table, id: known, name: 'Anew' })).status).toBe(200);
    },
  );

  test.each(['/edit', '/delete'])('%s of a deal that is not there, and names its id', async (path) => {
    await using vendor = await disposable(id);

    const { status, body } = await post(vendor, path, { id: '7', changes: {} });

    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: 'sandbox/unknown-deal',
      message: expect.stringContaining('has the id 7'),
    });
  });

  test.each(['offset=x', 'limit=-1', 'limit=1.5'])('ids with %s', async (query) => {
    await using vendor = await disposable(id);

    const response = await fetch(`${vendor.controlUrl}/ids?${query}`);

    expect(response.status).toBe(400);
  });
});

test.each([
  { participants: 'x' },
  { participants: [{}] },
  { origin: 5 },
  { channel: 'x' },
  { channel_id: 5 },
])('the people of a Pipedrive company cannot set %o', async (changes) => {
  await using vendor = await disposable('pipedrive');
  const [deal = ''] = await vendor.control.ids();

  await expect(vendor.control.edit(deal, changes)).rejects.toMatchObject({ code: 'sandbox/changes' });
});

test('an organization of Pipedrive that was written through the API is renamed by hand as well', async () => {
  await using vendor = await disposable('pipedrive');
  const token = String(vendor.credentials['apiToken']);
  const headers = { 'x-api-token': token, 'content-type': 'application/json' };
  const organizations = `${vendor.baseUrl}/api/v2/organizations`;
  const made = await fetch(organizations, { method: 'POST', headers, body: '{"name":"Kites Ltd"}' });
  const { data } = JSON.parse(await made.text());

  await vendor.control.rename('organizations', String(data.id), 'Kites plc');

  const shown = await fetch(`${organizations}/${data.id}`, { headers });
  expect(JSON.parse(await shown.text())).toMatchObject({ data: { name: 'Kites plc' } });
});

async function disposable(id: (typeof emulatedNames)[number]): Promise<RunningSandbox & AsyncDisposable> {
  const vendor = await startEmulated(id, { deals: 20 });
  return { ...vendor, [Symbol.asyncDispose]: () => vendor.close() };
}

async function post({ controlUrl }: RunningSandbox, path: string, body: object): Promise<Refusal> {
  const response = await fetch(`${controlUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

function hintOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'hint' in body ? String(body.hint) : '';
}
