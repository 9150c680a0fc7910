import { descriptorPath } from '../native/native-path.ts';
import { isPresent, sameText } from './compare.ts';
import { shown } from './issues.ts';
import type { WriteRun } from './write-run.ts';
import type { FieldWriter } from './writers.ts';

/**
 * Fields that go with a key of a table, such as the pipeline with its stage, have to fit the key once everything is
 * written: whichever of the two was given alone, the vendor would refuse it or choose the other one itself.
 */
export function checkTables(run: WriteRun): void {
  // What contradicts itself has been told.
  if (run.issues.all.some(({ code }) => code === 'conflict')) return;
  for (const writer of run.parts.writers.writers.values()) checkTable(writer, run);
}

function checkTable({ name, plan, ways: [way] }: FieldWriter, run: WriteRun): void {
  const known = plan.write?.known;
  if (known === undefined || way === undefined) return;
  const { path: keyPath, field: keyField } = way.path;
  // The vendor chooses another key, which goes with what is written.
  const isChosenAnew = keyField.derivedFrom.some((source) => run.touched.has(source));
  if (isChosenAnew && !run.touched.has(keyField.path)) return;
  const key = run.patch.at(keyPath) ?? null;
  const row = run.parts.scope.lookups.get(known.table.name)?.get(String(key));
  if (row === undefined) return;
  for (const { path, column } of known.along) {
    const wanted = row[column];
    if (!run.touched.has(descriptorPath(path.path)) || !isPresent(wanted)) continue;
    const written = run.patch.at(path.path) ?? null;
    if (sameText(written, wanted)) continue;
    const isBlank = written === null || run.parts.scope.descriptor.empty.includes(String(written));
    const field = run.written.find(({ path: text }) => text === path.text)?.field ?? name;
    if (run.issues.all.some((issue) => issue.field === field || issue.field === name)) continue;
    run.issues.refuse(field, plan.rule.at, {
      code: 'conflict',
      message: `${isBlank ? 'being empty' : shown(written)} does not go with ${name} ${shown(key)}, which goes with ${shown(wanted)}`,
      hint: isBlank ? 'leave it out' : `write ${name} along with it`,
    });
  }
}
