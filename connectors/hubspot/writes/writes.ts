import type { WriteOperations } from '../../../src/connector-kit/index.ts';
import { batchArchive, batchCreate, batchUpdate } from './batch-writes.ts';
import { findDeals } from '../reading/find-deals.ts';
import { findUnique } from '../reading/find-unique.ts';
import { findLabels } from '../label-types.ts';
import { pathsBy, type Paths } from '../paths.ts';
import { refusalInAnswer } from '../refusal-in-answer.ts';
import { batchUpsert, upsertDeal } from './upsert-deal.ts';
import { createDeal, createdId, deleteDeal, patchDeal, updateDeal } from './write-deal.ts';
import { operations } from './write-operations.ts';

/** How deals are written, in the default API version; `forSettings` gives that of a connection. */
export const writes: WriteOperations = {
  ...writesBy(pathsBy()),
  forSettings: (settings) => writesBy(pathsBy(settings)),
};

function writesBy(paths: Paths): WriteOperations {
  return {
    operations,
    create: (change) => createDeal(change, paths),
    update: (id, change) => updateDeal(id, change, paths),
    bareUpdate: (id) => patchDeal(id, {}, paths),
    delete: (id) => deleteDeal(id, paths),
    deleteFollowsMerges: true,
    resolve: findLabels,
    createdId,
    refusalIn: refusalInAnswer,
    batch: {
      create: batchCreate(paths),
      update: batchUpdate(paths),
      delete: batchArchive(paths),
      upsert: batchUpsert(paths),
    },
    upsert: upsertDeal(paths),
    find: findDeals,
    findUnique,
  };
}
