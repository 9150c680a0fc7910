import type { CustomFieldDefinition } from '../../connector-kit/resource.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { CollectPlan } from '../check/plan.ts';
import { fold } from '../compile/fold.ts';
import { descriptorPath } from '../native/native-path.ts';
import { isNothing, isSameJson, isSameValue } from './compare.ts';
import { encodeCustomField, takesList } from './encode-custom-field.ts';
import { isSameObject } from './encode-object.ts';
import { entryPath } from './entries.ts';
import { rowWithKey, rowWithValue, type Rows } from './find-row.ts';
import { shown, type Refusal } from './issues.ts';
import type { Spot, WriteRun } from './write-run.ts';

/** Writes the custom fields that the input names; all others stay as they are. */
export function writeCustomFields(name: string, value: JsonValue, plan: CollectPlan, run: WriteRun): void {
  const { at } = plan.rule;
  if (!Array.isArray(value)) {
    const hint = 'write a list: [{ id, value }]; what it does not name stays as it is';
    const message = `${shown(value)} is not a list of custom fields`;
    run.issues.refuse(name, at, { code: 'wrong-type', message, hint });
    return;
  }
  const seen = new Set<string>();
  for (const [index, item] of value.entries()) {
    if (isNamed(item)) writeItem(name, item, seen, plan, run);
    else refuseNameless(name, index, item, plan, run);
  }
}

/** An item that names a field and has a value for it. */
interface NamedItem extends JsonObject {
  readonly value: JsonValue;
}

function isNamed(item: JsonValue): item is NamedItem {
  return (
    isJsonObject(item) &&
    Object.hasOwn(item, 'value') &&
    (typeof item['id'] === 'string' || typeof item['name'] === 'string')
  );
}

function refuseNameless(
  name: string,
  index: number,
  item: JsonValue,
  { rule }: CollectPlan,
  run: WriteRun,
): void {
  const hasValue = isJsonObject(item) && Object.hasOwn(item, 'value');
  const message = hasValue
    ? `item ${index + 1} of the list names no field: ${shown(item)}`
    : `item ${index + 1} of the list is not a custom field: ${shown(item)}`;
  const hint = 'write { id, value } or { name, value }';
  run.issues.refuse(name, rule.at, { code: 'wrong-type', message, hint });
}

function writeItem(name: string, item: NamedItem, seen: Set<string>, plan: CollectPlan, run: WriteRun): void {
  const { at } = plan.rule;
  const given = item.value;
  const found = definitionOf(item, run);
  const key = 'refusal' in found ? String(item['id'] ?? item['name']) : found.key;
  const field = `${name}[${key}]`;
  const find = (record: JsonObject): JsonValue | undefined => valueOf(record[name], key);
  const now = run.now === undefined ? undefined : find(run.now);
  const refuse = (refusal: Refusal): void => run.issues.refuse(field, at, refusal);
  if (seen.has(key)) refuse({ code: 'conflict', message: 'it is named twice', hint: 'name it once' });
  else if (!('refusal' in found) && isOtherwiseCalled(found, item['name']))
    refuse(twoFields(found, item, run));
  // Reading shows fields that no definition knows: what was read may be written back.
  else if ('refusal' in found && now !== undefined && isSameJson(now, given)) run.leave(field, given, at);
  else if ('refusal' in found) refuse(found.refusal);
  else writeOne({ field, definition: found, given, now, find }, plan, run);
  seen.add(key);
}

/** By id, where one is given; else by the label. */
function definitionOf(
  { id, name }: JsonObject,
  { parts: { catalogue } }: WriteRun,
): CustomFieldDefinition | { readonly refusal: Refusal } {
  if (catalogue === undefined) {
    const message = "the account's custom fields could not be loaded";
    return { refusal: { code: 'unknown-reference', message, hint: 'grant the permission to read them' } };
  }
  const rows = rowsOf(catalogue);
  const what = 'custom fields';
  const found =
    typeof id === 'string' ? rowWithKey(rows, id, what) : rowWithValue(rows, 'label', name ?? null, what);
  if ('refusal' in found) {
    const { refusal } = found;
    const isUnknown = refusal.code === 'unknown-reference';
    return { refusal: isUnknown ? { ...refusal, code: 'unknown-field' } : refusal };
  }
  const definition = catalogue.find(({ key }) => key === found.key);
  const message = `there is no field "${found.key}"`;
  return definition ?? { refusal: { code: 'unknown-field', message, hint: 'name a field of the account' } };
}

