import type { WriteOperation } from '../../../src/connector-kit/index.ts';

const deals = 'https://developers.hubspot.com/docs/api/crm/deals';
const associations = 'https://developers.hubspot.com/docs/reference/api/crm/associations/association-details';

/**
 * What writing sends, in the words of the dated paths; `{V}` is the API version. The older family has `/crm/v3/objects`
 * in place of `/crm/objects/{V}`, and `/crm/v4` in the paths of associations.
 */
export const operations: readonly WriteOperation[] = [
  { id: 'deals.create', calls: ['create'], request: 'POST /crm/objects/{V}/deals', docsUrl: deals },
  { id: 'deals.update', calls: ['update'], request: 'PATCH /crm/objects/{V}/deals/{id}', docsUrl: deals },
  { id: 'deals.delete', calls: ['delete'], request: 'DELETE /crm/objects/{V}/deals/{id}', docsUrl: deals },
  {
    id: 'associations.create',
    calls: ['update'],
    request: 'PUT /crm/objects/{V}/deals/{id}/associations/default/{to}/{toId}',
    docsUrl: associations,
  },
  {
    id: 'associations.createPrimary',
    calls: ['update'],
    request: 'PUT /crm/objects/{V}/deals/{id}/associations/{to}/{toId}',
    docsUrl: associations,
  },
  {
    id: 'associations.addLabel',
    calls: ['update'],
    request: 'POST /crm/associations/{V}/deals/{to}/batch/create',
    docsUrl: associations,
  },
  {
    id: 'associations.removeLabel',
    calls: ['update'],
    request: 'POST /crm/associations/{V}/deals/{to}/batch/labels/archive',
    docsUrl: associations,
  },
  {
    id: 'associations.delete',
    calls: ['update'],
    request: 'DELETE /crm/objects/{V}/deals/{id}/associations/{to}/{toId}',
    docsUrl: associations,
  },
  {
    id: 'deals.upsert',
    calls: ['create'],
    request: 'POST /crm/objects/{V}/deals/batch/upsert',
    docsUrl: deals,
  },
  {
    id: 'deals.batchCreate',
    calls: ['create'],
    request: 'POST /crm/objects/{V}/deals/batch/create',
    docsUrl: deals,
  },
  {
    id: 'deals.batchUpdate',
    calls: ['update'],
    request: 'POST /crm/objects/{V}/deals/batch/update',
    docsUrl: deals,
  },
  {
    id: 'deals.batchDelete',
    calls: ['delete'],
    request: 'POST /crm/objects/{V}/deals/batch/archive',
    docsUrl: deals,
  },
];
