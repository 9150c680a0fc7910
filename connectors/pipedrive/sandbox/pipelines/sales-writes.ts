import { answer, type SandboxAnswer, type SandboxRequest } from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import { checkMembers, nameCheck, type MemberCheck } from '../checks/check-members.ts';
import { flagAt, orNull, wholeAt } from '../checks/check-value.ts';
import { reject } from '../checks/invalid-request.ts';
import type { Endpoint } from '../endpoint.ts';
import { notFound } from '../errors.ts';
import { single } from '../page.ts';
import { allowParameters, pathId } from '../query.ts';
import type { Pipeline, Stage } from '../seed/pipelines.ts';
import { toWholeSecond, wireTime } from '../wire-times.ts';

/**
 * Adding, changing and deleting pipelines and stages: members and scopes as in `AddPipelineRequest`, `AddStageRequest` and
 * their endpoints in the vendor's client 33.7.0. The words of refusals are invented. Whether a stage that deals are in can
 * be deleted is not documented: here it can, and the deals keep naming it.
 */
export function salesWrites(account: Account): readonly Endpoint[] {
  const common = { api: 'v2', scopes: ['admin'] } as const;
  return [
    { ...common, method: 'POST', path: '/pipelines', cost: 5, handle: (r) => addPipeline(account, r) },
    { ...common, method: 'PATCH', path: '/pipelines/:id', cost: 5, handle: (r) => editPipeline(account, r) },
    { ...common, method: 'DELETE', path: '/pipelines/:id', cost: 3, handle: (r) => endPipeline(account, r) },
    { ...common, method: 'POST', path: '/stages', cost: 5, handle: (r) => addStage(account, r) },
    { ...common, method: 'PATCH', path: '/stages/:id', cost: 5, handle: (r) => editStage(account, r) },
    { ...common, method: 'DELETE', path: '/stages/:id', cost: 3, handle: (r) => endStage(account, r) },
  ];
}

function now({ clock }: Account): string {
  return wireTime(toWholeSecond(clock.nowMs()));
}

function livingPipeline({ sales }: Account, id: number): Pipeline | undefined {
  return sales.pipelines.find((pipeline) => pipeline.id === id && !pipeline.is_deleted);
}

const pipelineChecks = { name: nameCheck, is_deal_probability_enabled: flagAt };

function addPipeline(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, []);
  const given = checkMembers(request.body, pipelineChecks, ['name']);
  const places = account.sales.pipelines.map(({ order_nr: place }) => place);
  const pipeline = {
    id: account.nextId(),
    order_nr: Math.max(0, ...places) + 1,
    is_deleted: false,
    is_deal_probability_enabled: true,
    add_time: now(account),
    update_time: null,
    name: '',
    ...given,
  };
  account.sales.savePipeline(pipeline);
  return single(pipeline);
}

function editPipeline(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, []);
  const before = livingPipeline(account, pathId(request));
  if (before === undefined) return notFound('Pipeline');
  const pipeline = { ...before, ...checkMembers(request.body, pipelineChecks), update_time: now(account) };
  account.sales.savePipeline(pipeline);
  return single(pipeline);
}

/** Its stages go with it: nothing lists them any more. */
function endPipeline(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, []);
  const before = livingPipeline(account, pathId(request));
  if (before === undefined) return notFound('Pipeline');
  const { sales } = account;
  sales.savePipeline({ ...before, is_deleted: true, update_time: now(account) });
  for (const stage of sales.stages)
    if (stage.pipeline_id === before.id) sales.saveStage({ ...stage, is_deleted: true });
  return answer(200, { success: true, data: { id: before.id } });
}

function stageChecks(account: Account): Readonly<Record<string, MemberCheck>> {
  return {
    name: nameCheck,
    pipeline_id: (path, value) => {
      const id = wholeAt(path, value);
      return livingPipeline(account, id) === undefined ? reject(path, 'Pipeline not found') : id;
    },
    deal_probability: (path, value) => {
      const percent = wholeAt(path, value);
      return percent >= 0 && percent <= 100 ? percent : reject(path, 'Expected a number from 0 to 100');
    },
    is_deal_rot_enabled: flagAt,
    days_to_rotten: (path, value) => orNull(value, (given) => wholeAt(path, given)),
  };
}

function addStage(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, []);
  const given = checkMembers(request.body, stageChecks(account), ['name', 'pipeline_id']);
  const stage = {
    id: account.nextId(),
    order_nr: 0,
    name: '',
    is_deleted: false,
    deal_probability: 100,
    pipeline_id: 0,
    is_deal_rot_enabled: false,
    days_to_rotten: null,
    add_time: now(account),
    update_time: null,
    ...given,
  };
  const placed = { ...stage, order_nr: lastPlace(account, stage.pipeline_id) + 1 };
  account.sales.saveStage(placed);
  return single(placed);
}

function lastPlace({ sales }: Account, pipelineId: number): number {
  const own = sales.stages.filter((stage) => stage.pipeline_id === pipelineId && !stage.is_deleted);
  return Math.max(0, ...own.map(({ order_nr: place }) => place));
}

function livingStage({ sales }: Account, request: SandboxRequest): Stage | undefined {
  const stage = sales.stage(pathId(request));
  return stage?.is_deleted === false ? stage : undefined;
}

/** One that goes to another pipeline becomes the last of it. That its deals go along is not documented, nor done here. */
function editStage(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, []);
  const before = livingStage(account, request);
  if (before === undefined) return notFound('Stage');
  const given = checkMembers(request.body, stageChecks(account));
  const moved = { ...before, ...given, update_time: now(account) };
  const stage =
    moved.pipeline_id === before.pipeline_id
      ? moved
      : { ...moved, order_nr: lastPlace(account, moved.pipeline_id) + 1 };
  account.sales.saveStage(stage);
  return single(stage);
}

function endStage(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, []);
  const before = livingStage(account, request);
  if (before === undefined) return notFound('Stage');
  account.sales.saveStage({ ...before, is_deleted: true, update_time: now(account) });
  return answer(200, { success: true, data: { id: before.id } });
}
