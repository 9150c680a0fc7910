import { dealValue } from './deal-values.ts';
import { noActivity, type DealState, type HistoryEntry, type StoredDealState } from './deal-state.ts';
import type { PropertyProblem } from '../errors.ts';
import { findStage } from '../seed/pipelines.ts';
import type { Portal } from '../portal.ts';
import { wireTime } from '../wire-values.ts';

/** Who makes a change. */
export interface Author {
  readonly sourceType: string;
  readonly sourceId: string;
  /** Undefined for apps. */
  readonly userId: number | undefined;
}

export const appAuthor: Author = { sourceType: 'INTEGRATION', sourceId: '3301', userId: undefined };
export const personAuthor: Author = { sourceType: 'CRM_UI', sourceId: 'userId:70001', userId: 70_001 };

/** A deal with nothing in it. */
export function emptyDeal(author: Author): DealState {
  return {
    values: {},
    overrides: {},
    history: {},
    contacts: [],
    companies: [],
    leads: [],
    activity: noActivity,
    source: author.userId === undefined ? 'INTEGRATION' : 'CRM_UI',
    creatorUserId: author.userId,
    updaterUserId: author.userId,
    mergedIds: [],
  };
}

/** The state after a write: the pipeline a stage brings with it, the close date of a closed stage, the history. */
export function applyValues(
  portal: Portal,
  before: DealState,
  given: Readonly<Record<string, string>>,
  author: Author,
  deal: StoredDealState | undefined,
): DealState {
  const nowMs = portal.clock.nowMs();
  const changes = { ...given, ...broughtAlong(portal, before, given, deal !== undefined) };
  const history: Record<string, readonly HistoryEntry[]> = { ...before.history };
  for (const [name, value] of Object.entries(changes)) {
    if (before.values[name] === value) continue;
    const earlier = history[name] ?? firstEntry(portal, deal, name);
    history[name] = [
      ...earlier,
      { value, atMs: nowMs, sourceType: author.sourceType, sourceId: author.sourceId },
    ];
  }
  return { ...before, values: { ...before.values, ...changes }, history, updaterUserId: author.userId };
}

function firstEntry(
  portal: Portal,
  deal: StoredDealState | undefined,
  name: string,
): readonly HistoryEntry[] {
  const value = deal === undefined ? null : dealValue(deal, portal.pipelines, name);
  if (deal === undefined || value === null) return [];
  return [{ value, atMs: deal.createdMs, sourceType: deal.record.source }];
}

function broughtAlong(
  portal: Portal,
  before: DealState,
  given: Readonly<Record<string, string>>,
  exists: boolean,
): Readonly<Record<string, string>> {
  const stageId = given['dealstage'] ?? '';
  if (stageId === '') return {};
  const entered = findStage(portal.pipelines, stageId);
  const left = findStage(portal.pipelines, before.values['dealstage'])?.stage;
  const pipeline = given['pipeline'] ?? (before.values['pipeline'] || 'default');
  const closes =
    entered?.stage.isClosed === true &&
    (left?.isClosed !== true || left.probability !== entered.stage.probability);
  // Only a move closes: a deal that an app creates in a closed stage keeps an empty close date.
  return closes && exists && given['closedate'] === undefined
    ? { pipeline, closedate: wireTime(portal.clock.nowMs()) }
    : { pipeline };
}

/**
 * The account's own rules: its form for new deals asks for a name, and a deal that is won needs a close date. Only the
 * newest versions enforce them: https://developers.hubspot.com/changelog/crm-api-write-validation-enforcement (2026-11-22).
 *
 * @param before What the deal holds now; undefined for one that is being created.
 */
export function ruleProblem(
  { pipelines, settings }: Portal,
  before: Readonly<Record<string, string>> | undefined,
  given: Readonly<Record<string, string>>,
): PropertyProblem | undefined {
  if (!settings.requiresProperties) return undefined;
  if (before === undefined && (given['dealname'] ?? '') === '')
    return missing('dealname', 'to create a deal');
  const after = { ...before, ...given };
  const stage = findStage(pipelines, after['dealstage'])?.stage;
  const moved = given['dealstage'] !== undefined || given['closedate'] !== undefined;
  const won = stage?.isClosed === true && stage.probability === 1;
  if (!moved || !won || (after['closedate'] ?? '') !== '') return undefined;
  return missing('closedate', `when "dealstage" is "${stage.id}"`);
}

function missing(name: string, occasion: string): PropertyProblem {
  return { name, code: 'MISSING_REQUIRED_PROPERTY', message: `Property "${name}" is required ${occasion}.` };
}
