/** The last few answers to expensive questions. */
export interface Recent<T> {
  /** The answer to a question as long as `state` is the same; made at most once at a time. */
  get(state: unknown, question: string, make: () => T): T;
  /** The same for an answer that takes time: it is only kept where the state did not change meanwhile. */
  getSettled(state: () => unknown, question: string, make: () => Promise<T>): Promise<T>;
}

/** How many answers are kept. */
const most = 12;

/** Opens an empty memory. */
export function openRecent<T>(): Recent<T> {
  const answers = new Map<string, { readonly state: unknown; readonly value: T }>();
  const keep = (question: string, state: unknown, value: T): void => {
    answers.delete(question);
    answers.set(question, { state, value });
    for (const [oldest] of [...answers].slice(0, -most)) answers.delete(oldest);
  };
  return {
    get(state, question, make) {
      const known = answers.get(question);
      const value = known !== undefined && known.state === state ? known.value : make();
      keep(question, state, value);
      return value;
    },
    async getSettled(state, question, make) {
      const before = state();
      const known = answers.get(question);
      if (known !== undefined && known.state === before) return known.value;
      const value = await make();
      if (state() === before) keep(question, before, value);
      return value;
    },
  };
}
