import type { JsonObject } from './json.ts';

/** A vendor's id as text, whatever type the vendor uses. `"0"` is an id. */
export type NativeId = string;

/** A UTC instant in canonical text: `YYYY-MM-DDTHH:mm:ss.sssZ`. Sorts as text. */
export type Instant = string;

/** A calendar day: `YYYY-MM-DD`. */
export type CalendarDate = string;

/** A record as the vendor sent it. */
export interface NativeRecord {
  readonly id: NativeId;
  /** When the vendor says it last changed; undefined where the vendor does not say. */
  readonly changedAt: Instant | undefined;
  /**
   * When it was deleted, of a record that the vendor shows as deleted without counting that as a change: restored, it
   * has the change time it had before.
   */
  readonly deletedAt?: Instant;
  /** The vendor's body verbatim, plus what the native descriptor marks as `attached`. */
  readonly body: JsonObject;
}

/** The fact that a record is gone, where the vendor reports it without a body. */
export interface Tombstone {
  readonly id: NativeId;
  readonly reason: 'deleted' | 'archived' | 'merged';
  /** The surviving record of a merge. */
  readonly mergedInto?: NativeId;
  readonly deletedAt?: Instant;
}
