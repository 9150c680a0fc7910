import type { CheckScope } from '../check/check-scope.ts';
import { findingSink } from '../findings.ts';

/** Which of the two kinds of file a part of the schema is for. */
export type Layer = 'mapping' | 'overlay';

/** What the schema of one vendor's files is made from: what the checker looks at, without anyone to tell. */
export type SchemaScope = Omit<CheckScope, 'sink'>;

/** The codes of what the checker would say. */
export function complaintsOf(check: (scope: CheckScope) => unknown, scope: SchemaScope): readonly string[] {
  const sink = findingSink();
  check({ ...scope, sink });
  return sink.findings.map(({ code }) => code);
}
