import { afterAll, beforeAll, expect, it } from 'vitest';
import { sandbox } from '../../connectors/hubspot/sandbox/index.ts';
import { bundledConnector, connect, type Crm, type GivenText } from '../../src/index.ts';
import type { RunningSandbox } from '../../src/sandbox-kit/index.ts';

let running: RunningSandbox;

beforeAll(async () => {
  running = await sandbox.start({ deals: 20, limits: 'off' });
});

afterAll(async () => {
  await running.close();
});

function open(options: { overlays?: (string | GivenText)[]; mapping?: GivenText } = {}): Promise<Crm> {
  const { credentials, baseUrl } = running;
  return connect({ connector: bundledConnector('hubspot'), credentials, baseUrl, limits: 'off', ...options });
}

const overlay = (text: string): GivenText => ({
  file: 'mine.yaml',
  text: `overlay: 1\nextends: hubspot/opportunity\n${text}`,
});

it('nothing is asked of the vendor before the first call', async () => {
  const before = running.control.stats().requests;

  const crm = await open({ overlays: ['pipeline-labels'] });
  await crm.close();

  expect(running.control.stats().requests).toBe(before);
});

it('an overlay of one’s own may use the account’s custom fields, which are read once', async () => {
  const before = running.control.stats().byRoute;

  const crm = await open({ overlays: [overlay('customMappings:\n  po: properties.po_number\n')] });
  const [id] = await running.control.ids({ limit: 1 });
  const opportunity = await crm.opportunities.get(id ?? '');
  const truth = await running.control.truth(id ?? '');
  await crm.close();

  const asked = Object.entries(running.control.stats().byRoute)
    .filter(([route]) => route.includes('/properties/'))
    .map(([route, count]) => count - (before[route] ?? 0));
  expect(opportunity?.customMappings?.['po']).toBe(Object(truth?.['properties'])['po_number']);
  expect(asked).toEqual([1]);
});

it('a mapping that does not check is refused with its place', async () => {
  const attempt = open({ overlays: [overlay('customMappings:\n  po: properties.po_nmber\n')] });

  await expect(attempt).rejects.toMatchObject({
    code: 'mapping-invalid',
    findings: [expect.objectContaining({ file: 'mine.yaml', line: 4, severity: 'error' })],
  });
});

it('a mistake in an overlay without a name is told by the overlay’s place', async () => {
  const { text } = overlay('customMappings:\n  po: properties.po_nmber\n');

  await expect(open({ overlays: ['pipeline-labels', { text }] })).rejects.toMatchObject({
    message: expect.stringContaining('overlay 2:4:'),
    findings: [expect.objectContaining({ file: 'overlay 2', line: 4 })],
  });
});

it('a closed connection answers no more', async () => {
  const crm = await open();
  await crm.close();

  await expect(crm.checkConnection()).rejects.toMatchObject({ code: 'session-closed' });
});
