import { anyField, type SideEffectLine } from '../../../src/mapping/side-effects/side-effect-line.ts';

/** Which of the side effects that a mapping declares have really been seen. */
export class Evidence {
  /** By what changes: the fields that it is said to change along with. */
  readonly #declared = new Map<string, Set<string>>();
  readonly #seen = new Set<string>();

  constructor(lines: readonly SideEffectLine[]) {
    for (const { writing, changes } of lines) {
      for (const { value: field } of changes) {
        const sources = this.#declared.get(field) ?? new Set();
        for (const { value: source } of writing) if (source !== field) sources.add(source);
        this.#declared.set(field, sources);
      }
    }
  }

  /** Takes note of a write; only what leaves no doubt which of the fields brought a change along proves anything. */
  take(sent: ReadonlySet<string>, changed: readonly string[]): void {
    for (const name of changed) {
      const field = name.startsWith('customFields[') ? 'customFields' : name;
      const sources = [...(this.#declared.get(field) ?? [])].filter(
        (source) => source === anyField || sent.has(source),
      );
      if (sources.length === 1) this.#seen.add(`${sources[0] ?? ''} → ${field}`);
    }
  }

  /** What was declared and never seen. @param unused fields of which nothing can be seen. */
  missing(unused: readonly string[]): readonly string[] {
    const all = [...this.#declared].flatMap(([field, sources]) =>
      unused.includes(field)
        ? []
        : [...sources].filter((source) => !unused.includes(source)).map((source) => `${source} → ${field}`),
    );
    return all.filter((pair) => !this.#seen.has(pair));
  }
}
