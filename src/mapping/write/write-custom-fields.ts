import type { CustomFieldDefinition } from '../../connector-kit/resource.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { CollectPlan } from '../check/plan.ts';
import { descriptorPath } from '../native/native-path.ts';
import { placeText } from '../yaml/place.ts';
import { isSameValue } from './compare.ts';
import { encodeCustomField } from './encode-custom-field.ts';
import { encodeNative } from './encode.ts';
import { rowWithKey, rowWithValue, type Rows } from './find-row.ts';
import { shown, type Refusal } from './issues.ts';
import type { WriteRun } from './write-run.ts';

/** Writes the custom fields that the input names; all others stay as they are. */
export function writeCustomFields(name: string, value: JsonValue, plan: CollectPlan, run: WriteRun): void {
  const { at } = plan.rule;
  const { catalogue } = run.parts;
  const refuse = (refusal: Refusal, field = name): void => run.issues.refuse(field, at, refusal);
  if (plan.rule.access === 'read') {
    refuse({ code: 'read-only', message: plan.rule.because ?? 'the mapping does not let them be written' });
  } else if (!Array.isArray(value)) {
    const hint = 'write a list: [{ id, value }]; what it does not name stays as it is';
    refuse({ code: 'wrong-type', message: `${shown(value)} is not a list of custom fields`, hint });
  } else if (catalogue === undefined && value.length > 0) {
    refuse({
      code: 'unknown-reference',
      message: "the account's custom fields could not be loaded",
      hint: 'grant the permission',
    });
  } else {
    const seen = new Set<string>();
    for (const item of value) writeItem(name, item, catalogue ?? [], seen, plan, run);
  }
}

function writeItem(
  name: string,
  item: JsonValue,
  catalogue: readonly CustomFieldDefinition[],
  seen: Set<string>,
  plan: CollectPlan,
  run: WriteRun,
): void {
  const { at } = plan.rule;
  if (!isJsonObject(item) || !Object.hasOwn(item, 'value')) {
    const message = `${shown(item)} is not a custom field`;
    run.issues.refuse(name, at, {
      code: 'wrong-type',
      message,
      hint: 'write { id, value } or { name, value }',
    });
    return;
  }
  const definition = definitionOf(item, catalogue);
  if ('refusal' in definition) {
    run.issues.refuse(`${name}[${String(item['id'] ?? item['name'])}]`, at, definition.refusal);
    return;
  }
  const { key } = definition;
  const field = `${name}[${key}]`;
  if (seen.has(key)) {
    run.issues.refuse(field, at, { code: 'conflict', message: 'it is named twice', hint: 'name it once' });
    return;
  }
  seen.add(key);
  writeOne({ field, key, definition, given: item['value'] ?? null, name }, plan, run);
}

function definitionOf(
  { id, name }: JsonObject,
  catalogue: readonly CustomFieldDefinition[],
): CustomFieldDefinition | { readonly refusal: Refusal } {
  const rows: Rows = new Map(catalogue.map(({ key, label }) => [key, { label }]));
  const found =
    typeof id === 'string'
      ? rowWithKey(rows, id)
      : typeof name === 'string'
        ? rowWithValue(rows, 'label', name)
        : {
            refusal: {
              code: 'wrong-type' as const,
              message: 'it has neither id nor name',
              hint: 'write { id, value }',
            },
          };
  if ('refusal' in found)
    return {
      refusal: {
        ...found.refusal,
        code: found.refusal.code === 'unknown-reference' ? 'unknown-field' : found.refusal.code,
      },
    };
  const definition = catalogue.find(({ key }) => key === found.key);
  return definition ?? { refusal: { code: 'unknown-field', message: `there is no field ${found.key}` } };
}

interface Item {
  readonly name: string;
  readonly field: string;
  readonly key: string;
  readonly definition: CustomFieldDefinition;
  readonly given: JsonValue;
}

function writeOne({ name, field, key, definition, given }: Item, plan: CollectPlan, run: WriteRun): void {
  const { at } = plan.rule;
  const find = (record: JsonObject): JsonValue | undefined => valueOf(record[name], key);
  const now = run.now === undefined ? undefined : find(run.now);
  if (run.now !== undefined && isSameValue(now ?? null, given)) {
    run.leave(field, given, at);
    return;
  }
  if (definition.access === 'read') {
    const message = `the vendor does not let "${definition.label}" be written`;
    run.issues.refuse(field, at, { code: 'read-only', message });
    return;
  }
  const encoded = encodeCustomField(definition, given, run.parts.scope);
  if ('refusal' in encoded) {
    run.issues.refuse(field, at, encoded.refusal);
    return;
  }
  // A record that begins without a value needs none taken away.
  if (given === null && run.isCreate) return;
  const { native, reads } = encoded;
  // Another spelling of what is there is no change.
  if (run.now !== undefined && isSameValue(now ?? null, reads)) {
    run.leave(field, given, at);
    return;
  }
  const path = `${descriptorPath(plan.container)}.${key}`;
  if (plan.form === 'object') {
    if (!run.claimText(field, path, native, at)) return;
    run.patch.put([...plan.container, { kind: 'key', name: key }], native);
  } else {
    const id = encodeNative(
      key,
      { type: 'id', path, values: undefined, open: true },
      undefined,
      run.parts.scope,
    );
    if ('refusal' in id) run.issues.refuse(field, at, id.refusal);
    else run.patch.putEntry(plan, id.native, native);
  }
  run.written.push({ field, value: given, path, native, at: placeText(at) });
  run.expectations.push({
    field,
    at,
    reads,
    find,
    condition: '',
    when: undefined,
    because: undefined,
    path: undefined,
    kept: undefined,
    clearing: undefined,
  });
}

function valueOf(fields: JsonValue | undefined, key: string): JsonValue | undefined {
  const found = Array.isArray(fields)
    ? fields.find((item) => isJsonObject(item) && item['id'] === key)
    : undefined;
  return isJsonObject(found) ? found['value'] : undefined;
}
