import { dollarsPerUnit } from '../../../../src/sandbox-kit/index.ts';
import type { DealState, StoredDealState } from './deal-state.ts';
import { companyCurrency } from '../facts.ts';
import { findStage, stagePropertyPart, type Pipeline, type Stage } from '../seed/pipelines.ts';
import { exactDecimalText, exactProduct, plainNumber, wireTime } from '../wire-values.ts';
import { primaryCompany } from '../associations/association-types.ts';

interface DealFacts {
  readonly deal: StoredDealState;
  readonly state: DealState;
  /** The stage it stands in; undefined without one, and where no pipeline has it any more. */
  readonly stage: Stage | undefined;
  readonly rate: number;
}

type Calculation = (facts: DealFacts) => string | null;

/** Reads one property of a deal: put in from behind the API, calculated, or as somebody wrote it. */
export function dealValue(
  deal: StoredDealState,
  pipelines: readonly Pipeline[],
  name: string,
): string | null {
  const state = deal.record;
  const override = state.overrides[name];
  if (override !== undefined) return override;
  const calculate = calculations.get(name);
  if (calculate !== undefined) return calculate(factsOf(deal, pipelines));
  return name.startsWith('hs_v2_') ? stageValue(state, deal.changedMs, name) : (state.values[name] ?? null);
}

function factsOf(deal: StoredDealState, pipelines: readonly Pipeline[]): DealFacts {
  const { values } = deal.record;
  const currency = values['deal_currency_code'] ?? companyCurrency;
  return {
    deal,
    state: deal.record,
    stage: findStage(pipelines, values['dealstage'])?.stage,
    rate: Object.hasOwn(dollarsPerUnit, currency) ? (dollarsPerUnit[currency] ?? 1) : 1,
  };
}

function time(ms: number | undefined): string | null {
  return ms === undefined ? null : wireTime(ms);
}

function count(value: number | undefined): string | null {
  return value === undefined ? null : String(value);
}

function amountOf({ state }: DealFacts): string | undefined {
  return state.values['amount'] === '' ? undefined : state.values['amount'];
}

function closeMs({ state }: DealFacts): number {
  return Date.parse(state.values['closedate'] ?? '');
}

function hasStage({ state }: DealFacts): boolean {
  return (state.values['dealstage'] ?? '') !== '';
}

function isWon({ stage }: DealFacts): boolean {
  return stage !== undefined && stage.isClosed && stage.probability === 1;
}

function isLost({ stage }: DealFacts): boolean {
  return stage !== undefined && stage.isClosed && stage.probability === 0;
}

/** Amount times a factor: long digits and all; `"0"` without a stage. */
function weighted(facts: DealFacts, factor: number): string | null {
  const amount = amountOf(facts);
  if (!hasStage(facts)) return '0';
  return amount === undefined || facts.stage === undefined
    ? null
    : exactProduct(amount, facts.stage.probability * factor);
}

function inHomeCurrency(facts: DealFacts): string | null {
  const amount = amountOf(facts);
  if (amount === undefined) return null;
  return facts.rate === 1 ? plainNumber(amount) : exactProduct(amount, facts.rate);
}

function enteredMs(facts: DealFacts): number | undefined {
  return hasStage(facts) ? facts.state.history['dealstage']?.at(-1)?.atMs : undefined;
}

function assignedMs({ deal, state }: DealFacts): number | undefined {
  if ((state.values['hubspot_owner_id'] ?? '') === '') return undefined;
  return state.history['hubspot_owner_id']?.at(-1)?.atMs ?? deal.createdMs;
}

function daysToClose(facts: DealFacts): string | null {
  const closed = closeMs(facts);
  if (Number.isNaN(closed)) return null;
  return String(Math.max(0, Math.floor((closed - facts.deal.createdMs) / 86_400_000)));
}

