import type { JsonObject, SandboxAnswer, SandboxRequest } from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import { dealFields, type DealFieldRow } from './deal-fields.ts';
import { dealScopes, type Endpoint } from './endpoint.ts';
import { notFound } from './errors.ts';
import { listAnswer, pageOfRows, single, type Row } from './page.ts';
import { allowParameters, choicesParameter, idParameter, limitParameter, paging, pathId } from './query.ts';

const sorting = ['sort_by', 'sort_direction'] as const;

/** Stages, pipelines and the definitions of fields. */
export function tableEndpoints(account: Account): readonly Endpoint[] {
  const common = { api: 'v2', method: 'GET', scopes: dealScopes } as const;
  return [
    { ...common, path: '/stages', cost: 5, handle: (request) => listStages(account, request) },
    { ...common, path: '/stages/:id', cost: 1, handle: (r) => findRow(r, account.sales.stages, 'Stage') },
    { ...common, path: '/pipelines', cost: 5, handle: (request) => listPipelines(account, request) },
    {
      ...common,
      path: '/pipelines/:id',
      cost: 1,
      handle: (r) => findRow(r, account.sales.pipelines, 'Pipeline'),
    },
    { ...common, path: '/dealFields', cost: 10, handle: (request) => listFields(account, request) },
    { ...common, path: '/dealFields/:code', cost: 1, handle: (request) => getField(account, request) },
  ];
}

function listStages(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, ['pipeline_id', ...sorting, ...paging]);
  const pipeline = idParameter(request, 'pipeline_id');
  const living = account.sales.stages.filter(
    (stage) => !stage.is_deleted && (pipeline === undefined || stage.pipeline_id === pipeline),
  );
  return pageOfRows(account, request, () => living, ['id', 'update_time', 'add_time', 'order_nr']);
}

function listPipelines(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, [...sorting, ...paging]);
  const living = account.sales.pipelines.filter((pipeline) => !pipeline.is_deleted);
  return pageOfRows(account, request, () => living);
}

function findRow(request: SandboxRequest, rows: readonly Row[], what: string): SandboxAnswer {
  allowParameters(request, []);
  const found = rows.find(({ id }) => id === pathId(request));
  return found === undefined ? notFound(what) : single(found);
}

const fieldMembers = ['ui_visibility', 'important_fields', 'required_fields'] as const;

/** The definitions have no ids of their own: their pages count. */
function listFields(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, ['include_fields', ...paging]);
  const included = choicesParameter(request, 'include_fields', fieldMembers) ?? [];
  const limit = limitParameter(request);
  const after = account.cursors.read(request, 'order_nr', 'asc');
  const from = after?.id ?? 0;
  const all = dealFields(account);
  const page = all.slice(from, from + limit).map((field) => withExtras(account, field, included));
  const end = from + page.length;
  if (end >= all.length) return listAnswer(page, account.cursors.lastPage());
  const cursor = { field: 'order_nr', fieldValue: end, sortDirection: 'asc', id: end } as const;
  return listAnswer(page, { additional_data: { next_cursor: account.cursors.issue(request, cursor) } });
}

function getField(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, ['include_fields']);
  const included = choicesParameter(request, 'include_fields', fieldMembers) ?? [];
  const field = dealFields(account).find(({ field_code }) => field_code === request.params['code']);
  return field === undefined ? notFound('Field') : single(withExtras(account, field, included));
}

function withExtras({ settings }: Account, field: DealFieldRow, included: readonly string[]): JsonObject {
  const extras: JsonObject = {
    ui_visibility: { add_visible_flag: true, details_visible_flag: true },
    important_fields: { enabled: false, stage_ids: [] },
    required_fields: {
      enabled: field.is_custom_field && field.field_name === settings.requiredField,
      stage_ids: [],
      statuses: {},
    },
  };
  const asked = Object.entries(extras).filter(([name]) => included.includes(name));
  return { ...field, ...Object.fromEntries(asked) };
}
