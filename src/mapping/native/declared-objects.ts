import type { NativeField } from './native-descriptor.ts';
import { descriptorPath, isPathMistake, parsePath, type NativePath } from './native-path.ts';

/** An object of a record whose keys a descriptor names one by one. */
export interface DeclaredObject {
  /** Of keys only; empty for the record itself. */
  readonly path: NativePath;
  readonly keys: ReadonlySet<string>;
}

/** The objects that a descriptor describes, the record first. What is inside of a declared field or of a list is not. */
export function declaredObjects(fields: ReadonlyMap<string, NativeField>): readonly DeclaredObject[] {
  const found = new Map<string, { readonly path: NativePath; readonly keys: Set<string> }>();
  for (const text of fields.keys()) {
    const steps = parsePath(text);
    if (isPathMistake(steps)) continue;
    for (const [depth, step] of steps.entries()) {
      const path = steps.slice(0, depth);
      const object = descriptorPath(path);
      if (step.kind !== 'key' || fields.has(object)) break;
      const known = found.get(object) ?? { path, keys: new Set() };
      found.set(object, known);
      known.keys.add(step.name);
    }
  }
  return [...found.values()];
}
