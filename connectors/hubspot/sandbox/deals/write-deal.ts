import type { JsonObject, SandboxAnswer } from '../../../../src/sandbox-kit/index.ts';
import { appAuthor, applyValues, emptyDeal, ruleProblem } from './apply-changes.ts';
import { checkValues } from './check-values.ts';
import { tableOf, type Context } from '../context.ts';
import { dealView } from './deal-table.ts';
import type { DealState, StoredDealState } from './deal-state.ts';
import { enforcesWriteRules } from '../endpoint.ts';
import { invalidProperties, refusal } from '../errors.ts';
import { conflictAnswer, conflictOf, uniqueValues, type UniqueValues } from '../unique-values.ts';
import { withBodyLinks } from '../associations/body-links.ts';
import { renderWritten } from './render.ts';

/** A write that can be done, or the answer that refuses it. Nothing is changed until `run` is called. */
export type PreparedWrite =
  | { readonly run: () => JsonObject; readonly unique: UniqueValues; readonly refused?: undefined }
  | { readonly refused: SandboxAnswer };

/** What the answer to a create shows besides what was sent, where it is not empty. */
const shownAfterCreate = [
  'amount_in_home_currency',
  'hs_is_closed',
  'hs_is_closed_lost',
  'hs_is_closed_won',
  'hs_deal_stage_probability',
  'hs_deal_stage_probability_shadow',
  'hs_object_source',
  'hs_object_source_label',
  'hs_projected_amount',
  'num_associated_contacts',
  'num_notes',
  'pipeline',
];

/** Checks a create. */
export function prepareCreate(context: Context, input: JsonObject, version: string): PreparedWrite {
  const { portal } = context;
  const table = tableOf(context, 'deals');
  const checked = checkValues(portal, table.properties, input['properties'], {});
  const refused = refusalOf(context, checked, undefined, version, undefined);
  if (refused !== undefined) return { refused };
  const linked = withBodyLinks(context, emptyDeal(appAuthor), input['associations']);
  if (linked.refused !== undefined) return { refused: linked.refused };
  const { state } = linked;
  return {
    unique: uniqueValues(table, checked.values),
    run: () => {
      const created = portal.store.create(applyValues(portal, state, checked.values, appAuthor, undefined));
      return written(context, created, checked.values);
    },
  };
}

/** Checks an update. */
export function prepareUpdate(
  context: Context,
  id: number,
  input: JsonObject,
  version: string,
): PreparedWrite {
  const { portal } = context;
  const deal = portal.store.find(id);
  if (deal === undefined) return { refused: refusal(404, 'resource not found', 'OBJECT_NOT_FOUND') };
  const before = deal.record.values;
  const table = tableOf(context, 'deals');
  const checked = checkValues(portal, table.properties, input['properties'], before);
  const refused = refusalOf(context, checked, before, version, id);
  if (refused !== undefined) return { refused };
  return {
    unique: uniqueValues(table, checked.values),
    run: () => {
      const state: DealState = applyValues(portal, deal.record, checked.values, appAuthor, deal);
      return written(context, portal.store.write(id, state), checked.values);
    },
  };
}

function written(
  context: Context,
  deal: StoredDealState,
  values: Readonly<Record<string, string>>,
): JsonObject {
  const table = tableOf(context, 'deals');
  return renderWritten(table, dealView(context.portal, deal), [...Object.keys(values), ...shownAfterCreate]);
}

function refusalOf(
  context: Context,
  checked: ReturnType<typeof checkValues>,
  before: Readonly<Record<string, string>> | undefined,
  version: string,
  id: number | undefined,
): SandboxAnswer | undefined {
  if (checked.problems.length > 0) return invalidProperties(checked.problems);
  const rule = enforcesWriteRules(version) ? ruleProblem(context.portal, before, checked.values) : undefined;
  if (rule !== undefined) return invalidProperties([rule]);
  const table = tableOf(context, 'deals');
  const taken = conflictOf(table, uniqueValues(table, checked.values), id);
  return taken === undefined
    ? undefined
    : conflictAnswer(table, taken, context.portal.settings.plainConflicts);
}
