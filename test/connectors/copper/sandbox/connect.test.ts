import { describe, expect, test } from 'vitest';
import { customValue, openAccount, searchAll, type SandboxClient, type Wire } from '../sandbox-client.ts';

const field = 380_011;
const mirror = 380_012;

function linkPath(id: unknown, type = 'opportunity', definition = field): string {
  return `/related_links?custom_field_definition_id=${definition}&source_type=${type}&source_id=${String(id)}`;
}

async function linkable(account: SandboxClient): Promise<{ readonly deal: unknown; readonly person: Wire }> {
  const made = await account.send('POST', '/opportunities', { name: 'Fleet' });
  const [person = {}] = (await account.send('POST', '/people/search', { page_size: 1 })).rows;
  return { deal: made.body['id'], person };
}

function link(deal: unknown, person: unknown): Wire {
  return {
    custom_field_definition_id: field,
    source: { id: deal, entity_type: 'opportunity' },
    target: { id: person, entity_type: 'people' },
  };
}

function dealOf(one: Wire | undefined): unknown {
  return Object(one?.['source']).id;
}

describe('links of a Connect field', () => {
  test('are read apart from the record, which shows an empty list', async () => {
    const account = await openAccount();
    const deals = await searchAll(account);

    const answers = await Promise.all(deals.map(({ id }) => account.get(linkPath(id))));
    const links = answers.flatMap(({ rows }) => rows);

    expect(links.length).toBeGreaterThan(0);
    expect(links.length).toBeLessThan(deals.length);
    expect(links[0]).toMatchObject({
      custom_field_definition_id: field,
      source: { entity_type: 'opportunity' },
      target: { entity_type: 'people' },
    });
    const current = deals.filter((deal) => customValue(deal, field) !== undefined);
    expect(current.map((deal) => customValue(deal, field))).toEqual(current.map(() => []));
  });

  test('are made one by one, shown by the mirrored field of the other side too, and taken away by id', async () => {
    const account = await openAccount();
    const { deal, person } = await linkable(account);

    const made = await account.send('POST', '/related_links', link(deal, person['id']));
    const seen = await account.get(linkPath(deal));
    const mirrored = await account.get(linkPath(person['id'], 'people', mirror));
    const removed = await account.send('DELETE', `/related_links/${String(made.body['id'])}`);

    expect(made).toMatchObject({
      status: 200,
      body: {
        id: expect.any(Number),
        custom_field_definition_id: field,
        source: { id: deal, entity_type: 'opportunity', name: 'Fleet' },
        target: { id: person['id'], entity_type: 'people', name: person['name'] },
      },
    });
    expect(seen.rows).toEqual([made.body]);
    expect(mirrored.rows).toContainEqual({
      id: expect.any(Number),
      custom_field_definition_id: mirror,
      source: made.body['target'],
      target: made.body['source'],
    });
    expect(removed.body).toEqual({ ids: expect.any(Array), is_deleted: true });
    expect(removed.body['ids']).toContain(made.body['id']);
    expect((await account.get(linkPath(deal))).rows).toEqual([]);
    expect((await account.send('DELETE', `/related_links/${String(made.body['id'])}`)).status).toBe(404);
  });

  test('of the account’s own history can be taken away, and go with their opportunity', async () => {
    const account = await openAccount();
    const deals = await searchAll(account);
    const answers = await Promise.all(deals.map(({ id }) => account.get(linkPath(id))));
    const [first, second] = answers.flatMap(({ rows }) => rows);

    await account.send('DELETE', `/related_links/${String(first?.['id'])}`);
    await account.send('DELETE', `/opportunities/${String(dealOf(second))}`);

    expect((await account.get(linkPath(dealOf(first)))).rows).toEqual([]);
    expect((await account.get(linkPath(dealOf(second)))).rows).toEqual([]);
  });

  test('that exist already are answered with the one there is', async () => {
    const account = await openAccount();
    const { deal, person } = await linkable(account);

    const made = await account.send('POST', '/related_links', link(deal, person['id']));

    expect((await account.send('POST', '/related_links', link(deal, person['id']))).body).toEqual(made.body);
    expect((await account.get(linkPath(deal))).rows).toHaveLength(1);
  });

  test('are refused where something in them does not exist, is of another kind or is not known', async () => {
    const account = await openAccount();
    const { deal, person } = await linkable(account);
    const good = link(deal, person['id']);
    const statusOf = async (body: Wire): Promise<number> =>
      (await account.send('POST', '/related_links', body)).status;

    expect(await statusOf({ ...good, name: 'x' })).toBe(422);
    expect(await statusOf({ ...good, custom_field_definition_id: 380_008 })).toBe(422);
    expect(await statusOf({ ...good, custom_field_definition_id: mirror })).toBe(422);
    expect(await statusOf({ ...good, source: { id: 5, entity_type: 'opportunity' } })).toBe(422);
    expect(await statusOf({ ...good, target: { id: 5, entity_type: 'people' } })).toBe(422);
    expect(await statusOf({ ...good, target: { id: person['id'], entity_type: 'person' } })).toBe(422);
    expect(await statusOf({ ...good, target: null })).toBe(422);
    expect(await statusOf({})).toBe(422);
    expect((await account.get(linkPath(deal))).rows).toEqual([]);
    expect((await account.send('DELETE', '/related_links/5')).status).toBe(404);
  });
});
