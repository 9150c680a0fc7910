import type { WriteOperation } from '../../../src/connector-kit/index.ts';
import { defaultApiVersion } from '../paths.ts';

const deals = 'https://developers.hubspot.com/docs/api/crm/deals';
const associations = 'https://developers.hubspot.com/docs/reference/api/crm/associations/association-details';

const objects = `/crm/objects/${defaultApiVersion}/deals`;
const labels = `/crm/associations/${defaultApiVersion}/deals/{to}`;

/**
 * What writing sends, in the dated paths of the version that is spoken by default. The older family has
 * `/crm/v3/objects` for its objects, and `/crm/v4` in the paths of associations.
 */
export const operations: readonly WriteOperation[] = [
  { id: 'deals.create', calls: ['create'], request: `POST ${objects}`, docsUrl: deals },
  { id: 'deals.update', calls: ['update'], request: `PATCH ${objects}/{id}`, docsUrl: deals },
  { id: 'deals.delete', calls: ['delete'], request: `DELETE ${objects}/{id}`, docsUrl: deals },
  {
    id: 'associations.create',
    calls: ['update'],
    request: `PUT ${objects}/{id}/associations/default/{to}/{toId}`,
    docsUrl: associations,
  },
  {
    id: 'associations.createPrimary',
    calls: ['update'],
    request: `PUT ${objects}/{id}/associations/{to}/{toId}`,
    docsUrl: associations,
  },
  {
    id: 'associations.addLabel',
    calls: ['update'],
    request: `POST ${labels}/batch/create`,
    docsUrl: associations,
  },
  {
    id: 'associations.removeLabel',
    calls: ['update'],
    request: `POST ${labels}/batch/labels/archive`,
    docsUrl: associations,
  },
  {
    id: 'associations.delete',
    calls: ['update'],
    request: `DELETE ${objects}/{id}/associations/{to}/{toId}`,
    docsUrl: associations,
  },
  {
    id: 'deals.upsert',
    calls: ['create'],
    request: `POST ${objects}/batch/upsert`,
    docsUrl: deals,
  },
  {
    id: 'deals.batchCreate',
    calls: ['create'],
    request: `POST ${objects}/batch/create`,
    docsUrl: deals,
  },
  {
    id: 'deals.batchUpdate',
    calls: ['update'],
    request: `POST ${objects}/batch/update`,
    docsUrl: deals,
  },
  {
    id: 'deals.batchDelete',
    calls: ['delete'],
    request: `POST ${objects}/batch/archive`,
    docsUrl: deals,
  },
];
