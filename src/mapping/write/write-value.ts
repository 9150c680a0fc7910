import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { Rule } from '../rules/rule.ts';
import { placeText } from '../yaml/place.ts';
import { isMet } from './after.ts';
import { keepAlong, putAlong } from './along.ts';
import { chooseRow } from './choose-row.ts';
import { isNothing, isPresent, isSameValue, sameText } from './compare.ts';
import { conditionsOf } from './conditions.ts';
import { encodeField, type EncodedField } from './encode-field.ts';
import { agreeWithHead } from './head.ts';
import { insteadOf } from './instead.ts';
import { valueAt } from './patch.ts';
import { cannotClear, unifiedInput } from './unified-input.ts';
import { whyReadOnly, type Way } from './way.ts';
import type { Expectation, WriteRun } from './write-run.ts';
import type { FieldWriter } from './writers.ts';

/** Reads the field from a unified record. */
export type Find = (record: JsonObject) => JsonValue | undefined;

/** Writes the value of one field, or says why not. */
export function writeValue(writer: FieldWriter, given: JsonValue, find: Find, run: WriteRun): void {
  const { name, plan, ways } = writer;
  const { at } = plan.rule;
  const { scope } = run.parts;
  const now = run.now === undefined ? undefined : find(run.now);
  const isNow = (value: JsonValue): boolean =>
    run.now !== undefined &&
    (isSameValue(now ?? null, value) || (plan.target.list && isBothNothing(now, value)));
  const choice = plan.write?.choice;
  if (ways.length === 0 && choice === undefined) {
    const message = `it cannot be written: ${whyReadOnly(plan)}`;
    if (isNow(given)) run.leave(name, given, at);
    else
      run.issues.refuse(name, at, {
        code: 'read-only',
        message,
        hint: insteadOf(plan, run.parts.writers),
      });
    return;
  }
  const input = unifiedInput(given, writer, scope.descriptor);
  if ('refusal' in input) {
    if (isNow(given)) run.leave(name, given, at);
    else run.issues.refuse(name, at, input.refusal);
    return;
  }
  const { value } = input;
  if (choice !== undefined) {
    const isUnchanged = isNow(value);
    if (value === null && !isUnchanged) run.issues.refuse(name, at, cannotClear);
    else chooseRow(writer, choice, value, isUnchanged, run);
    expect(writer, undefined, value, find, run, { isUnchanged, reads: value, kept: undefined });
    return;
  }
  const found = encodeField(writer, value, scope, { isCreate: run.isCreate, now });
  if (found === undefined) return;
  const { encoded } = found;
  const isSent = encoded !== undefined && !('refusal' in encoded);
  const isUnchanged = isNow(value) || (isSent && isNow(encoded.reads));
  const isAgreed = agreeWithHead(writer, value, isUnchanged, run);
  const { path } = found.way;
  if (path.isList && !plan.target.list && !run.claimOne(name, value, path, at)) return;
  // Whether a null that cannot be sent has to be shows once the rest is written.
  const mayBeEmpty = value === null && found.way.guards.length > 0;
  // A record that begins without a value needs none taken away, but no other field may give it one.
  if (isUnchanged || encoded === undefined)
    keep(writer, found.way, value, run, isSent ? encoded.native : undefined);
  else if (mayBeEmpty && !isSent) run.leave(name, value, at);
  else put(writer, found, value, run);
  const isToBeRead = isUnchanged || isSent || encoded === undefined || mayBeEmpty;
  if (isAgreed && isToBeRead)
    expect(writer, found, value, find, run, {
      isUnchanged,
      reads: isSent && !isNow(value) ? encoded.reads : value,
      kept: isUnchanged && isSent ? encoded.native : undefined,
    });
  if (isSent && !isUnchanged) refuseAlone(writer, run);
}

/** What moves another field by itself is changed together with it. */
function refuseAlone({ name, plan }: FieldWriter, run: WriteRun): void {
  const partner = plan.write?.with;
  if (partner === undefined || run.isCreate || (run.given(partner) ?? null) !== null) return;
  const message = `it changes only together with ${partner}, which the vendor would choose`;
  const { at, because } = plan.rule;
  run.issues.refuse(name, at, {
    code: 'not-met',
    message: because === undefined ? message : `${message}: ${because}`,
    hint: `write ${partner} along with it`,
  });
}

