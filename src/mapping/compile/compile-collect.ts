import { isJsonObject, type JsonValue } from '../../model/json.ts';
import type { CollectPlan } from '../check/plan.ts';
import { descriptorPath } from '../native/native-path.ts';
import { placeText } from '../yaml/place.ts';
import { accessor, isList, type Accessor } from './accessor.ts';
import type { CompileScope } from './compile-scope.ts';
import { unknownItem, type CustomFieldReader } from './custom-field-reader.ts';
import type { Reader, Trace } from './reader.ts';
import { tidy } from './empty.ts';
import { cut, type Run } from './run.ts';
import { undeclaredKeys } from './undeclared-keys.ts';

/** What was found of the custom fields of one record. */
interface Found {
  /** In the order of the catalogue; undefined where the record has none. */
  readonly known: readonly (JsonValue | undefined)[];
  readonly unknown: readonly (readonly [id: string, raw: JsonValue])[];
}

const none: Found = { known: [], unknown: [] };

/** All fields of the catalogue, empty ones included, then whatever the record has besides. */
export function compileCollect(plan: CollectPlan, scope: CompileScope): Reader {
  const { empty } = scope.descriptor;
  const at = placeText(plan.rule.at);
  const container = accessor(plan.container);
  const find =
    plan.form === 'object'
      ? objectFinder(plan, container)
      : listFinder(plan, container, misplaced(plan, scope, at));
  const readFound = (run: Run): JsonValue => {
    const { known, unknown } = find(run) ?? none;
    const { fields } = run.customFields;
    const items = fields.map((field, index) => field.item(valueOf(field, known[index], run, at)));
    for (const [id, raw] of unknown) items.push(unknownItem(id, raw, empty));
    return items;
  };
  const read = plan.form === 'object' ? objectReader(plan, scope, at) : readFound;
  return {
    read,
    explain: (run, trace) => {
      run.note = undefined;
      const value = read(run);
      const issues = run.issues?.length ?? 0;
      const found = find(run) ?? none;
      // Looking at the same record again is no new issue.
      if (run.issues !== undefined) run.issues.length = issues;
      return explain(plan, found, value, run, trace);
    },
  };
}

/** Keys of one object, which are read together with all others of it. */
function objectReader(plan: CollectPlan, scope: CompileScope, at: string): Reader['read'] {
  const { empty } = scope.descriptor;
  const home = scope.collectFrom(plan.container);
  const others = undeclaredKeys(plan.declared, plan.reserved);
  const tellMisplaced = misplaced(plan, scope, at);
  return (run) => {
    const object = run.objects[home];
    if (object === undefined) return [];
    if (object.layout.keys.length === 0) tellMisplaced(run);
    const { customSlots } = run;
    const { fields, blank, positions } = run.customFields;
    const items = blank.slice();
    for (let index = 0; index < fields.length; index += 1) {
      const [field, slot] = [fields[index], customSlots[index]];
      if (field === undefined || slot === undefined) continue;
      const raw = object.at(slot);
      items[index] = field.item(raw === undefined || raw === null ? null : valueOf(field, raw, run, at));
    }
    for (const { key, position } of others(object.layout, positions)) {
      items.push(unknownItem(key, object.valueAt(position), empty));
    }
    return items;
  };
}

function valueOf(field: CustomFieldReader, raw: JsonValue | undefined, run: Run, at: string): JsonValue {
  if (raw === undefined) return null;
  if (field.keepsText && typeof raw === 'string' && raw !== '') return raw;
  const value = field.convert(raw, run);
  const code = run.refusal;
  if (code === undefined) return value;
  run.refusal = undefined;
  run.raise(`customFields[${field.id}]`, at, code, raw);
  return value;
}

/** Something else where the custom fields should be is an issue; nothing there is none. */
function misplaced(
  { container, form }: CollectPlan,
  { descriptor }: CompileScope,
  at: string,
): (run: Run) => void {
  const find = accessor(container);
  const isForm = form === 'object' ? isJsonObject : isList;
  const clean = tidy(descriptor.empty, { trim: false });
  return (run) => {
    const found = clean(find(run.native));
    if (found === undefined || isForm(found)) return;
    run.note = 'failed';
    run.raise('customFields', at, form === 'object' ? 'not-an-object' : 'not-a-list', found);
  };
}

type Find = (run: Run) => Found | undefined;

/** The same for explanations, where speed does not matter. */
function objectFinder({ declared, reserved }: CollectPlan, container: Accessor): Find {
  const others = undeclaredKeys(declared, reserved);
  return (run) => {
    const object = container(run.native);
    if (!isJsonObject(object)) return undefined;
    const { fields, positions } = run.customFields;
    const known = fields.map(({ find }) => find(object));
    const keys = Object.keys(object);
    const unknown = others({ keys }, positions).map(({ key }): [string, JsonValue] => [
      key,
      object[key] ?? null,
    ]);
    return { known, unknown };
  };
}

function listFinder(plan: CollectPlan, container: Accessor, tellMisplaced: (run: Run) => void): Find {
  const [idOf, valueOfItem] = [accessor(plan.id), accessor(plan.value)];
  const at = placeText(plan.rule.at);
  return (run) => {
    const list = container(run.native);
    if (!isList(list)) {
      tellMisplaced(run);
      return undefined;
    }
    const { fields, positions } = run.customFields;
    const known: (JsonValue | undefined)[] = fields.map(() => undefined);
    const unknown: [string, JsonValue][] = [];
    for (const item of list) {
      const id = idText(idOf(item));
      const position = id === undefined ? undefined : positions.get(id);
      if (id === undefined) run.raise('customFields', at, 'not-an-id', item);
      else if (position === undefined) unknown.push([id, valueOfItem(item) ?? null]);
      else known[position] = valueOfItem(item);
    }
    return { known, unknown };
  };
}

function idText(id: JsonValue | undefined): string | undefined {
  if (typeof id === 'string') return id;
  return typeof id === 'number' ? String(id) : undefined;
}

function explain(
  plan: CollectPlan,
  { known, unknown }: Found,
  value: JsonValue,
  run: Run,
  trace: Trace,
): ReturnType<Reader['explain']> {
  const home = descriptorPath(plan.container);
  const pathOf = (id: string): string =>
    plan.form === 'object' ? `${home}.${id}` : `${home}[${descriptorPath(plan.id)}=${id}]`;
  const items = isList(value) ? value : [];
  run.customFields.fields.forEach(({ id, words }, index) => {
    const item = items[index];
    const shown = isJsonObject(item) ? (item['value'] ?? null) : null;
    trace.steps.push({
      path: pathOf(id),
      native: cut(known[index]),
      steps: [words],
      value: shown,
      used: shown !== null,
    });
  });
  for (const [id, raw] of unknown) {
    trace.steps.push({
      path: pathOf(id),
      native: cut(raw),
      steps: ['no definition: as it is'],
      value: raw,
      used: true,
    });
  }
  if (items.length > 0) return { value, reason: 'mapped', because: undefined };
  return { value, reason: run.note ?? 'empty-at-vendor', because: undefined };
}
