/** Values that must never be shown, collected as they are read. */
export class Secrets {
  readonly #values = new Set<string>();

  /** Takes every text within a credentials object. Texts of under four characters are too common to hide. */
  add(credentials: unknown): void {
    if (typeof credentials === 'string') {
      if (credentials.length >= 4) this.#values.add(credentials);
    } else if (typeof credentials === 'object' && credentials !== null) {
      for (const value of Object.values(credentials)) this.add(value);
    }
  }

  /** The text with every known secret replaced. Longest first, so that none leaves its rest behind. */
  hide(text: string): string {
    let hidden = text;
    for (const value of [...this.#values].toSorted((a, b) => b.length - a.length)) {
      for (const form of new Set([value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)])) {
        hidden = hidden.replaceAll(form, '[hidden]');
      }
    }
    return hidden;
  }
}
