import type { CommandSpec } from '../command.ts';
import { connectionCheck } from './connection-check.ts';
import { connectionList } from './connection-list.ts';
import { connectorList } from './connector-list.ts';
import { connectorShow } from './connector-show.ts';
import { demo } from './demo.ts';
import { mappingCheck } from './mapping-check.ts';
import { mappingExplain } from './mapping-explain.ts';
import { mappingPreview } from './mapping-preview.ts';
import { mappingTest } from './mapping-test.ts';
import { opportunityGet } from './opportunity-get.ts';
import { opportunityList } from './opportunity-list.ts';
import { sandbox } from './sandbox.ts';
import { syncReplay } from './sync-replay.ts';
import { syncRun } from './sync-run.ts';
import { syncStatus } from './sync-status.ts';
import { syncVerify } from './sync-verify.ts';

/** Every command, in the order in which help lists them. */
export const commands: readonly CommandSpec[] = [
  demo,
  sandbox,
  syncRun,
  syncStatus,
  syncVerify,
  syncReplay,
  opportunityList,
  opportunityGet,
  mappingCheck,
  mappingTest,
  mappingPreview,
  mappingExplain,
  connectionList,
  connectionCheck,
  connectorList,
  connectorShow,
];
