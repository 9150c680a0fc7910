import { opportunityFields } from '../model/opportunity-fields.ts';
import type { JsonValue } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { Opportunity } from '../model/opportunity.ts';
import { UsageError } from './cli-error.ts';
import { suggestion } from './suggestion.ts';

const readable = Object.entries(opportunityFields)
  .filter(([, spec]) => spec.access !== 'write')
  .map(([name]) => name);
const ownMapping = 'customMappings.';

/** The fields of `--fields`, in the order in which they were asked for. @throws UsageError for one that is none. */
export function readFields(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const names = text.split(',').map((name) => name.trim());
  for (const name of names) {
    if (!name.startsWith(ownMapping)) requireField(name);
  }
  return [...new Set(names)];
}

/** @throws UsageError when the model has no such field to read; `more` is said beside what was probably meant. */
export function requireField(name: string, more = ''): string {
  if (readable.includes(name)) return name;
  const hint = suggestion(name, readable) + more;
  throw new UsageError(`An opportunity has no field "${name}".`, { hint });
}

/** Names of all fields that a record may carry, in the model's order. */
export function readableFields(): readonly string[] {
  return readable;
}

/** One value of a record by its name, `customMappings.<key>` included; undefined where the record has none. */
export function fieldValue(opportunity: Opportunity, name: string): JsonValue | undefined {
  const values: Readonly<Record<string, unknown>> = opportunity;
  if (!name.startsWith(ownMapping)) return asJson(values[name]);
  const own = asJson(opportunity.customMappings);
  const key = name.slice(ownMapping.length);
  return isJsonObject(own) && Object.hasOwn(own, key) ? own[key] : undefined;
}

function asJson(value: unknown): JsonValue | undefined {
  // A record is JSON by its schema, so each of its values is.
  return value as JsonValue | undefined;
}
