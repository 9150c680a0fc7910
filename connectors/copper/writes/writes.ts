import type { WriteOperations } from '../../../src/connector-kit/index.ts';
import { bulkCreate } from './bulk-create.ts';
import { findByField } from '../reading/find-by-field.ts';
import { isId } from '../reading/get-many.ts';
import { Opportunity } from '../native-schema.ts';
import { otherCurrency } from './other-currency.ts';
import { writeOperations } from './write-operations.ts';
import { createRequests, deleteRequest, updateRequest, updateRequests } from './write-requests.ts';

/** How opportunities are written. Copper keeps no field unique, so that there is no upsert of its own. */
export const writes: WriteOperations = {
  operations: writeOperations,
  create: createRequests,
  update: updateRequests,
  bareUpdate: (id) => updateRequest(id, {}),
  // A path takes other spellings of a number, too: only the one that was read means the record.
  delete: (id) => (isId(id) ? [deleteRequest(id)] : []),
  keptOtherwise: otherCurrency,
  createdId: (answer) => String(Opportunity.parse(answer)['id']),
  batch: { create: bulkCreate },
  find: findByField,
};
