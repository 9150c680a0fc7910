import { expect, test } from 'vitest';
import { withAccount } from './emulated-account.ts';

/** Any token is refused the persons of deals, as an app without `contacts:read` is. */
const withoutContacts = 'no-scope*always@/persons';

test('a token without the scope of contacts reads all deals, and a full run brings the contacts once it is granted', async () => {
  await withAccount('pipedrive', { deals: 60, faults: [withoutContacts] }, async ({ vendor, store, run }) => {
    const first = await run();
    const without = await store.records({ limit: 1000 });
    const refused = vendor.control.stats().byRoute['GET /api/v2/persons'] ?? 0;
    vendor.control.clearFaults();
    const changes = await run();
    const full = await run({ full: true });
    const withAll = await store.records({ limit: 1000 });

    const contactsOf = (rows: typeof without) =>
      new Map(
        rows
          .filter(({ deletedAt }) => deletedAt === undefined)
          .map(({ id, record }) => [id, record['contactIds']]),
      );
    const [before, after] = [contactsOf(without), contactsOf(withAll)];
    const unknown = new Set([...before].filter(([, contacts]) => contacts === null).map(([id]) => id));
    const several = [...after].filter(([, contacts]) => Array.isArray(contacts) && contacts.length > 1);
    expect([first.status, changes.status, full.status]).toEqual(['completed', 'completed', 'completed']);
    expect(several.length).toBeGreaterThan(0);
    // What is not known is not taken for the primary contact alone, and what is known stays.
    expect(several.every(([id]) => unknown.has(id))).toBe(true);
    expect([...before].filter(([id]) => !unknown.has(id))).toEqual(
      [...after].filter(([id]) => !unknown.has(id)),
    );
    expect([...after.values()].includes(null)).toBe(false);
    // Those side by side when the first refusal came.
    expect(refused).toBeLessThanOrEqual(20);
  });
});

test('what may not be read is said once, with its scope, and the fields say why they are empty', async () => {
  await withAccount('pipedrive', { deals: 60, faults: [withoutContacts] }, async ({ crm }) => {
    const opened = await crm();
    const issues = [];
    for await (const page of opened.opportunities.list().pages()) issues.push(...page.issues);
    const one = issues.find(({ field }) => field === 'contactIds');
    const id = one?.record ?? '';

    const read = await opened.opportunities.get(id);
    const why = await opened.opportunities.explain(id, 'contactIds');
    const plan = await opened.opportunities.update(id, { contactIds: ['1204'] }, { dryRun: true });
    const missing = opened.connection.missingPermissions();
    await opened.close();

    expect(one).toMatchObject({ code: 'not-a-list', native: 'not shown to this connection' });
    // As a list that was not asked for: absent, since an empty one would say that there are none.
    expect(read?.contactIds).toBeUndefined();
    expect(read?.primaryContactId).not.toBeUndefined();
    expect(why).toMatchObject({ value: undefined, reason: 'failed' });
    expect(missing).toEqual([
      { what: 'participants', reason: 'permission', missingScopes: ['contacts:read'] },
    ]);
    expect(plan.requests).toEqual([]);
    expect(plan.issues).toMatchObject([
      { field: 'contactIds', code: 'read-only', hint: 'grant the permission to read it' },
    ]);
  });
});

test('an app that was not granted the scope is refused by the emulated vendor as well', async () => {
  await withAccount(
    'pipedrive',
    { deals: 20, faults: ['without-scope=contacts:read'] },
    async ({ vendor }) => {
      const form = new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: '7788990:70011:sandbox-refresh-token',
      });
      const basic = Buffer.from('sandbox-client-id:sandbox-client-secret').toString('base64');
      const granted = await fetch(`${vendor.baseUrl}/oauth/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${basic}` },
        body: form,
      });
      const { access_token: token } = JSON.parse(await granted.text());
      const status = async (path: string) =>
        (await fetch(`${vendor.baseUrl}${path}`, { headers: { authorization: `Bearer ${token}` } })).status;

      expect(await status('/api/v2/persons?deal_id=4101')).toBe(403);
      expect(await status('/api/v2/deals')).toBe(200);
    },
  );
});
