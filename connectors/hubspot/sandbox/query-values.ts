/** True for the word in any case: clients in Python write `True`. */
export function isYes(text: string | null): boolean {
  return text?.toLowerCase() === 'true';
}

/** A whole number in digits; `otherwise` where it is absent or empty, NaN where it is anything else. */
export function wholeNumber(text: string | null, otherwise: number): number {
  if (text === null || text === '') return otherwise;
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}
