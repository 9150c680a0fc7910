import { Refused, type JsonObject } from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import { companyIdOfPerson } from '../seed/company-names.ts';
import type { DealState, RelatedItem } from './deal-state.ts';
import { badId, blank, invalid, labelOf, type Problem } from '../errors.ts';
import { accountCurrency } from '../facts.ts';
import { integerOf, unknownAttributes } from '../params.ts';
import { findPipeline, findStage, pipelines } from '../seed/pipelines.ts';
import { withCustomFields } from './write-custom-fields.ts';
import { unknownRecord, writers } from './write-values.ts';
import { secondsOf } from '../wire-values.ts';

/** The state a write leads to, and what is wrong with it. */
export interface WriteResult {
  readonly state: DealState;
  readonly problems: readonly Problem[];
}

/** An opportunity before anything was said about it. */
export function blankDeal({ clock }: Account): DealState {
  const [pipeline] = pipelines;
  const [stage] = pipeline?.stages ?? [];
  return {
    name: '',
    assigneeId: null,
    closeDate: null,
    companyId: null,
    companyName: null,
    customerSourceId: null,
    details: null,
    lossReasonId: null,
    pipelineId: pipeline?.id ?? 0,
    stageId: stage?.id ?? null,
    primaryContactId: null,
    priority: 'None',
    status: 'Open',
    tags: [],
    interactionCount: 0,
    monetaryUnit: null,
    monetaryValue: null,
    winProbability: stage?.winProbability ?? null,
    stageChangedSeconds: secondsOf(clock.nowMs()),
    lastContactedSeconds: null,
    leads: [],
    leadCreatedSeconds: null,
    custom: new Map(),
    followed: false,
    related: [],
    oldStyle: false,
  };
}

/** A new opportunity. https://developer.copper.com/opportunities/create-a-new-opportunity.html (2026-11-22) */
export function created(account: Account, body: JsonObject): WriteResult {
  const { state, problems } = changed(account, blankDeal(account), withCompanyOfContact(account, body));
  const missing = [
    ...(body['name'] === undefined ? [blank('name')] : []),
    ...(account.settings.contactRequired && state.primaryContactId === null
      ? [{ label: 'Primary Contact', message: "can't be blank" }]
      : []),
  ];
  return { state, problems: [...problems, ...missing] };
}

/**
 * A new opportunity joins the company of its primary contact where the write says nothing of a company: so do the
 * examples of https://github.com/dquimper/GitbookTest (2019 docs, read 2026-11-22).
 */
function withCompanyOfContact(account: Account, body: JsonObject): JsonObject {
  const { primary_contact_id: contact, company_id: company, company_name: name } = body;
  if (company !== undefined || name !== undefined) return body;
  const companyId = companyIdOfPerson(account, integerOf(contact) ?? 0);
  return companyId === undefined ? body : { ...body, company_id: companyId };
}

/** What a write makes of an opportunity: what is not named keeps its value, null clears. */
export function changed(account: Account, before: DealState, body: JsonObject): WriteResult {
  const problems: Problem[] = [...unknownAttributes(body, writable(account))];
  const set: Partial<DealState> = {};
  for (const [attribute, writer] of Object.entries(writers)) {
    const value = body[attribute];
    if (value === undefined) continue;
    const written = writer(value, attribute, account, before);
    if ('problem' in written) problems.push(written.problem);
    else Object.assign(set, written.set);
  }
  let state = withStage(account, before, { ...before, ...set }, body, problems);
  const { custom_fields: fields } = body;
  if (fields !== undefined && fields !== null)
    state = { ...state, custom: withCustomFields(state.custom, fields, problems) };
  return { state: withRelations(before, withUnit(state)), problems };
}

/** The state of a write without a problem. @throws Refused with the 422 that names the problems. */
export function accepted({ state, problems }: WriteResult): DealState {
  if (problems.length > 0) throw new Refused(invalid(problems));
  return state;
}

const always = [...Object.keys(writers), 'pipeline_id', 'pipeline_stage_id', 'custom_fields'];

function writable({ settings }: Account): ReadonlySet<string> {
  return new Set(
    always.filter((name) => settings.unitWritable || settings.unitIgnored || name !== 'monetary_unit'),
  );
}

/** An amount without a unit takes the account's; no amount, no unit. */
function withUnit(state: DealState): DealState {
  if (state.monetaryValue === null) return { ...state, monetaryUnit: null };
  return { ...state, monetaryUnit: state.monetaryUnit ?? accountCurrency };
}

/** The primary contact and the company are related items too, in the place of the ones before. */
function withRelations(before: DealState, state: DealState): DealState {
  const left = before.related.filter(
    ({ id, type }) =>
      !(type === 'person' && id === before.primaryContactId && id !== state.primaryContactId) &&
      !(type === 'company' && id === before.companyId && id !== state.companyId),
  );
  const { primaryContactId: person, companyId: company } = state;
  const isNew = (type: RelatedItem['type'], id: number): boolean =>
    !left.some((item) => item.type === type && item.id === id);
  const added: readonly RelatedItem[] = [
    ...(person !== null && person !== before.primaryContactId && isNew('person', person)
      ? [{ id: person, type: 'person' } as const]
      : []),
    ...(company !== null && company !== before.companyId && isNew('company', company)
      ? [{ id: company, type: 'company' } as const]
      : []),
  ];
  return { ...state, related: [...left, ...added] };
}

/** Moves pipeline and stage; a pipeline without a stage lands in its first one, which the vendor does not document. */
function withStage(
  { clock }: Account,
  before: DealState,
  state: DealState,
  body: JsonObject,
  problems: Problem[],
): DealState {
  const { pipeline_id: pipelineGiven, pipeline_stage_id: stageGiven } = body;
  const pipelineId = idOr(pipelineGiven, 'pipeline_id', before.pipelineId, problems);
  const pipeline = findPipeline(pipelineId);
  if (pipeline === undefined) {
    problems.push(unknownRecord('pipeline_id', pipelineId).problem);
    return state;
  }
  const landing = pipelineId === before.pipelineId ? before.stageId : (pipeline.stages[0]?.id ?? null);
  const stageAsked = stageGiven === null && before.stageId === null ? undefined : stageGiven;
  const stageId = idOr(stageAsked, 'pipeline_stage_id', landing ?? 0, problems);
  if (stageId === 0) return state;
  const found = findStage(stageId);
  if (found?.pipeline !== pipeline) {
    problems.push(
      found === undefined
        ? unknownRecord('pipeline_stage_id', stageId).problem
        : { label: labelOf('pipeline_stage_id'), message: 'does not belong to the pipeline' },
    );
    return state;
  }
  if (stageId === before.stageId && pipelineId === before.pipelineId) return state;
  const chance = body['win_probability'] === undefined ? found.stage.winProbability : state.winProbability;
  return {
    ...state,
    pipelineId,
    stageId,
    winProbability: chance,
    stageChangedSeconds: secondsOf(clock.nowMs()),
  };
}

function idOr(
  value: JsonObject[string] | undefined,
  attribute: string,
  otherwise: number,
  problems: Problem[],
): number {
  if (value === undefined) return otherwise;
  if (value === null) problems.push(blank(attribute));
  const id = integerOf(value);
  if (id !== undefined && id > 0) return id;
  if (value !== null) problems.push(badId(attribute, value));
  return otherwise;
}
