import { businessDealAt } from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import { personNameOf } from './company-names.ts';
import { requireViewer, type Endpoint } from './endpoint.ts';
import { ok } from './errors.ts';
import { visibleDeal } from './viewer.ts';

/** The field of opportunities that links to people. */
const connectField = 380_011;

/** Where the values of Connect fields are; the record itself shows an empty list. https://github.com/dquimper/GitbookTest (2019 docs, read 2026-11-22) */
export function connectEndpoints(account: Account): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/related_links',
      handle: (request) => {
        const { query } = request;
        const deal = visibleDeal(account, requireViewer(account, request), Number(query.get('source_id')));
        const asked =
          query.get('custom_field_definition_id') === String(connectField) &&
          query.get('source_type') === 'opportunity';
        if (!asked || deal === undefined || deal.index >= account.world.deals) return ok([]);
        const { contact } = businessDealAt(account.world, deal.index).custom;
        if (contact === undefined) return ok([]);
        const personId = account.ids.people.idOf(contact);
        return ok([
          {
            id: 71_000 + deal.index,
            custom_field_definition_id: connectField,
            source: { id: deal.id, entity_type: 'opportunity', name: deal.record.name },
            target: { id: personId, entity_type: 'people', name: personNameOf(account, personId) ?? null },
          },
        ]);
      },
    },
  ];
}
