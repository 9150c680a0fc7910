import type { FieldSpec } from '../../model/field-spec.ts';
import { Opportunity, OpportunityStatus } from '../../model/opportunity.ts';
import { opportunityFields } from '../../model/opportunity-fields.ts';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);

const checks: Readonly<Record<FieldSpec['type'], Check>> = {
  id: isText,
  text: isText,
  number: isNumber,
  integer: (value) => Number.isSafeInteger(value),
  percent: (value) => typeof value === 'number' && value >= 0 && value <= 100,
  currency: (value) => typeof value === 'string' && /^[A-Z]{3}$/.test(value),
  date: (value) =>
    typeof value === 'string' && value.length === 10 && value[4] === '-' && /^\d{4}-\d\d-\d\d$/.test(value),
  datetime: (value) =>
    typeof value === 'string' &&
    value.length === 24 &&
    value[23] === 'Z' &&
    value[19] === '.' &&
    value[10] === 'T',
  boolean: (value) => typeof value === 'boolean',
  'custom-fields': (value) => typeof value === 'object' && value !== null,
  'custom-mappings': (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'pass-through': () => false,
};

const statuses: ReadonlySet<unknown> = new Set(OpportunityStatus.options);

interface FieldCheck {
  readonly name: string;
  readonly valid: Check;
}

function checkOf(name: string, spec: FieldSpec): FieldCheck {
  const check = name === 'status' ? (value: unknown): boolean => statuses.has(value) : checks[spec.type];
  const whole: Check =
    spec.list && spec.type !== 'pass-through' ? (value) => Array.isArray(value) && value.every(check) : check;
  return { name, valid: spec.nullable ? (value) => value === null || whole(value) : whole };
}

const fieldChecks: readonly FieldCheck[] = Object.entries(opportunityFields).map(([name, spec]) =>
  checkOf(name, spec),
);

/**
 * True where a record is an Opportunity, as the schema has it, at a fraction of its cost. Custom fields are looked at
 * only as far as being objects; `Opportunity.safeParse` says what is wrong.
 */
export function validateOpportunity(record: unknown): record is Opportunity {
  if (typeof record !== 'object' || record === null) return false;
  if (!Object.hasOwn(record, 'id') || !Object.hasOwn(record, 'title')) return false;
  const fields: Readonly<Record<string, unknown>> = { ...record };
  for (const { name, valid } of fieldChecks) {
    const value = fields[name];
    if (value !== undefined && !valid(value)) return false;
  }
  return true;
}
