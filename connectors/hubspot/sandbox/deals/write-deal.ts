import type { JsonObject, SandboxAnswer } from '../../../../src/sandbox-kit/index.ts';
import { appAuthor, applyValues, emptyDeal, ruleProblem } from './apply-changes.ts';
import { checkValues } from './check-values.ts';
import { tableOf, type Context } from '../context.ts';
import { dealView } from './deal-table.ts';
import type { DealState, StoredDealState } from './deal-state.ts';
import { enforcesWriteRules } from '../endpoint.ts';
import { invalidProperties, refusal } from '../errors.ts';
import { withBodyLinks } from '../associations/body-links.ts';
import type { ObjectView } from '../object-view.ts';
import { renderWritten } from './render.ts';

/** A write that can be done, or the answer that refuses it. Nothing is changed until `run` is called. */
export type PreparedWrite =
  | { readonly run: () => JsonObject; readonly unique: string; readonly refused?: undefined }
  | { readonly refused: SandboxAnswer };

/** The one property whose values are unique. */
const uniqueProperty = 'erp_reference';

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
  const checked = checkValues(portal, input['properties'], {});
  const refused = refusalOf(context, checked, undefined, version, undefined);
  if (refused !== undefined) return { refused };
  const linked = withBodyLinks(context, emptyDeal(appAuthor), input['associations']);
  if (linked.refused !== undefined) return { refused: linked.refused };
  const { state } = linked;
  return {
    unique: checked.values[uniqueProperty] ?? '',
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
  const checked = checkValues(portal, input['properties'], before);
  const refused = refusalOf(context, checked, before, version, id);
  if (refused !== undefined) return { refused };
  return {
    unique: checked.values[uniqueProperty] ?? '',
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
  const taken = takenBy(context, checked.values, id);
  if (taken === undefined) return undefined;
  return context.portal.settings.plainConflicts
    ? refusal(409, `Deal already exists. Existing ID: ${taken.id}`, 'CONFLICT')
    : invalidProperties([
        {
          name: uniqueProperty,
          code: 'CONFLICTING_UNIQUE_VALUE',
          message: `${taken.id} already has that value.`,
        },
      ]);
}

/** Writes of one batch: the second of two with the same unique value is refused. */
export function withoutRepeatedValues(writes: readonly PreparedWrite[]): readonly PreparedWrite[] {
  const seen = new Set<string>();
  return writes.map((write) => {
    if (write.refused !== undefined || write.unique === '') return write;
    if (!seen.has(write.unique)) {
      seen.add(write.unique);
      return write;
    }
    const message = `The value "${write.unique}" of ${uniqueProperty} occurs twice in this batch.`;
    return { refused: refusal(409, message, 'CONFLICT') };
  });
}

function takenBy(
  context: Context,
  values: Readonly<Record<string, string>>,
  id: number | undefined,
): ObjectView | undefined {
  const reference = values[uniqueProperty] ?? '';
  const holder =
    reference === '' ? undefined : tableOf(context, 'deals').findByUnique(uniqueProperty, reference);
  return holder?.id === id ? undefined : holder;
}
