/**
 * How long a `Retry-After` header asks to wait, in milliseconds: seconds, or a date, which is read against the
 * answer's own `Date` where it has one. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, nowMs: number): number | undefined {
  const text = headers['retry-after']?.trim();
  if (text === undefined) return undefined;
  if (/^\d{1,9}(?:\.\d{1,3})?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const atMs = httpDateMs(text);
  if (atMs === undefined) return undefined;
  return Math.max(0, atMs - (httpDateMs(headers['date']) ?? nowMs));
}

/** A date as HTTP writes it, in milliseconds from 1970; undefined for anything else. */
export function httpDateMs(text: string | undefined): number | undefined {
  if (text === undefined || !/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text))
    return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
