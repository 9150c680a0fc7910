import type { WriteOperation, WriteOperations } from '../../../src/connector-kit/index.ts';
import { findDeals } from '../reading/find-deals.ts';
import { resolveParticipant } from './participant-links.ts';
import { refusalInAnswer } from '../refusal-in-answer.ts';
import { createDeal, createdId, deleteDeal, patchDeal, updateDeal } from './write-deal.ts';

const docs = 'https://developers.pipedrive.com/docs/api/v1/Deals';

const operations: readonly WriteOperation[] = [
  { id: 'deals.create', calls: ['create'], request: 'POST /api/v2/deals', docsUrl: `${docs}#addDeal` },
  {
    id: 'deals.update',
    calls: ['update'],
    request: 'PATCH /api/v2/deals/{id}',
    docsUrl: `${docs}#updateDeal`,
  },
  {
    id: 'deals.delete',
    calls: ['delete'],
    request: 'DELETE /api/v2/deals/{id}',
    docsUrl: `${docs}#deleteDeal`,
  },
  {
    id: 'deals.addParticipant',
    calls: ['create', 'update'],
    request: 'POST /api/v1/deals/{id}/participants',
    docsUrl: `${docs}#addDealParticipant`,
  },
  {
    id: 'deals.removeParticipant',
    calls: ['update'],
    request: 'DELETE /api/v1/deals/{id}/participants/{link}',
    docsUrl: `${docs}#deleteDealParticipant`,
  },
];

/** How deals are written. Pipedrive has neither batches of deals nor an upsert, and keeps no field unique. */
export const writes: WriteOperations = {
  operations,
  create: createDeal,
  update: updateDeal,
  bareUpdate: (id) => patchDeal(id),
  delete: deleteDeal,
  resolve: resolveParticipant,
  createdId,
  refusalIn: refusalInAnswer,
  find: findDeals,
};
