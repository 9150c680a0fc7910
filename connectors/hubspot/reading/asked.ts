import type { RequestPlan } from '../../../src/connector-kit/index.ts';

/** Objects whose ids a deal can carry. */
export const associatedObjects = ['contacts', 'companies', 'leads'] as const;
export type AssociatedObject = (typeof associatedObjects)[number];

/** What one listing asks HubSpot for. */
export interface Asked {
  readonly properties: readonly string[];
  /** Shrinks while the listing runs: an object the account refuses is taken out and not asked for again. */
  readonly objects: Set<AssociatedObject>;
}

/** Read whatever the mapping wants: the change time, and the ids of deals merged into this one. */
const always = ['hs_lastmodifieddate', 'hs_merged_object_ids'];

/** Asked for where no mapping says what it needs. */
const withoutPlan = [
  'dealname',
  'description',
  'dealtype',
  'amount',
  'amount_in_home_currency',
  'deal_currency_code',
  'hs_deal_stage_probability',
  'hs_projected_amount',
  'closedate',
  'hs_closed_won_date',
  'closed_lost_reason',
  'closed_won_reason',
  'pipeline',
  'dealstage',
  'hs_is_closed',
  'hs_is_closed_won',
  'hs_is_closed_lost',
  'hs_analytics_source',
  'hs_primary_associated_company',
  'hubspot_owner_id',
  'hs_priority',
  'hs_tag_ids',
  'num_notes',
  'hs_v2_date_entered_current_stage',
  'notes_last_updated',
  'notes_last_contacted',
  'createdate',
  'hs_createdate',
  'hs_created_by_user_id',
  'hs_updated_by_user_id',
  'hs_object_source_user_id',
];

const propertyPath = /^properties\.([a-z0-9_]+)$/i;

/** Turns what a mapping reads into properties and associated objects to request. */
export function askedBy(plan: RequestPlan | undefined): Asked {
  if (plan === undefined) {
    return { properties: unique([...withoutPlan, ...always]), objects: new Set(associatedObjects) };
  }
  const named = plan.paths.map((path) => propertyPath.exec(path)?.[1]).filter((name) => name !== undefined);
  return {
    properties: unique([...named, ...plan.customFieldKeys, ...always]),
    objects: new Set(
      associatedObjects.filter((object) =>
        plan.paths.some((path) => path.startsWith(`associations.${object}.`)),
      ),
    ),
  };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
