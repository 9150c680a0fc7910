/** A key as it is compared where people type it: trimmed, inner white space as one space, case aside. */
export function fold(text: string): string {
  return text.trim().replace(/\s+/g, ' ').normalize('NFC').toLowerCase();
}
