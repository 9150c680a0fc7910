import { pathsOfSources } from '../check/plan-walk.ts';
import type { PathPlan, ValuePlan } from '../check/plan.ts';
import type { FieldWriter, Writers } from './writers.ts';

/** What to write in place of a field that cannot be written: the fields from which the vendor or the mapping takes it. */
export function insteadOf(plan: ValuePlan, { writers }: Pick<Writers, 'writers'>): string {
  const names = [...new Set(sourcesOf(plan, writers, new Set([plan.target.name])))];
  if (names.length > 0) return `leave it out, or write what it follows from: ${names.join(', ')}`;
  const isVendors = [...pathsOfSources(plan)].some(({ field }) => field.access === 'read');
  return isVendors ? 'leave it out: the vendor sets it' : 'leave it out';
}

function* sourcesOf(
  plan: ValuePlan,
  writers: ReadonlyMap<string, FieldWriter>,
  seen: Set<string>,
): Generator<string> {
  for (const path of pathsOfSources(plan)) {
    for (const writer of path.origin === 'out' ? named(path, writers) : behind(path, writers)) {
      if (seen.has(writer.name)) continue;
      seen.add(writer.name);
      if (isWritten(writer)) yield writer.name;
      else yield* sourcesOf(writer.plan, writers, seen);
    }
  }
}

function named({ name }: PathPlan, writers: ReadonlyMap<string, FieldWriter>): readonly FieldWriter[] {
  const writer = writers.get(name);
  return writer === undefined ? [] : [writer];
}

/** The fields that write a native path, or one from which the vendor works it out. */
function behind({ field }: PathPlan, writers: ReadonlyMap<string, FieldWriter>): readonly FieldWriter[] {
  const paths = new Set([field.path, ...field.derivedFrom]);
  return [...writers.values()].filter(
    ({ ways: [way] }) => way !== undefined && paths.has(way.path.field.path),
  );
}

function isWritten({ plan, ways }: FieldWriter): boolean {
  return plan.target.access !== 'read' && (ways.length > 0 || plan.write?.choice !== undefined);
}
