import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { CollectPlan } from '../check/plan.ts';
import { descriptorPath } from '../native/native-path.ts';
import { placeText } from '../yaml/place.ts';
import { accessor, isList, type Accessor } from './accessor.ts';
import { scrapSlot, type CompileScope } from './compile-scope.ts';
import { noLayout } from './object-reader.ts';
import { customItem, quickValue, unknownItem, type CustomFieldReader } from './custom-field-reader.ts';
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
  const at = placeText(plan.rule.at);
  const container = accessor(plan.container);
  const tellMisplaced = misplaced(plan, scope, at);
  const find =
    plan.form === 'object' ? objectFinder(plan, container) : listFinder(plan, container, tellMisplaced);
  const read =
    plan.form === 'object'
      ? objectReader(plan, scope, at, tellMisplaced)
      : listReader(plan, scope, at, tellMisplaced);
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
function objectReader(
  plan: CollectPlan,
  scope: CompileScope,
  at: string,
  tellMisplaced: (run: Run) => void,
): Reader['read'] {
  const { empty } = scope.descriptor;
  const home = scope.collectFrom(plan.container);
  const others = undeclaredKeys(plan.declared, plan.reserved);
  return (run) => {
    const layout = run.objects[home]?.layout ?? noLayout;
    if (layout.keys.length === 0) tellMisplaced(run);
    const items = knownItems(run, at);
    for (const { key, position } of others(layout, run.customFields.positions)) {
      const slot = layout.slots[position] ?? scrapSlot;
      items.push(unknownItem(key, run.values[slot] ?? null, empty));
    }
    return items;
  };
}

/** Items of a list, each with the id of its field. */
function listReader(
  plan: CollectPlan,
  scope: CompileScope,
  at: string,
  tellMisplaced: (run: Run) => void,
): Reader['read'] {
  const { empty } = scope.descriptor;
  const list = scope.slotOf(plan.container);
  const [idOf, valueOfItem] = [accessor(plan.id), accessor(plan.value)];
  return (run) => {
    const { customSlots, values } = run;
    const { positions } = run.customFields;
    for (const slot of customSlots) values[slot] = undefined;
    const unknown: JsonObject[] = [];
    const found = values[list];
    if (isList(found)) {
      for (const item of found) {
        const id = idText(idOf(item));
        if (id === undefined) {
          run.raise('customFields', at, 'not-an-id', item);
          continue;
        }
        const slot = customSlots[positions.get(id) ?? -1];
        if (slot === undefined) unknown.push(unknownItem(id, valueOfItem(item) ?? null, empty));
        else values[slot] = valueOfItem(item);
      }
    } else tellMisplaced(run);
    const items = knownItems(run, at);
    for (const item of unknown) items.push(item);
    return items;
  };
}

/** The fields of the catalogue, whose values stand in their slots. */
function knownItems(run: Run, at: string): JsonObject[] {
  const { values, customSlots } = run;
  const { fields, blank } = run.customFields;
  const items = blank.slice();
  for (let index = 0; index < fields.length; index += 1) {
    const [field, slot] = [fields[index], customSlots[index]];
    if (field === undefined || slot === undefined) continue;
    const raw = values[slot];
    items[index] = customItem(
      field,
      raw === undefined || raw === null ? null : (quickValue(field, raw) ?? valueOf(field, raw, run, at)),
    );
  }
  return items;
}

function valueOf(field: CustomFieldReader, raw: JsonValue, run: Run, at: string): JsonValue {
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
