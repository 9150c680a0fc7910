import type { CustomFieldType } from './custom-field-types.ts';
import type { JsonValue } from './json.ts';

// Written out, and compared with the schemas by a test: what zod infers has neither names nor comments in an editor.

/** What became of a deal. */
export type OpportunityStatus = 'Open' | 'Won' | 'Lost' | 'Abandoned';

/** One field that the account added to its deals. */
export type CustomField = {
  /** The vendor's id of the field: stays the same when people rename it. */
  id: string;
  /** The label people see; null where the vendor no longer knows the field. */
  name: string | null;
  description?: string | null;
  type: CustomFieldType;
  /** Options are labels. The option ids stay in the native record. */
  value: JsonValue;
  /** What a `reference` points at, in the vendor's word. */
  refName?: string;
};

/** A custom field to be written: named by its id or by its label, options by their labels or ids. */
export type CustomFieldInput =
  | {
      /** The vendor's id of the field. */
      id: string;
      value: JsonValue;
    }
  | {
      /** The label people see. */
      name: string;
      value: JsonValue;
    };

/** Vendor-specific extras for a request body; applies only to the connector named by `serviceId`. */
export type PassThrough = {
  /** Id of the connector, such as `hubspot`. */
  serviceId: string;
  /** Another request of the call than the main one; `opportune connector show` lists them. */
  operationId?: string;
  /** Merged into the request body. */
  extendObject?: Record<string, JsonValue>;
  /** Sets single places of the request body (RFC 9535). */
  extendPaths?: { path: string; value: JsonValue }[];
};
