import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { sandbox } from '../../../../connectors/hubspot/sandbox/index.ts';
import { bundledConnector, connect, type Crm } from '../../../../src/index.ts';
import type { RunningSandbox } from '../../../../src/sandbox-kit/index.ts';
import { some } from '../../../support/emulated-vendor.ts';

let vendor: RunningSandbox;

beforeAll(async () => {
  vendor = await sandbox.start({ deals: 10, seed: 3, limits: 'off' });
});
afterAll(async () => {
  await vendor.close();
});

const Links = z.object({
  associations: z.object({
    contacts: z.object({ results: z.array(z.object({ id: z.string(), type: z.string() })) }),
  }),
});

/** An account whose people mark the primary contact with a label of their own. */
function open(label = 'decision_maker', apiVersion = '2026-09'): Promise<Crm> {
  const rule = [
    '    first:',
    `      - from: associations.contacts.results[type=${label}].id`,
    '      - { from: "associations.contacts.results[].id", pick: lowest, heuristic: nobody is marked }',
  ];
  const text = [
    'overlay: 1',
    'extends: hubspot/opportunity',
    'override:',
    ...['primaryContactId', 'contactId'].flatMap((field) => [`  ${field}:`, ...rule]),
  ].join('\n');
  return connect({
    connector: bundledConnector('hubspot'),
    credentials: { ...vendor.credentials, apiVersion },
    baseUrl: vendor.baseUrl,
    limits: 'off',
    overlays: [{ file: 'labels.yaml', text }],
  });
}

/** The links as the vendor lists them. */
async function linksOf(crm: Crm, id: string): Promise<readonly string[]> {
  const query = { associations: 'contacts' };
  const { data } = await crm.request({ method: 'GET', path: `/crm/objects/2026-09/deals/${id}`, query });
  const { results } = Links.parse(data).associations.contacts;
  return results.map((link) => `${link.id} ${link.type}`).toSorted();
}

const plain = (id: string) => `${id} deal_to_contact`;
const marked = (id: string) => `${id} decision_maker`;

test.each(['2026-09', 'v3'])(
  'the label of the account moves with the primary contact, in %s',
  async (version) => {
    await using crm = await open('decision_maker', version);
    const { opportunities } = crm;
    const [one = '', two = '', three = ''] = await some(crm, 'hubspot', 'contacts');

    const input = { title: 'Marked', primaryContactId: two, contactIds: [two, one] };
    const made = await opportunities.create(input, { verify: true });
    expect(made).toMatchObject({ outcome: 'created', differences: [] });
    if (!('outcome' in made)) throw new Error('not made');
    expect(await linksOf(crm, made.id)).toEqual([plain(one), plain(two), marked(two)]);

    const moved = await opportunities.update(made.id, { primaryContactId: one }, { verify: true });
    expect(moved).toMatchObject({ outcome: 'updated', differences: [] });
    expect(await linksOf(crm, made.id)).toEqual([plain(one), marked(one), plain(two)]);

    const added = await opportunities.update(made.id, { primaryContactId: three }, { verify: true });
    expect(added).toMatchObject({ outcome: 'updated', differences: [] });
    expect(await linksOf(crm, made.id)).toEqual([plain(one), plain(two), plain(three), marked(three)]);

    // The contact with the label goes: the first of those that are left gets it.
    await opportunities.update(made.id, { contactIds: [two, one] }, { verify: true });
    expect(await linksOf(crm, made.id)).toEqual([plain(one), plain(two), marked(two)]);
  },
);

test('labels that nobody wrote stay, whoever is added or taken away beside them', async () => {
  await using marking = await open();
  await using crm = await connect({
    connector: bundledConnector('hubspot'),
    credentials: vendor.credentials,
    baseUrl: vendor.baseUrl,
    limits: 'off',
  });
  const [one = '', two = '', three = ''] = await some(crm, 'hubspot', 'contacts');
  const made = await marking.opportunities.create({
    title: 'Marked by people',
    primaryContactId: two,
    contactIds: [two, one],
  });

  await crm.opportunities.update(made.id, { contactIds: [one, two, three] });
  expect(await linksOf(crm, made.id)).toEqual([plain(one), plain(two), marked(two), plain(three)].toSorted());
  await crm.opportunities.update(made.id, { contactIds: [two, three] });
  expect(await linksOf(crm, made.id)).toEqual([plain(two), marked(two), plain(three)].toSorted());
});

test('creates of many carry labels, too', async () => {
  await using crm = await open();
  const [one = '', two = ''] = await some(crm, 'hubspot', 'contacts');

  const results = await crm.opportunities.createMany([
    { title: 'Many 1', primaryContactId: two, contactIds: [two, one] },
    { title: 'Many 2' },
  ]);

  expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'created']);
  expect(await linksOf(crm, results[0]?.id ?? '')).toEqual([plain(one), plain(two), marked(two)]);
});

test('a label that the account does not have is told, and nothing is created', async () => {
  await using crm = await open('boss');
  const [one = ''] = await some(crm, 'hubspot', 'contacts');
  const before = await vendor.control.ids({ limit: 1000 });

  await expect(crm.opportunities.create({ title: 'No', primaryContactId: one })).rejects.toMatchObject({
    code: 'write-failed',
    message: expect.stringContaining('no label {contacts.boss}'),
  });
  expect(await vendor.control.ids({ limit: 1000 })).toEqual(before);
});
