import type { CustomFieldDefinition } from '../../connector-kit/resource.ts';
import { plainField } from './load-native-fields.ts';
import type { NativeField } from './native-descriptor.ts';
import { descriptorPath, type NativePath } from './native-path.ts';

/** Where a mapping finds the fields that an account added. */
export interface CustomFieldHome {
  readonly container: NativePath;
  readonly form: 'object' | 'list';
  readonly id: NativePath;
  readonly value: NativePath;
}

/** The account's own fields as native fields, by path, so that overlays are checked against them. */
export function customNativeFields(
  definitions: readonly CustomFieldDefinition[],
  home: CustomFieldHome,
): Map<string, NativeField> {
  const fields = new Map<string, NativeField>();
  const container = descriptorPath(home.container);
  for (const definition of definitions) {
    const { key } = definition;
    const path =
      home.form === 'object'
        ? `${container}.${key}`
        : `${container}[${descriptorPath(home.id)}=${key}].${descriptorPath(home.value)}`;
    const field = { ...plainField(path, definition.wire), ...factsOf(definition) };
    fields.set(path, field);
    // A field of several options is an array where the wire type is that of one of them.
    if (definition.type === 'options' && definition.wire !== 'list-semicolon') fields.set(`${path}[]`, field);
  }
  return fields;
}

/** Options can be added at any time: they are known, but not all of them. */
function factsOf({ label, options, access, ...facts }: CustomFieldDefinition): Partial<NativeField> {
  const { nullable, clear, whole, longest } = facts;
  return {
    note: label,
    ...(nullable === undefined ? {} : { nullable }),
    ...(clear === undefined ? {} : { clear }),
    ...(whole === undefined ? {} : { whole }),
    ...(longest === undefined ? {} : { longest }),
    ...(options === undefined ? {} : { values: Object.keys(options), open: true }),
    ...(access === undefined ? {} : { access }),
  };
}
