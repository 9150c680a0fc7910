import { describe, expect, test } from 'vitest';
import { api, batchRead, deal, deals, linkBatch, open, opportunity, plan } from './hubspot-api.ts';
import { interceptRequests } from '../../support/intercept-requests.ts';

interceptRequests();

const notFound = { status: 'error', message: 'resource not found', correlationId: 'c-1' };

describe('reading one deal', () => {
  test('gives the body a list would give', async () => {
    const contacts = {
      results: [
        { id: '72', type: 'deal_to_contact' },
        { id: '71', type: 'deal_to_contact' },
      ],
    };
    api()
      .get(`${deals}/12`)
      .query({ properties: 'dealname,hs_lastmodifieddate,hs_merged_object_ids', associations: 'contacts' })
      .reply(200, deal('12', {}, { associations: { contacts } }));

    const found = await opportunity.get(open(), '12', plan(['contacts']));

    expect(found).toMatchObject({ id: '12', changedAt: '2026-11-20T10:00:00.000Z' });
    expect(found?.body['associations']).toEqual({
      contacts: {
        results: [
          { id: '71', type: 'deal_to_contact' },
          { id: '72', type: 'deal_to_contact' },
        ],
      },
    });
  });

  test('finds it among the archived ones', async () => {
    api()
      .get(`${deals}/12`)
      .query(({ archived }) => archived === undefined)
      .reply(404, notFound);
    api()
      .get(`${deals}/12`)
      .query(({ archived }) => archived === 'true')
      .reply(200, deal('12', {}, { archived: true }));

    expect((await opportunity.get(open(), '12', plan()))?.body['archived']).toBe(true);
  });

  test('is undefined where HubSpot knows no such deal', async () => {
    api().get(`${deals}/12`).query(true).times(2).reply(404, notFound);

    expect(await opportunity.get(open(), '12', plan())).toBeUndefined();
  });

  test('is undefined for an id that was merged away, although HubSpot answers with the other deal', async () => {
    api().get(`${deals}/30999999990`).query(true).reply(200, deal('31000000003'));

    expect(await opportunity.get(open(), '30999999990', plan())).toBeUndefined();
  });

  test('reads by batch when the properties do not fit into a URL', async () => {
    const many = Array.from({ length: 400 }, (_, index) => `custom_property_${index}`);
    api()
      .post(batchRead)
      .reply(200, { results: [deal('12', { custom_property_3: 'x' })] });
    api()
      .post(linkBatch('contacts'), { inputs: [{ id: '12' }] })
      .reply(200, { results: [{ from: { id: '12' }, to: [] }] });

    const found = await opportunity.get(open(), '12', plan(['contacts'], { customFieldKeys: many }));

    expect(found?.body).toMatchObject({
      properties: { custom_property_3: 'x' },
      associations: { contacts: { results: [] } },
    });
  });

  test('an object that was refused is left out for a quarter of an hour, then asked for again', async () => {
    let date = 'Mon, 23 Nov 2026 10:00:00 GMT';
    let refused = 0;
    api()
      .persist()
      .get(`${deals}/12`)
      .query(true)
      .reply((request: Request) => {
        if (!request.url.includes('leads')) return [200, deal('12'), { date }];
        refused += 1;
        return [403, { context: { requiredGranularScopes: ['crm.objects.leads.read'] } }, { date }];
      });
    const session = open();
    const read = () => opportunity.get(session, '12', plan(['contacts', 'leads']));
    await read();

    expect((await read())?.body['associations']).toEqual({ contacts: { results: [] } });
    date = 'Mon, 23 Nov 2026 10:14:59 GMT';
    await read();
    expect(refused).toBe(1);
    date = 'Mon, 23 Nov 2026 10:15:00 GMT';
    await read();
    await read();
    expect(refused).toBe(2);
  });

  test('what cannot be an id is no deal, and is not sent', async () => {
    expect(await opportunity.get(open(), '../contacts/1', plan())).toBeUndefined();
    expect(await opportunity.get(open(), '', plan())).toBeUndefined();
  });

  test('asks for everything it knows where no mapping says what it needs', async () => {
    let asked: unknown;
    api()
      .get(`${deals}/12`)
      .query((query) => {
        asked = query;
        return true;
      })
      .reply(200, deal('12'));

    await opportunity.get(open(), '12');

    expect(asked).toMatchObject({ associations: 'contacts,companies,leads' });
    expect(JSON.stringify(asked)).toContain('hs_is_closed_lost');
  });
});
