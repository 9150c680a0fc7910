import type { SqlDriver, SqlSession } from '../../src/store/sql/driver.ts';

/** What goes wrong, once: it throws itself, or makes the statement after it fail. */
export type Fault = (session: SqlSession) => Promise<void>;

export interface FaultyDriver extends SqlDriver {
  /** Places passed so far: before each statement, after each, and before each COMMIT. */
  places(): number;
  /** The fault strikes at the `place`-th of them, counted from 1. */
  strikeAt(place: number): void;
}

/** A driver that fails where it is told to. */
export function faultyDriver(inner: SqlDriver, fault: Fault): FaultyDriver {
  let passed = 0;
  let striking = 0;
  const pass = async (session: SqlSession): Promise<void> => {
    passed += 1;
    if (passed === striking) await fault(session);
  };
  const over = (session: SqlSession): SqlSession => ({
    async all(sql, ...values) {
      await pass(session);
      const rows = await session.all(sql, ...values);
      await pass(session);
      return rows;
    },
    async run(sql, ...values) {
      await pass(session);
      const count = await session.run(sql, ...values);
      await pass(session);
      return count;
    },
  });
  return {
    ...inner,
    ...over(inner),
    transaction: (work) =>
      inner.transaction(async (session) => {
        const result = await work(over(session));
        await pass(session);
        return result;
      }),
    places: () => passed,
    strikeAt(place) {
      passed = 0;
      striking = place;
    },
  };
}
