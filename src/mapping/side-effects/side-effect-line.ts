import type { Placed } from '../rules/rule.ts';
import type { Place } from '../yaml/place.ts';

/** Stands for whatever is written. */
export const anyField = '$any';

/** Fields that change along with others that are written, though nobody wrote them. */
export interface SideEffectLine {
  readonly at: Place;
  /** Unified fields, `customMappings.<key>`, or `$any` alone. */
  readonly writing: readonly Placed<string>[];
  /** Unified fields or `customMappings.<key>`; `customFields` are those that only the vendor writes. */
  readonly changes: readonly Placed<string>[];
  /** For whoever wonders. */
  readonly because: string;
}
