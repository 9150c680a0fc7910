import type { JsonValue } from '../../model/json.ts';
import type { WritePlan } from '../check/plan.ts';
import type { LookupColumns } from '../mapping-types.ts';
import type { Place } from '../yaml/place.ts';
import { putAlong } from './along.ts';
import { isPresent, sameText } from './compare.ts';
import { encodeNative } from './encode.ts';
import { candidateOf, candidates } from './find-row.ts';
import { shown } from './issues.ts';
import type { WriteRun } from './write-run.ts';
import type { FieldWriter } from './writers.ts';

type Choice = NonNullable<WritePlan['choice']>;

/** Writes the key of the one row that has the value, among those that the record allows. Never a guess. */
export function chooseRow(
  { name, plan }: FieldWriter,
  choice: Choice,
  value: JsonValue,
  isUnchanged: boolean,
  run: WriteRun,
): void {
  const { table, match, path } = choice;
  const { at } = plan.rule;
  const rows = run.parts.scope.lookups.get(table.name);
  const claim = run.claimOf(path);
  if (isUnchanged && claim?.native === undefined) {
    run.keep(name, value, path, at);
    return;
  }
  const hint = `write ${ownerOf(path.text, run) ?? path.text} instead`;
  if (rows === undefined) {
    const message = `the table ${table.name}, which knows it, could not be loaded`;
    run.issues.refuse(name, at, { code: 'unknown-reference', message, hint });
    return;
  }
  if (claim?.native !== undefined) {
    agreeWithChoice(
      name,
      value,
      { ...choice, row: rows?.get(String(claim.native)), by: claim.field },
      at,
      run,
    );
    return;
  }
  const fitting = [...rows].filter(([, row]) => row[match] === value && isAllowed(row, choice, run));
  const [first, second] = fitting;
  if (first === undefined) {
    const message = `none of the ${table.name} the record can have is ${shown(value)}`;
    run.issues.refuse(name, at, { code: 'unknown-reference', message, hint });
    return;
  }
  if (second !== undefined) {
    const message = `several of the ${table.name} are ${shown(value)}`;
    const which = `${hint}, one of ${candidates(fitting.map(candidateOf))}`;
    run.issues.refuse(name, at, { code: 'ambiguous-reference', message, hint: which });
    return;
  }
  const [key] = first;
  const encoded = encodeNative(key, path.field, undefined, run.parts.scope);
  if ('refusal' in encoded) run.issues.refuse(name, at, encoded.refusal);
  else if (run.put(name, value, path, encoded.native, at))
    putAlong(name, knownOf(path.text, run), { given: value, keys: [key] }, at, run);
}

/** Another field has chosen already. Of a row that the table does not have, reading the result has to tell. */
function agreeWithChoice(
  name: string,
  value: JsonValue,
  { path, match, row, by }: Choice & { readonly row: LookupColumns | undefined; readonly by: string },
  at: Place,
  run: WriteRun,
): void {
  const found = row?.[match] ?? null;
  if (row === undefined || found === value) {
    run.leave(name, value, at);
    return;
  }
  const message = `${name} and ${by} want different things of ${path.text}: what ${by} names is ${shown(found)}, not ${shown(value)}`;
  run.issues.refuse(name, at, { code: 'conflict', message, hint: 'write one of them' });
}

function isAllowed(row: Readonly<Record<string, JsonValue>>, { within }: Choice, run: WriteRun): boolean {
  return within.every(({ column, path }) => {
    const limit = run.patch.at(path.path);
    return !isPresent(limit) || limit === '' || sameText(row[column], limit);
  });
}

/** The unified field that writes a native path as it stands. */
function writerOf(path: string, { parts }: WriteRun): FieldWriter | undefined {
  const all = [...parts.writers.writers.values()];
  return all.find(({ ways: [way] }) => way?.path.text === path);
}

function ownerOf(path: string, run: WriteRun): string | undefined {
  return writerOf(path, run)?.name;
}

function knownOf(path: string, run: WriteRun): WritePlan['known'] | undefined {
  return writerOf(path, run)?.plan.write?.known;
}