const calculations: ReadonlyMap<string, Calculation> = new Map<string, Calculation>([
  ['hs_object_id', ({ deal }) => String(deal.id)],
  ['hs_createdate', ({ deal }) => wireTime(deal.createdMs)],
  ['createdate', ({ deal, state }) => state.values['createdate'] ?? wireTime(deal.createdMs)],
  ['hs_lastmodifieddate', ({ deal }) => wireTime(deal.changedMs)],
  ['amount_in_home_currency', inHomeCurrency],
  ['hs_exchange_rate', ({ rate }) => String(rate)],
  [
    'hs_deal_stage_probability',
    ({ stage }) => (stage === undefined ? null : exactDecimalText(stage.probability)),
  ],
  ['hs_deal_stage_probability_shadow', ({ stage }) => exactDecimalText(stage?.probability ?? 0)],
  ['hs_projected_amount', (facts) => weighted(facts, 1)],
  ['hs_projected_amount_in_home_currency', (facts) => weighted(facts, facts.rate)],
  ['hs_forecast_amount', (facts) => inHomeCurrency(facts)],
  ['hs_is_closed', (facts) => (hasStage(facts) ? String(facts.stage?.isClosed ?? false) : null)],
  ['hs_is_closed_won', (facts) => String(isWon(facts))],
  ['hs_is_closed_lost', (facts) => String(isLost(facts))],
  ['hs_closed_won_date', (facts) => (isWon(facts) ? (facts.state.values['closedate'] ?? null) : null)],
  [
    'hs_closed_deal_close_date',
    (facts) => (facts.stage?.isClosed === true ? String(closeMs(facts) || 0) : '0'),
  ],
  [
    'hs_open_deal_create_date',
    (facts) => (facts.stage?.isClosed === true ? '0' : String(facts.deal.createdMs)),
  ],
  ['hs_weighted_pipeline_in_company_currency', (facts) => weighted(facts, facts.rate)],
  ['hs_closed_won_count', (facts) => (isWon(facts) ? '1' : '0')],
  ['hs_is_closed_count', ({ stage }) => (stage?.isClosed === true ? '1' : '0')],
  ['hs_is_open_count', ({ stage }) => (stage?.isClosed === true ? '0' : '1')],
  ['hs_closed_amount', (facts) => (isWon(facts) ? (amountOf(facts) ?? '0') : '0')],
  ['days_to_close', daysToClose],
  ['hs_v2_date_entered_current_stage', (facts) => time(enteredMs(facts))],
  // Named like a duration, but it carries the same instant.
  ['hs_v2_time_in_current_stage', (facts) => time(enteredMs(facts))],
  ['notes_last_contacted', ({ state }) => time(state.activity.lastContactedMs)],
  ['notes_last_updated', ({ state }) => time(state.activity.lastUpdatedMs)],
  ['notes_next_activity_date', ({ state }) => time(state.activity.nextMs)],
  ['num_notes', ({ state }) => String(state.activity.notes)],
  ['num_contacted_notes', ({ state }) => String(state.activity.contacted)],
  ['num_associated_contacts', ({ state }) => String(state.contacts.length)],
  [
    'hs_primary_associated_company',
    ({ state }) => count(state.companies.find(({ typeIds }) => typeIds.includes(primaryCompany))?.id),
  ],
  ['hs_object_source', ({ state }) => state.source],
  ['hs_object_source_label', ({ state }) => state.source],
  ['hs_object_source_user_id', ({ state }) => count(state.creatorUserId)],
  ['hs_created_by_user_id', ({ state }) => count(state.creatorUserId)],
  ['hs_updated_by_user_id', ({ state }) => count(state.updaterUserId)],
  ['hs_all_owner_ids', ({ state }) => state.values['hubspot_owner_id'] ?? null],
  ['hubspot_owner_assigneddate', (facts) => time(assignedMs(facts))],
  ['hs_merged_object_ids', ({ state }) => (state.mergedIds.length === 0 ? null : state.mergedIds.join(';'))],
  [
    'margin_estimate',
    (facts) => (amountOf(facts) === undefined ? null : exactProduct(amountOf(facts) ?? '0', 0.35)),
  ],
]);

/** Values of `hs_v2_date_entered_<stage>` and its sisters, from the history of the stage. */
function stageValue(state: DealState, changedMs: number, name: string): string | null {
  const match = /^hs_v2_(date_entered|date_exited|latest_time_in|cumulative_time_in)_(.+)$/.exec(name);
  const history = state.history['dealstage'] ?? [];
  const visits = history
    .map((entry, at) => ({ entry, leftMs: history[at + 1]?.atMs }))
    .filter(({ entry }) => stagePropertyPart(entry.value) === match?.[2]);
  const last = visits.at(-1);
  if (last === undefined) return null;
  const duration = ({ entry, leftMs = changedMs }: (typeof visits)[number]): number =>
    Math.max(0, leftMs - entry.atMs);
  switch (match?.[1]) {
    case 'date_entered':
      return wireTime(last.entry.atMs);
    case 'date_exited':
      return time(last.leftMs);
    case 'latest_time_in':
      return String(duration(last));
    default:
      return String(visits.reduce((sum, visit) => sum + duration(visit), 0));
  }
}
