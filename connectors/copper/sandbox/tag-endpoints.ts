import { walkDeals } from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import type { Endpoint } from './endpoint.ts';
import { ok } from './errors.ts';
import type { WireObject } from './wire-json.ts';

/** Tags have names and counts, no ids. https://developer.copper.com/tags/list-tags.html (2026-11-22) */
export function tagEndpoints({ store }: Account): readonly Endpoint[] {
  let known: { readonly version: number; readonly counts: ReadonlyMap<string, number> } | undefined;
  const counts = (): ReadonlyMap<string, number> => {
    if (known?.version !== store.version) known = { version: store.version, counts: countTags(store) };
    return known.counts;
  };
  return [
    {
      method: 'GET',
      path: '/tags',
      handle: ({ query }) => {
        const rows = [...counts()].toSorted(([a], [b]) => (a < b ? -1 : 1));
        return ok(query.get('tag_names_only') === 'true' ? rows.map(([name]) => name) : rows.map(tagWire));
      },
    },
  ];
}

function countTags(store: Account['store']): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { record } of walkDeals(store, {}))
    for (const tag of record.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return counts;
}

function tagWire([name, count]: readonly [string, number]): WireObject {
  return {
    name,
    count,
    count_people: 0,
    count_leads: 0,
    count_companies: 0,
    count_opportunities: count,
    count_projects: 0,
    count_tasks: 0,
  };
}