function isBothNothing(left: JsonValue | undefined, right: JsonValue): boolean {
  return isNothing(left) && isNothing(right);
}

/** A list that several fields share is judged by how it reads afterwards. */
function keep(
  { name, plan }: FieldWriter,
  { path, plan: inner }: Way,
  value: JsonValue,
  run: WriteRun,
  alternative: JsonValue | undefined,
): void {
  const { at } = plan.rule;
  if (path.isList && !plan.target.list) {
    run.leave(name, value, at);
    return;
  }
  run.keep(name, value, path, at, alternative);
  keepAlong(name, plan.write?.known ?? inner.write?.known, value, at, run);
}

function put(writer: FieldWriter, { way, encoded }: EncodedField, value: JsonValue, run: WriteRun): void {
  const { name, plan } = writer;
  const { at } = plan.rule;
  if (encoded === undefined) return;
  if ('refusal' in encoded) {
    run.issues.refuse(name, at, encoded.refusal);
    return;
  }
  if (encoded.warning !== undefined) run.issues.warn(name, at, encoded.warning);
  if (way.path.isList && !plan.target.list) joinList(writer, way, value, encoded.native, run);
  else if (!run.put(name, value, way.path, encoded.native, at)) return;
  const keys = Array.isArray(value) ? value : value === null ? [] : [value];
  putAlong(name, plan.write?.known ?? way.plan.write?.known, { given: value, keys }, at, run);
}

/** One of several joins the others; nothing takes the only one away. */
function joinList(
  { name, plan }: FieldWriter,
  { path: { path, text } }: Way,
  value: JsonValue,
  native: JsonValue,
  run: WriteRun,
): void {
  const at = path.findIndex(({ kind }) => kind === 'items');
  const list = run.patch.at(path.slice(0, at));
  const items = Array.isArray(list) ? list.map((item) => valueAt(item, path.slice(at + 1)) ?? null) : [];
  const known = [...new Set(items)];
  const others = value === null && known.length <= 1 ? [] : known;
  const isIn = value === null || others.some((item) => sameText(item, native));
  const wanted = isIn ? others : [...others, native];
  run.putAt(path, wanted);
  run.written.push({ field: name, value, path: text, native: wanted, at: placeText(plan.rule.at) });
}

function reasonOf({ because, heuristic }: Rule): string | undefined {
  return because ?? heuristic;
}

/** Notes how the field has to read once everything is written. */
function expect(
  { name, plan }: FieldWriter,
  found: EncodedField | undefined,
  value: JsonValue,
  find: Find,
  run: WriteRun,
  { reads, ...state }: Pick<Expectation, 'reads' | 'isUnchanged' | 'kept'>,
): void {
  const { rule, write, target } = plan;
  const way = found?.way;
  const nothing = rule.default?.value ?? (target.list ? [] : null);
  run.expectations.push({
    field: name,
    at: rule.at,
    reads: reads ?? nothing,
    find,
    condition: conditionsOf(way?.guards ?? [], run.parts.writers),
    when: write?.when ?? way?.plan.write?.when,
    because: reasonOf(rule) ?? (way === undefined ? undefined : reasonOf(way.plan.rule)),
    path: way?.path,
    ...state,
    clearing: value === null ? clearingOf(found, run) : undefined,
  });
}

/** What stands against a null that cannot be sent; nothing, where the record is empty though it may have a value. */
function clearingOf(found: EncodedField | undefined, run: WriteRun): Expectation['clearing'] {
  const { way, encoded } = found ?? {};
  if (way === undefined || way.guards.length === 0) return undefined;
  if (encoded === undefined || !('refusal' in encoded)) return undefined;
  const { current, now = {}, parts } = run;
  const isEmptyNow =
    current !== undefined &&
    !isPresent(valueAt(current, way.path.path)) &&
    way.guards.every((guard) => isMet(guard, { native: current, record: now }, parts.scope.descriptor));
  return isEmptyNow ? undefined : { guards: way.guards, refusal: encoded.refusal };
}
