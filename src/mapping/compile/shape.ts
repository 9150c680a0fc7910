import type { ModelSpec } from '../../model/field-spec.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Draft } from './run.ts';

/** Writes one field of a record. */
export type Setter = (record: Draft, value: JsonValue) => void;

/** What the engine has to know of a unified model besides its fields. */
export interface Shape<Unified> {
  readonly model: ModelSpec;
  /** One function for each field, so that all records of a mapping keep one hidden class. */
  readonly setters: Readonly<Record<string, Setter>>;
  /** Fields without which a record cannot be used. */
  readonly required: readonly string[];
  /** The draft as what it has become: each field was filled by the codec of its type. */
  finish(draft: Draft): Unified;
}
