import { descriptorPath } from '../native/native-path.ts';
import type { CollectPlan, FieldPlan, PathPlan, ValuePlan } from './plan.ts';

/** A rule, and the rules of its alternatives. */
export function* rulesWithin(plan: ValuePlan): Generator<ValuePlan> {
  yield plan;
  if (plan.source.kind === 'first') for (const entry of plan.source.entries) yield* rulesWithin(entry);
}

/** Everything a rule reads by a path. */
export function* pathsWithin(plan: ValuePlan): Generator<PathPlan> {
  for (const { guards } of rulesWithin(plan)) for (const { path } of guards) yield path;
  yield* pathsOfSources(plan);
}

/** Everything from which a rule takes its value, conditions apart. */
export function* pathsOfSources(plan: ValuePlan): Generator<PathPlan> {
  for (const { source } of rulesWithin(plan)) {
    if (source.kind === 'from') for (const { path } of source.candidates) yield path;
    if (source.kind === 'combine') for (const { path } of source.operands) yield path;
  }
}

/** Native paths that a mapping reads, as the descriptor writes them. */
export function nativePaths(
  fields: Iterable<FieldPlan>,
  declared: ReadonlyMap<string, unknown>,
): readonly string[] {
  const paths = new Set<string>();
  for (const plan of fields) {
    if (plan.kind === 'value') for (const path of pathsWithin(plan)) addPath(path, paths);
    if (plan.kind === 'collect') addCollected(plan, declared, paths);
  }
  return [...paths];
}

function addPath({ origin, path }: PathPlan, paths: Set<string>): void {
  if (origin !== 'native') return;
  paths.add(descriptorPath(path));
  for (const [index, step] of path.entries()) {
    if (step.kind === 'where') paths.add(`${descriptorPath(path.slice(0, index))}[].${step.key}`);
  }
}

function addCollected(plan: CollectPlan, declared: ReadonlyMap<string, unknown>, paths: Set<string>): void {
  const home = descriptorPath(plan.container);
  if (plan.form === 'list') {
    paths.add(`${home}[].${descriptorPath(plan.id)}`);
    paths.add(`${home}[].${descriptorPath(plan.value)}`);
  } else if (declared.has(home)) paths.add(home);
}
