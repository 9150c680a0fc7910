/**
 * The same text as the engine's own copy of it, as every key of an object is. A key that was cut out of a file is
 * looked up among these copies each time it is used, which costs more than all the rest of reading a field.
 */
export function propertyName(name: string): string {
  return Object.keys({ [name]: true })[0] ?? name;
}
