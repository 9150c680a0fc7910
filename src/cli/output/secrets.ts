const secretName = /token|secret|key|password/i;
// A company's domain or the name of a plan, which stands in many an honest sentence.
const plainWord = /^[a-z0-9-]{1,20}$/;

/** Values that must never be shown, collected as they are read. */
export class Secrets {
  readonly #values = new Set<string>();

  /**
   * Takes every text within a credentials object, except short plain words whose name does not sound like a secret.
   * Texts of under four characters are too common to hide.
   */
  add(credentials: unknown, name = ''): void {
    if (typeof credentials === 'string') {
      const isSecret = secretName.test(name) || !plainWord.test(credentials);
      if (credentials.length >= 4 && isSecret) this.#values.add(credentials);
    } else if (typeof credentials === 'object' && credentials !== null) {
      for (const [key, value] of Object.entries(credentials)) this.add(value, key);
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
