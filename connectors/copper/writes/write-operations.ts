import type { WriteOperation } from '../../../src/connector-kit/index.ts';

/** Pages of the vendor, read 2026-11-26. */
const docs = {
  create: 'https://developer.copper.com/opportunities/create-a-new-opportunity.html',
  update: 'https://developer.copper.com/opportunities/update-an-opportunity.html',
  related: 'https://developer.copper.com/related-items/overview.html',
  unrelated: 'https://developer.copper.com/related-items/remove-relationship-between-record-and-entity.html',
  // Opportunities share the contract of leads; their own page was not to be found.
  bulk: 'https://developer.copper.com/leads/bulk-create-leads.html',
  /** No page of its own was found: the site of 2019 describes it in the folder of opportunities. */
  remove: 'https://github.com/dquimper/GitbookTest',
} as const;

/** Native requests behind the unified calls; the first one of a call is its main one. */
export const writeOperations: readonly WriteOperation[] = [
  { id: 'opportunities.create', calls: ['create'], request: 'POST /opportunities', docsUrl: docs.create },
  { id: 'opportunities.update', calls: ['update'], request: 'PUT /opportunities/{id}', docsUrl: docs.update },
  {
    id: 'opportunities.delete',
    calls: ['delete'],
    request: 'DELETE /opportunities/{id}',
    docsUrl: docs.remove,
  },
  {
    id: 'opportunities.bulkCreate',
    calls: ['create'],
    request: 'POST /opportunities/bulk_create',
    docsUrl: docs.bulk,
  },
  {
    id: 'opportunities.relate',
    calls: ['create', 'update'],
    request: 'POST /opportunities/{id}/related',
    docsUrl: docs.related,
  },
  {
    id: 'opportunities.unrelate',
    calls: ['update'],
    request: 'DELETE /opportunities/{id}/related',
    docsUrl: docs.unrelated,
  },
];
