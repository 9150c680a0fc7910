import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { jsonCopy } from '../../model/json-copy.ts';
import type { FieldSpec } from '../../model/field-spec.ts';
import type { FieldPlan } from '../check/plan.ts';
import { suggestAny } from '../did-you-mean.ts';
import type { MappedWrite } from '../write-types.ts';
import { checkAfter } from './check-after.ts';
import { checkLists } from './check-lists.ts';
import { checkTables } from './check-tables.ts';
import { isSameValue } from './compare.ts';
import { insteadOf } from './instead.ts';
import { shown } from './issues.ts';
import { writeCustomFields } from './write-custom-fields.ts';
import { warnUnproven } from './warn-unproven.ts';
import { writeValue } from './write-value.ts';
import { WriteRun, type WriteParts } from './write-run.ts';

/** A partial unified record as a change of the native one. Never throws: whatever cannot be written is an issue. */
export function writeRecord(
  input: JsonObject,
  current: JsonObject | undefined,
  parts: WriteParts,
): MappedWrite {
  const record = isJsonObject(current) ? current : undefined;
  const read = record === undefined ? undefined : parts.read(record).record;
  const { name: model, fields: known } = parts.writers.checked.model;
  const copies = copiesOf(input);
  const now = isJsonObject(read) ? read : undefined;
  const run = new WriteRun(parts, { input: Object.fromEntries(copies.good), current: record, now });
  if (!isJsonObject(input)) {
    const message = `it is not an object with fields of an ${model}`;
    run.issues.refuse(model, undefined, { code: 'wrong-type', message, hint: 'write { field: value }' });
  }
  for (const name of copies.bad) {
    const message = 'it holds what JSON cannot carry';
    const hint = 'write texts, finite numbers, true, false, null, lists and plain objects of those';
    run.issues.refuse(name, undefined, { code: 'wrong-type', message, hint });
  }
  for (const name of [...copies.good.keys(), ...copies.bad]) {
    if (Object.hasOwn(known, name)) continue;
    const message = `an ${model} has no field "${name}"`;
    run.issues.refuse(name, undefined, {
      code: 'unknown-field',
      message,
      hint: suggestAny(name, Object.keys(known), 'leave it out'),
    });
  }
  for (const { name, spec, plan } of parts.writers.fields) {
    const value = run.given(name);
    if (value !== undefined && !run.issues.isRefused(name)) writeField(name, value, spec, plan, run);
  }
  checkTables(run);
  checkLists(run);
  if (run.expectations.length > 0 || run.isCreate) checkAfter(run);
  warnUnproven(run);
  return outcome(run);
}

/** With an error there is nothing to be sent: what a refused field would have written is not shown as if there were. */
function outcome({ patch, written, issues, parts }: WriteRun): MappedWrite {
  const isSendable = issues.all.every(({ severity }) => severity === 'warning');
  const sent = isSendable ? written.filter(({ native }) => native !== undefined) : [];
  const given = new Set(written.map(({ field }) => field));
  const along = parts.writers.alsoChanges(sent.map(({ field }) => field));
  return {
    patch: isSendable ? patch.body : {},
    fields: written.filter(({ field }) => !issues.isRefused(field)),
    alsoChanges: along.filter(({ field }) => !given.has(field)),
    issues: issues.all,
  };
}

/** The fields of an input as JSON, and the names of those that are none; undefined ones are not there. */
function copiesOf(input: unknown): {
  readonly good: Map<string, JsonValue>;
  readonly bad: readonly string[];
} {
  const good = new Map<string, JsonValue>();
  const bad: string[] = [];
  for (const name of isJsonObject(input) ? Object.keys(input) : []) {
    const [copy, isThere] = copyOf(input, name);
    if (copy !== undefined) good.set(name, copy);
    else if (isThere) bad.push(name);
  }
  return { good, bad };
}

function copyOf(input: unknown, name: string): readonly [copy: JsonValue | undefined, isThere: boolean] {
  try {
    const value: unknown = isJsonObject(input) ? input[name] : undefined;
    return [jsonCopy(value), value !== undefined];
  } catch {
    // A getter that throws.
    return [undefined, true];
  }
}

function writeField(name: string, value: JsonValue, spec: FieldSpec, plan: FieldPlan, run: WriteRun): void {
  const { at } = plan.rule;
  switch (plan.kind) {
    case 'unsupported':
      run.issues.refuse(name, at, {
        code: 'unsupported',
        message: `it is not supported: ${plan.reason}`,
        hint:
          spec.access === 'read'
            ? 'leave it out'
            : 'leave it out, or keep it in a custom field of the account',
      });
      return;
    // What passThrough adds goes into the requests, not into the record.
    case 'merge':
      return;
    case 'overlay':
      writeCustomMappings(name, value, plan, run);
      return;
    case 'collect':
      writeCustomFields(name, value, plan, run);
      return;
    case 'value': {
      const writer = run.parts.writers.writers.get(name);
      if (writer === undefined) return;
      if (spec.access !== 'read') writeValue(writer, value, (record) => record[name], run);
      else if (run.now !== undefined && isSameValue(run.now[name], value)) run.leave(name, value, at);
      else {
        const hint = spec.instead ?? insteadOf(plan, run.parts.writers);
        run.issues.refuse(name, at, { code: 'read-only', message: 'it can only be read', hint });
      }
    }
  }
}

function writeCustomMappings(name: string, value: JsonValue, { rule }: FieldPlan, run: WriteRun): void {
  if (!isJsonObject(value)) {
    const message = `${shown(value)} is not an object of custom mappings`;
    run.issues.refuse(name, rule.at, { code: 'wrong-type', message, hint: 'write { key: value }' });
    return;
  }
  const { customMappings } = run.parts.writers;
  for (const [key, given] of Object.entries(value)) {
    const writer = customMappings.get(key);
    if (writer === undefined) {
      const hint = suggestAny(key, customMappings.keys(), 'add it in an overlay: docs/mapping.md');
      run.issues.refuse(`${name}.${key}`, rule.at, {
        code: 'unknown-field',
        message: `no overlay adds "${key}"`,
        hint,
      });
      continue;
    }
    const find = (record: JsonObject): JsonValue | undefined => {
      const found = record[name];
      return isJsonObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
    };
    writeValue(writer, given, find, run);
  }
}