/** True where the item has a name as well, and it is not that of the field. Case and spacing mean nothing. */
function isOtherwiseCalled({ label }: CustomFieldDefinition, name: JsonValue | undefined): boolean {
  return typeof name === 'string' && fold(name) !== fold(label);
}

/** Which of the two was meant, nobody can know. */
function twoFields(
  { key, label }: CustomFieldDefinition,
  { name = null }: JsonObject,
  { parts: { catalogue = [] } }: WriteRun,
): Refusal {
  const named = catalogue.filter((one) => fold(one.label) === fold(String(name)));
  const other =
    named.length === 0
      ? 'no field is called so'
      : `${shown(name)} is ${named.map((one) => one.key).join(', ')}`;
  const message = `the field ${key} is called ${shown(label)}, not ${shown(name)}: ${other}`;
  return { code: 'conflict', message, hint: 'give the id alone, or the name alone' };
}

/** Labels by key, for as long as the same list of definitions is used. */
const knownRows = new WeakMap<readonly CustomFieldDefinition[], Rows>();

function rowsOf(catalogue: readonly CustomFieldDefinition[]): Rows {
  const rows = knownRows.get(catalogue) ?? new Map(catalogue.map(({ key, label }) => [key, { label }]));
  knownRows.set(catalogue, rows);
  return rows;
}

interface Item {
  /** As issues name it. */
  readonly field: string;
  readonly definition: CustomFieldDefinition;
  readonly given: JsonValue;
  readonly now: JsonValue | undefined;
  find(record: JsonObject): JsonValue | undefined;
}

function writeOne({ field, definition, given, now, find }: Item, plan: CollectPlan, run: WriteRun): void {
  const { rule } = plan;
  const { at } = rule;
  const spot = spotOf(definition.key, plan);
  const isSame = sameness(definition);
  const isNow = (value: JsonValue): boolean =>
    run.now !== undefined &&
    (isSame(now ?? null, value) || (takesList(definition) && isNothing(now) && isNothing(value)));
  const keep = (reads: JsonValue): void => {
    run.keep(field, given, spot, at);
    run.expectations.push({ ...unconditional, field, at, reads, find });
  };
  if (isNow(given)) {
    // An object keeps what the vendor added to it.
    keep(definition.members === undefined ? given : (now ?? null));
    return;
  }
  if (rule.access === 'read' || definition.access === 'read') {
    const reason = definition.because === undefined ? '' : `: ${definition.because}`;
    const vendor = `the vendor does not let "${definition.label}" be written${reason}`;
    const author = rule.because ?? 'the mapping does not let custom fields be written';
    const message = rule.access === 'read' ? author : vendor;
    const hint = definition.instead ?? 'leave it out';
    run.issues.refuse(field, at, { code: 'read-only', message, hint });
    return;
  }
  const encoded = encodeCustomField(definition, given, run.parts.scope, now);
  if ('refusal' in encoded) {
    run.issues.refuse(field, at, encoded.refusal);
    return;
  }
  const { native, reads } = encoded;
  // A record that begins without a value needs none taken away.
  if (isNow(reads) || (run.isCreate && isNothing(reads))) keep(reads);
  else if (run.put(field, given, spot, native, at, definition.label))
    run.expectations.push({ ...unconditional, field, at, reads, find });
}

/** The order of what is JSON means something; that of options does not. */
function sameness({ wire, members }: CustomFieldDefinition): typeof isSameJson {
  if (wire !== 'json') return isSameValue;
  return members === undefined ? isSameJson : (left, right) => isSameObject(left, right ?? null, members);
}

const unconditional = {
  isUnchanged: false,
  condition: { words: '', fields: [] },
  when: undefined,
  because: undefined,
  path: undefined,
  kept: undefined,
  clearing: undefined,
} as const;

function spotOf(key: string, plan: CollectPlan): Spot {
  const { container, form, id, value } = plan;
  if (form === 'object')
    return { text: `${descriptorPath(container)}.${key}`, path: [...container, { kind: 'key', name: key }] };
  const mark = { kind: 'where', key: descriptorPath(id), value: key } as const;
  return { text: entryPath(plan, key), path: [...container, mark, ...value] };
}

function valueOf(fields: JsonValue | undefined, key: string): JsonValue | undefined {
  const found = Array.isArray(fields)
    ? fields.find((item) => isJsonObject(item) && item['id'] === key)
    : undefined;
  return isJsonObject(found) ? found['value'] : undefined;
}
