import { suggestAny } from '../../mapping/did-you-mean.ts';
import type { WriteIssue } from '../../mapping/write-types.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { opportunityFields } from '../../model/opportunity-fields.ts';
import { OpportunityInput } from '../../model/opportunity-input.ts';
import { ClientError } from '../client-error.ts';
import { isPlainObject, jsonCopy } from '../../model/json-copy.ts';
import { isList } from './same-json.ts';

/** An input as it was given, looked through. */
export interface WriteInput {
  /** For the mapping: keys of the model only, values that JSON can carry, nothing undefined. */
  readonly fields: JsonObject;
  readonly passThrough: readonly JsonValue[];
  readonly issues: readonly WriteIssue[];
}

const longestName = 60;

/**
 * A copy of the caller's object, so that nothing it does later changes a plan.
 *
 * @throws ClientError `bad-option` where it is no object.
 */
export function readWriteInput(given: unknown): WriteInput {
  if (!isPlainObject(given)) {
    throw new ClientError('bad-option', 'The opportunity to be written is not an object.', {
      hint: 'Pass an object such as { title: "New deal" }.',
    });
  }
  const fields: [string, JsonValue][] = [];
  const issues: WriteIssue[] = [];
  let passThrough: readonly JsonValue[] = [];
  for (const [name, raw] of Object.entries(given)) {
    if (raw === undefined) continue;
    const value = Object.hasOwn(opportunityFields, name) ? jsonCopy(raw) : undefined;
    if (!Object.hasOwn(opportunityFields, name)) issues.push(unknownField(name));
    else if (value === undefined) issues.push(notJson(name));
    else if (name !== 'passThrough') fields.push([name, value]);
    else if (isList(value)) passThrough = value;
    else issues.push(notAList());
  }
  return { fields: Object.fromEntries(fields), passThrough, issues };
}

function unknownField(name: string): WriteIssue {
  const shown = name.slice(0, longestName);
  return error({
    field: shown,
    code: 'unknown-field',
    message: `an opportunity has no field "${shown}"`,
    hint: suggestAny(shown, Object.keys(OpportunityInput.shape), 'leave it out'),
  });
}

function notJson(field: string): WriteIssue {
  return error({
    field,
    code: field === 'passThrough' ? 'bad-pass-through' : 'wrong-type',
    message: `${field} holds something that JSON cannot carry`,
    hint: 'give text, numbers, booleans, null, lists and plain objects; a date as text',
  });
}

function notAList(): WriteIssue {
  return error({
    field: 'passThrough',
    code: 'bad-pass-through',
    message: 'passThrough is not a list',
    hint: 'give a list of entries such as { serviceId, extendObject }',
  });
}

function error(issue: Pick<WriteIssue, 'field' | 'code' | 'message' | 'hint'>): WriteIssue {
  return { ...issue, severity: 'error', at: undefined };
}
