import type { StoredDeal } from '../../../../src/sandbox-kit/index.ts';

export type RecordSource = 'CRM_UI' | 'INTEGRATION' | 'IMPORT';

export interface HistoryEntry {
  readonly value: string;
  readonly atMs: number;
  readonly sourceType: string;
  readonly sourceId?: string;
}

/** A link to another record, with every association type it carries. */
export interface RecordLink {
  readonly id: number;
  readonly typeIds: readonly number[];
}

export interface DealActivity {
  readonly notes: number;
  readonly contacted: number;
  readonly lastUpdatedMs: number | undefined;
  readonly lastContactedMs: number | undefined;
  readonly nextMs: number | undefined;
}

/** What is kept of a deal; everything else is calculated when it is read. */
export interface DealState {
  /** Values that people or apps set, as they wrote them. `''` where somebody cleared it. */
  readonly values: Readonly<Record<string, string>>;
  /** Values of calculated properties that were put in from behind the API. */
  readonly overrides: Readonly<Record<string, string>>;
  /** Oldest first. */
  readonly history: Readonly<Record<string, readonly HistoryEntry[]>>;
  readonly contacts: readonly RecordLink[];
  readonly companies: readonly RecordLink[];
  readonly leads: readonly RecordLink[];
  readonly activity: DealActivity;
  readonly source: RecordSource;
  /** Undefined for records that apps made. */
  readonly creatorUserId: number | undefined;
  readonly updaterUserId: number | undefined;
  readonly mergedIds: readonly number[];
}

export type StoredDealState = StoredDeal<DealState>;

export const noActivity: DealActivity = {
  notes: 0,
  contacted: 0,
  lastUpdatedMs: undefined,
  lastContactedMs: undefined,
  nextMs: undefined,
};
