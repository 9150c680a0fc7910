/**
 * - `write-read`: what is written reads back.
 * - `untouched`: what was not written stays, but for what the mapping says changes along.
 * - `write-write`: written once more, nothing is sent.
 * - `overwrite`: after another write, a write reads as it does alone, and what only the other one wrote stays.
 * - `read-write`: what was read, written back, sends nothing.
 */
export const laws = ['write-read', 'untouched', 'write-write', 'overwrite', 'read-write'] as const;
export type Law = (typeof laws)[number];

/** As many counterexamples as a person reads. */
const mostShown = 3;

/** Keeps account of what was checked: one law on one case is one check. */
export class LawBook {
  readonly counts = new Map<Law, number>();
  /** How often each field was written. */
  readonly written = new Map<string, number>();
  readonly #broken: unknown[] = [];

  get checks(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** True once there is enough to look at. */
  get isBroken(): boolean {
    return this.#broken.length >= mostShown;
  }

  /** @param problem empty or undefined where the law holds. */
  check(law: Law, problem: object | undefined, where: () => object): void {
    this.counts.set(law, (this.counts.get(law) ?? 0) + 1);
    const holds = problem === undefined || Object.keys(problem).length === 0;
    if (!holds && !this.isBroken) this.#broken.push({ law, problem, ...where() });
  }

  /** Something that is no law, and wrong all the same. */
  fail(problem: object): void {
    if (!this.isBroken) this.#broken.push(problem);
  }

  wrote(fields: Iterable<string>): void {
    for (const field of fields) this.written.set(field, (this.written.get(field) ?? 0) + 1);
  }

  /** Counterexamples, as much of each as it takes to see it again. */
  get broken(): readonly string[] {
    return this.#broken.map((problem) => JSON.stringify(problem));
  }
}
