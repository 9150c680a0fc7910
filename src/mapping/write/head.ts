import type { JsonValue } from '../../model/json.ts';
import { putAlong } from './along.ts';
import { encodeField } from './encode-field.ts';
import type { WriteRun } from './write-run.ts';
import type { FieldWriter } from './writers.ts';

/**
 * A list begins with the value of another field (`startWith`). Where both are given, that value is one of the list.
 * Where only the list is, the value stays if it is among them; else the first becomes it, and none if there is none.
 *
 * @returns false, with an issue, where the two do not agree.
 */
export function agreeWithHead(
  writer: FieldWriter,
  list: JsonValue,
  isUnchanged: boolean,
  run: WriteRun,
): boolean {
  const { startWith } = writer.plan.rule;
  const head = startWith === undefined ? undefined : run.parts.writers.writers.get(startWith.value);
  if (head === undefined || !Array.isArray(list)) return true;
  const [way] = head.ways;
  const given = [...run.parts.writers.writers.values()].filter(
    ({ name, ways: [other] }) =>
      run.given(name) !== undefined &&
      (name === head.name || (way !== undefined && other?.path.text === way.path.text)),
  );
  const strangers = given.filter(({ name, plan }) => !plan.target.list && isStranger(run.given(name), list));
  for (const { name, plan } of strangers) {
    const message = `${name} is not among the ${writer.name} that are to be written`;
    const hint = `add it to ${writer.name}, or leave one of them out`;
    run.issues.refuse(name, plan.rule.at, { code: 'conflict', message, hint });
  }
  const isShared = way?.path.text === writer.ways[0]?.path.text;
  if (!isUnchanged && !isShared && given.length === 0) putHead(writer, head, list, run);
  return strangers.length === 0;
}

/** What is no id at all is refused as that. */
function isStranger(value: JsonValue | undefined, list: readonly JsonValue[]): boolean {
  return typeof value === 'string' && !list.includes(value);
}

/** What the list alone means for the field it begins with. */
function putHead(writer: FieldWriter, head: FieldWriter, list: readonly JsonValue[], run: WriteRun): void {
  const now = run.now?.[head.name] ?? null;
  const wanted = list[0] ?? null;
  if ((now !== null && list.includes(now)) || wanted === now) return;
  const found = encodeField(head, wanted, run.parts.scope, { isCreate: run.isCreate, now });
  if (found?.encoded === undefined) return;
  const { at } = writer.plan.rule;
  const { encoded, way } = found;
  if ('refusal' in encoded) {
    run.issues.refuse(writer.name, at, encoded.refusal);
    return;
  }
  if (!run.put(writer.name, list, way.path, encoded.native, at) || wanted === null) return;
  const known = head.plan.write?.known ?? way.plan.write?.known;
  putAlong(writer.name, known, { given: list, keys: [wanted] }, at, run);
}
