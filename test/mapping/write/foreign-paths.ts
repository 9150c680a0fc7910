import { pathsWithin } from '../../../src/mapping/check/plan-walk.ts';
import type { CollectPlan } from '../../../src/mapping/check/plan.ts';
import { descriptorPath } from '../../../src/mapping/native/native-path.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/model/json.ts';
import type { BoundWorld } from './worlds/bind-world.ts';
import type { World } from './worlds/world.ts';

/** Finds what a patch holds and the vendor does not know as something that can be written. */
export type FindForeign = (patch: JsonObject, current: JsonObject | undefined) => readonly string[];

/**
 * Every key at every depth has to be one that the descriptor says can be written, a custom field that can, or what
 * marks an item of a list. An item that the record has already, with all it has, is no news.
 */
export function foreignIn({ catalogue }: World, { checked }: BoundWorld): FindForeign {
  const { descriptor, fields } = checked;
  const home = fields.get('customFields');
  if (home?.kind !== 'collect') throw new Error('no custom fields');
  const custom = customHome(home);
  const keys = new Set(catalogue.filter(({ access }) => access !== 'read').map(({ key }) => key));
  const writable = new Set(
    [...descriptor.fields].filter(([, { access }]) => access === 'read-write').map(([path]) => path),
  );
  const marks = marksOf(checked);

  const look = (value: JsonValue, path: string, there: JsonValue | undefined): string[] => {
    if (path === custom.list) return entriesOf(value).flatMap((entry) => custom.strange(entry, keys));
    if (Array.isArray(value)) {
      const known = new Set(entriesOf(there).map((item) => JSON.stringify(item)));
      const fresh = value.filter((item: JsonValue) => !known.has(JSON.stringify(item)));
      return fresh.flatMap((item: JsonValue) => look(item, `${path}[]`, undefined));
    }
    if (isJsonObject(value) && !writable.has(path)) {
      return Object.entries(value).flatMap(([key, inner]) => {
        if (path === custom.object && keys.has(key)) return [];
        const at = path === '' ? key : `${path}.${key}`;
        return look(inner, at, isJsonObject(there) ? there[key] : undefined);
      });
    }
    return writable.has(path) || marks.has(path) ? [] : [path];
  };
  return (patch, current) => look(patch, '', current);
}

function entriesOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** Where custom fields are written, and what of an entry is none. */
function customHome({ container, form }: CollectPlan) {
  const path = container.map((step) => (step.kind === 'key' ? step.name : '')).join('.');
  const strange = (entry: JsonValue, keys: ReadonlySet<string>): string[] => {
    if (!isJsonObject(entry)) return [`${path}[]`];
    const { custom_field_definition_id: id, value: _value, ...more } = entry;
    const others = Object.keys(more).map((key) => `${path}[].${key}`);
    return keys.has(String(id)) ? others : [...others, `${path}[${String(id)}]`];
  };
  return { list: form === 'list' ? path : undefined, object: form === 'list' ? undefined : path, strange };
}

/** Keys by which the mapping tells items of a list apart. */
function marksOf({ fields }: BoundWorld['checked']): ReadonlySet<string> {
  const marks = new Set<string>();
  for (const plan of fields.values()) {
    if (plan.kind !== 'value') continue;
    for (const { origin, path } of pathsWithin(plan)) {
      if (origin !== 'native') continue;
      for (const [at, step] of path.entries())
        if (step.kind === 'where')
          marks.add(`${descriptorPath([...path.slice(0, at), { kind: 'items' }])}.${step.key}`);
    }
  }
  return marks;
}
