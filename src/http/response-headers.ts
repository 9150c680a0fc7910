/** Headers that hold a credential of either side. */
const secretHeaders = new Set(['set-cookie', 'set-cookie2', 'authorization', 'proxy-authorization']);

/** Headers by lower-case name; repeated ones are joined by a comma, cookies are left out. */
export function plainHeaders(headers: object): Readonly<Record<string, string>> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const key = name.toLowerCase();
    if (secretHeaders.has(key) || key === '__proto__' || value === undefined || value === null) continue;
    plain[key] = Array.isArray(value) ? value.join(', ') : String(value);
  }
  return plain;
}
