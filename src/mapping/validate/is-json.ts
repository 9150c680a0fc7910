/** True for a value that JSON can carry, however deeply it is nested. */
export function isJson(value: unknown): boolean {
  if (isSingle(value)) return true;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (isSingle(next)) continue;
    if (Array.isArray(next)) for (const item of next) open.push(item);
    else if (isPlainObject(next)) for (const item of Object.values(next)) open.push(item);
    else return false;
  }
  return true;
}

/** True for a text, a finite number, a boolean and null. */
export function isSingle(value: unknown): boolean {
  if (typeof value === 'string' || value === null) return true;
  return typeof value === 'number' ? Number.isFinite(value) : typeof value === 'boolean';
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
