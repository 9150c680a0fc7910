import type { ModelSpec } from '../../model/field-spec.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Draft } from './run.ts';

/** What the engine has to know of a unified model besides its fields. */
export interface Shape<Unified> {
  readonly model: ModelSpec;
  /** Writes a field, known by its position among those of the model. All records of a mapping keep one hidden class. */
  readonly store: (record: Draft, position: number, value: JsonValue) => void;
  /** Fields without which a record cannot be used. */
  readonly required: readonly string[];
  /** The draft as what it has become: each field was filled by the codec of its type. */
  finish(draft: Draft): Unified;
}
