import type { JsonValue } from '../../model/json.ts';
import { putAlong } from './along.ts';
import { encodeField } from './encode-field.ts';
import type { WriteRun } from './write-run.ts';
import type { FieldWriter } from './writers.ts';

/**
 * A list begins with the value of another field (`startWith`). Where both are given, that value is one of the list.
 * Where only the list is, the value stays if it is among them; else the first becomes it, and none if there is none.
 */
export function agreeWithHead(
  writer: FieldWriter,
  list: JsonValue,
  isUnchanged: boolean,
  run: WriteRun,
): void {
  const { startWith } = writer.plan.rule;
  const head = startWith === undefined ? undefined : run.parts.writers.writers.get(startWith.value);
  if (head === undefined || !Array.isArray(list)) return;
  const [way] = head.ways;
  const given = [...run.parts.writers.writers.values()].filter(
    ({ name, ways: [other] }) =>
      run.given(name) !== undefined &&
      (name === head.name || (way !== undefined && other?.path.text === way.path.text)),
  );
  for (const { name, plan } of given.filter(({ plan: { target } }) => !target.list))
    refuseStranger({ name, at: plan.rule.at }, writer.name, list, run);
  const isShared = way?.path.text === writer.ways[0]?.path.text;
  if (isUnchanged || isShared || given.length > 0) return;
  putHead(writer, head, list, run);
}

function refuseStranger(
  { name, at }: { readonly name: string; readonly at: Parameters<WriteRun['leave']>[2] },
  list: string,
  items: readonly JsonValue[],
  run: WriteRun,
): void {
  const value = run.given(name);
  if (typeof value !== 'string' || items.includes(value)) return;
  const message = `${name} is not among the ${list} that are to be written`;
  run.issues.refuse(name, at, {
    code: 'conflict',
    message,
    hint: `add it to ${list}, or leave one of them out`,
  });
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
