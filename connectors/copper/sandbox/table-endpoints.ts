import type { Account } from './account.ts';
import { customDefinitions, type CustomDefinition } from './seed/custom-definitions.ts';
import { ok, unauthorised } from './errors.ts';
import { missing, requestedId, type Endpoint } from './endpoint.ts';
import { accountId } from './facts.ts';
import { customerSources, lossReasonList } from './seed/named-lists.ts';
import { findPipeline, pipelines, type Pipeline } from './seed/pipelines.ts';
import type { WireObject } from './wire-json.ts';

/** The small tables, each an endpoint that answers with the whole of it. */
export function tableEndpoints(account: Account): readonly Endpoint[] {
  return [
    { method: 'GET', path: '/account', handle: () => ok(accountFacts) },
    table('/pipelines', () => pipelines.map((pipeline) => pipelineWire(account, pipeline))),
    table('/pipeline_stages', () => pipelines.flatMap((pipeline) => stagesWire(account, pipeline))),
    {
      method: 'GET',
      path: '/pipeline_stages/pipeline/:pipeline',
      handle: (request) => {
        const pipeline = findPipeline(requestedId(request, 'pipeline'));
        return pipeline === undefined ? missing(account) : ok(stagesWire(account, pipeline));
      },
    },
    // There is no such search; the vendor says so with 401. https://github.com/singer-io/tap-copper (2026-11-22)
    { method: 'POST', path: '/pipeline_stages/search', handle: () => unauthorised() },
    table('/customer_sources', () =>
      customerSources.map(({ id, name }) => ({ id, name: account.names.of('customerSources', id, name) })),
    ),
    table('/loss_reasons', () =>
      lossReasonList.map(({ id, name }) => ({ id, name: account.names.of('lossReasons', id, name) })),
    ),
    table('/custom_field_definitions', () =>
      customDefinitions.map((definition) => definitionWire(definition, account)),
    ),
    {
      method: 'GET',
      path: '/custom_field_definitions/:id',
      handle: (request) => {
        const wanted = requestedId(request);
        const found = customDefinitions.find(({ id }) => id === wanted);
        return found === undefined ? missing(account) : ok(definitionWire(found, account));
      },
    },
    { method: 'GET', path: '/activity_types', handle: () => ok(activityTypes) },
  ];
}

function table(path: string, rows: () => readonly WireObject[]): Endpoint {
  return { method: 'GET', path, handle: () => ok(rows()) };
}

const accountFacts: WireObject = {
  id: accountId,
  name: 'Sandbox Trading Company',
  primary_timezone: 'America/Los_Angeles',
  settings: { setting_team_permissions_enabled: true, setting_enable_leads: true },
  logo_mini_url: null,
};

function pipelineWire({ names }: Account, { id, name, stages, type, isRevenue }: Pipeline): WireObject {
  return {
    id,
    name: names.of('pipelines', id, name),
    stages: stages.map((stage) => ({
      id: stage.id,
      name: names.of('stages', stage.id, stage.name),
      win_probability: stage.winProbability,
    })),
    type,
    is_revenue: isRevenue,
  };
}

function stagesWire({ names }: Account, { id, stages }: Pipeline): readonly WireObject[] {
  return stages.map((stage) => ({
    id: stage.id,
    name: names.of('stages', stage.id, stage.name),
    pipeline_id: id,
    win_probability: stage.winProbability,
  }));
}

/** Options do not come in the order of their ranks. */
function definitionWire(definition: CustomDefinition, { world, names }: Account): WireObject {
  const options = definition.options?.map(({ id, name }, rank) => ({
    id,
    name: names.of('options', id, name),
    rank,
  }));
  options?.sort((a, b) => world.draws.unit(a.id, 'option-order') - world.draws.unit(b.id, 'option-order'));
  return {
    id: definition.id,
    name: definition.name,
    canonical_name: null,
    data_type: definition.dataType,
    available_on: definition.availableOn,
    is_filterable: definition.filterable,
    ...(definition.currency === undefined ? {} : { currency: definition.currency }),
    ...(options === undefined ? {} : { options }),
    ...(definition.connectedId === undefined ? {} : { connected_id: definition.connectedId }),
  };
}

const activityTypes: WireObject = {
  user: [
    { id: 0, category: 'user', name: 'Note', is_disabled: false, count_as_interaction: false },
    { id: 194_674, category: 'user', name: 'Phone Call', is_disabled: false, count_as_interaction: true },
    { id: 194_675, category: 'user', name: 'Meeting', is_disabled: false, count_as_interaction: true },
  ],
  system: [
    { id: 1, category: 'system', name: 'Property Changed', is_disabled: false, count_as_interaction: false },
    {
      id: 3,
      category: 'system',
      name: 'Pipeline Stage Changed',
      is_disabled: false,
      count_as_interaction: false,
    },
  ],
};
