import type { PathPlan } from '../check/plan.ts';
import type { CompileScope } from './compile-scope.ts';
import type { Run } from './run.ts';

/**
 * Says whether a value that needs a request of its own was asked for: the connector then attaches the container,
 * if only an empty one.
 */
export function isRequested({ path, field }: PathPlan, scope: CompileScope): (run: Run) => boolean {
  if (field.attached === undefined) return () => true;
  const at = path.findIndex(({ kind }) => kind !== 'key');
  const container = scope.slotOf(at === -1 ? path : path.slice(0, at));
  return ({ values }) => values[container] !== undefined;
}
