import type { JsonValue, StoredDeal } from '../../../../src/sandbox-kit/index.ts';
import type { PriorityWord, Status } from '../facts.ts';

export interface LeadOrigin {
  readonly leadId: number;
  readonly convertedSeconds: number;
}

export interface RelatedItem {
  readonly id: number;
  readonly type: 'person' | 'company' | 'task' | 'project';
}

/** What is kept of an opportunity; times are seconds from 1970. */
export interface DealState {
  readonly name: string;
  readonly assigneeId: number | null;
  /** `YYYY-MM-DD`. */
  readonly closeDate: string | null;
  readonly companyId: number | null;
  readonly companyName: string | null;
  readonly customerSourceId: number | null;
  readonly details: string | null;
  readonly lossReasonId: number | null;
  readonly pipelineId: number;
  readonly stageId: number | null;
  readonly primaryContactId: number | null;
  readonly priority: PriorityWord;
  readonly status: Status;
  readonly tags: readonly string[];
  readonly interactionCount: number;
  readonly monetaryUnit: string | null;
  readonly monetaryValue: number | null;
  readonly winProbability: number | null;
  readonly stageChangedSeconds: number;
  readonly lastContactedSeconds: number | null;
  readonly leads: readonly LeadOrigin[];
  readonly leadCreatedSeconds: number | null;
  /** Values by the id of their definition; fields nobody set are absent. Dates are seconds, options are ids. */
  readonly custom: ReadonlyMap<number, JsonValue>;
  readonly followed: boolean;
  readonly related: readonly RelatedItem[];
  /** True for a record that comes in the shape of former years, without the newer keys. */
  readonly oldStyle: boolean;
}

export type StoredDealState = StoredDeal<DealState>;
