import { describe, expect, test, vi } from 'vitest';
import type { VendorRequest } from '../../src/index.ts';
import { listed, withSandbox } from './with-sandbox.ts';

/** A list of names, however the vendor takes it: with commas in a URL, as an array in a body. */
function namesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split(',');
  return Array.isArray(value) ? value.map(String) : [];
}

function requestedBy({ query, body }: VendorRequest): readonly string[] {
  const { properties }: { properties?: unknown } = Object(body);
  return [query?.['properties'], query?.['include_fields'], properties].flatMap(namesIn);
}

/** Of each kind of request to deals, the names that it asked for. */
async function requestedFrom(
  vendorName: 'hubspot' | 'pipedrive',
): Promise<{ byRequest: ReadonlyMap<string, readonly string[]>; known: ReadonlySet<string> }> {
  const byRequest = new Map<string, readonly string[]>();
  let known: ReadonlySet<string> = new Set();
  await withSandbox(vendorName, { deals: 12 }, async ({ vendor, crm }) => {
    const { session } = crm.connection;
    const definitions = vendorName === 'hubspot' ? '/crm/properties/2026-09/deals' : '/api/v2/dealFields';
    const { data } = await crm.request({ method: 'GET', path: definitions, query: { limit: 500 } });
    const answer: { results?: readonly { name: string }[]; data?: readonly { field_code: string }[] } =
      Object(data);
    known = new Set([
      ...(answer.results ?? []).map(({ name }) => name),
      ...(answer.data ?? []).map(({ field_code: code }) => code),
    ]);
    const seen = vi.spyOn(session, 'request');
    const [id = ''] = await vendor.control.ids({ limit: 1 });
    await listed(crm);
    await listed(crm, '2000-01-01T00:00:00Z');
    await crm.opportunities.get(id);
    await crm.connection.getMany([id]);
    for (const [request] of seen.mock.calls) {
      const names = requestedBy(request);
      const [, path = ''] = /\/(deals\b.*)/.exec(request.path) ?? [];
      const kind = `${request.method} ${path.replace(id, ':id')}`;
      if (path !== '' && names.length > 0) byRequest.set(kind, [...(byRequest.get(kind) ?? []), ...names]);
    }
  });
  return { byRequest, known };
}

/** A list of names that is taken apart into letters asks for nothing that exists, and the vendor says nothing. */
describe('fields are requested by whole names that the vendor knows, never by single letters', () => {
  test.each([
    ['hubspot', ['GET deals', 'GET deals/:id', 'POST deals/batch/read', 'POST deals/search']],
    ['pipedrive', ['GET deals', 'GET deals/:id', 'GET deals/archived']],
  ] as const)('in list, search and batch: %s', async (vendor, kinds) => {
    const { byRequest, known } = await requestedFrom(vendor);
    const asked = [...byRequest.values()].flat();

    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
    expect([...byRequest.keys()].toSorted()).toEqual(kinds);
  });
});
