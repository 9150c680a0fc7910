import type { JsonObject, JsonValue, StoredDeal } from '../../../../src/sandbox-kit/index.ts';

export type DealStatus = 'open' | 'won' | 'lost';

/** What a deal carries itself, by the names and in the forms of API v2. */
export interface DealValues {
  readonly title: string;
  readonly creator_user_id: number;
  readonly value: number | null;
  readonly person_id: number | null;
  readonly org_id: number | null;
  readonly stage_id: number;
  readonly currency: string;
  readonly status: DealStatus;
  readonly probability: number | null;
  readonly lost_reason: string | null;
  readonly visible_to: number;
  readonly close_time: string | null;
  readonly pipeline_id: number;
  readonly won_time: string | null;
  readonly lost_time: string | null;
  readonly stage_change_time: string | null;
  readonly expected_close_date: string | null;
  readonly owner_id: number;
  readonly label_ids: readonly number[];
  readonly origin: string;
  readonly origin_id: string | null;
  readonly channel: number | null;
  readonly channel_id: string | null;
  readonly is_archived: boolean;
  readonly archive_time: string | null;
}

/** A person's link to a deal; the primary person has one too. */
export interface Participant {
  readonly linkId: number;
  readonly personId: number;
  readonly addedMs: number;
  readonly addedBy: number;
}

export interface Follower {
  readonly userId: number;
  readonly addedMs: number;
}

/** Who began or ceased to follow a deal. */
export interface FollowerChange {
  readonly action: 'added' | 'removed';
  readonly userId: number;
  readonly atMs: number;
}

/** A product on a deal, by the names and in the forms of API v2. */
export interface DealProduct {
  readonly id: number;
  readonly product_id: number;
  readonly product_variation_id: number | null;
  readonly item_price: number;
  readonly quantity: number;
  readonly tax: number;
  readonly tax_method: 'exclusive' | 'inclusive' | 'none';
  readonly discount: number;
  readonly discount_type: 'percentage' | 'amount';
  readonly comments: string;
  readonly is_enabled: boolean;
  readonly billing_frequency: 'one-time' | 'annually' | 'semi-annually' | 'quarterly' | 'monthly' | 'weekly';
  readonly billing_frequency_cycles: number | null;
  readonly billing_start_date: string | null;
  readonly add_time: string;
  readonly update_time: string | null;
}

/** One row of the changelog. */
export interface FieldChange {
  readonly field: string;
  readonly before: JsonValue;
  readonly after: JsonValue;
  readonly atMs: number;
  readonly userId: number;
  readonly source: 'app' | 'api';
}

/** What is counted around a deal. */
export interface DealActivity {
  readonly done: number;
  readonly planned: number;
  readonly lastDoneMs: number | undefined;
  readonly nextMs: number | undefined;
  readonly emails: number;
  readonly lastMailInMs: number | undefined;
  readonly lastMailOutMs: number | undefined;
  readonly notes: number;
}

/** What is kept of a deal; everything else is worked out when it is read. */
export interface DealState {
  readonly values: DealValues;
  /** Values of custom fields by hash, without the empty ones. */
  readonly custom: JsonObject;
  readonly firstWonTime: string | null;
  /** False until somebody changes the deal after its creation: until then it shows no change time. */
  readonly touched: boolean;
  readonly participants: readonly Participant[];
  readonly followers: readonly Follower[];
  /** Oldest first. */
  readonly followerChanges: readonly FollowerChange[];
  /** In their order; as long as there are any, they make up the value. */
  readonly products: readonly DealProduct[];
  readonly leadId: string | null;
  readonly activity: DealActivity;
  /** Oldest first. */
  readonly changes: readonly FieldChange[];
  /** Optional members that were put in from behind the API. */
  readonly overrides: JsonObject;
}

export type StoredDealState = StoredDeal<DealState>;

export const noActivity: DealActivity = {
  done: 0,
  planned: 0,
  lastDoneMs: undefined,
  nextMs: undefined,
  emails: 0,
  lastMailInMs: undefined,
  lastMailOutMs: undefined,
  notes: 0,
};
