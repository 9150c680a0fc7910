import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { FieldSpec } from '../../model/field-spec.ts';
import type { FieldPlan } from '../check/plan.ts';
import { suggest } from '../did-you-mean.ts';
import type { MappedWrite } from '../write-types.ts';
import { checkAfter } from './check-after.ts';
import { checkLists } from './check-lists.ts';
import { checkTables } from './check-tables.ts';
import { isSameValue } from './compare.ts';
import { shown } from './issues.ts';
import { writeCustomFields } from './write-custom-fields.ts';
import { writeValue } from './write-value.ts';
import { WriteRun, type WriteParts } from './write-run.ts';

/** A partial unified record as a change of the native one. Never throws: whatever cannot be written is an issue. */
export function writeRecord(
  input: JsonObject,
  current: JsonObject | undefined,
  parts: WriteParts,
): MappedWrite {
  const read = current === undefined ? undefined : parts.read(current).record;
  const run = new WriteRun(parts, input, current, isJsonObject(read) ? read : undefined);
  const { fields, checked } = parts.writers;
  for (const key of Object.keys(input)) {
    if (Object.hasOwn(checked.model.fields, key)) continue;
    const hint = suggest(key, Object.keys(checked.model.fields));
    run.issues.refuse(key, undefined, {
      code: 'unknown-field',
      message: `an ${checked.model.name} has no field "${key}"`,
      hint,
    });
  }
  for (const { name, spec, plan } of fields) {
    const value = Object.hasOwn(input, name) ? input[name] : undefined;
    if (value !== undefined) writeField(name, value, spec, plan, run);
  }
  checkTables(run);
  checkLists(run);
  if (run.expectations.length > 0 || run.isCreate) checkAfter(run);
  return { patch: run.patch.body, fields: run.written, issues: run.issues.all };
}

function writeField(name: string, value: JsonValue, spec: FieldSpec, plan: FieldPlan, run: WriteRun): void {
  const { at } = plan.rule;
  switch (plan.kind) {
    case 'unsupported':
      run.issues.refuse(name, at, {
        code: 'unsupported',
        message: `the vendor has nothing like it: ${plan.reason}`,
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
      else run.issues.refuse(name, at, { code: 'read-only', message: 'no vendor lets it be written' });
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
      const hint = suggest(key, customMappings.keys()) ?? 'no overlay adds any';
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
