import { describe, expect, test } from 'vitest';
import type { CustomFieldDefinition, JsonObject, JsonValue } from '../../../src/connector-kit/index.ts';
import { isJsonObject } from '../../../src/connector-kit/index.ts';
import { opportunityFields } from '../../../src/model/opportunity-fields.ts';
import type { Opportunity } from '../../../src/model/opportunity.ts';
import { pick, randomFrom } from './random.ts';
import { randomInput } from './random-input.ts';
import { openWriteAccount, type WriteAccount } from './write-account.ts';

/** Where Copper changes more than it is told, by the field that is written; each stands in the connector's README. */
const sideEffects: Readonly<Record<string, readonly string[]>> = {
  // The same native field under other names.
  primaryContactId: ['contactId', 'contactIds'],
  // Without the primary contact among them, the first becomes it.
  contactIds: ['primaryContactId', 'contactId'],
  lossReasonId: ['lossReason'],
  lossReason: ['lossReasonId'],
  sourceId: ['leadSource'],
  leadSource: ['sourceId'],
  // What is read only while it is closed, or lost.
  status: ['statusId', 'closeDate', 'lossReasonId', 'lossReason'],
  statusId: ['status', 'closeDate', 'lossReasonId', 'lossReason'],
  // A move takes over the chance of the stage.
  pipelineStageId: [
    'pipelineId',
    'winProbability',
    'expectedRevenue',
    'stageLastChangedAt',
    'dateStageChanged',
  ],
  pipelineId: [],
  // An amount has a currency, and no amount has none.
  monetaryAmount: ['currency', 'expectedRevenue'],
  currency: ['expectedRevenue'],
  winProbability: ['expectedRevenue'],
  companyId: ['companyName'],
};

/** The record as single values; custom fields by their ids. */
function flat(record: Opportunity): ReadonlyMap<string, JsonValue> {
  const { customFields = [], ...rest } = record;
  const values = new Map<string, JsonValue>();
  for (const field of Object.keys(opportunityFields)) {
    const value: unknown = Reflect.get(rest, field);
    // A record that was read holds nothing but JSON.
    if (value !== undefined) values.set(field, value as JsonValue);
  }
  for (const { id, value } of customFields) values.set(`customFields[${id}]`, value);
  return values;
}

/** An input as single values, each in the form in which it is read. */
function wanted(input: JsonObject, account: WriteAccount): ReadonlyMap<string, JsonValue> {
  const values = new Map<string, JsonValue>();
  for (const [field, value] of Object.entries(input)) {
    if (field !== 'customFields') values.set(field, readForm(field, value, account));
  }
  const fields = input['customFields'];
  for (const item of Array.isArray(fields) ? fields : []) {
    if (!isJsonObject(item)) continue;
    const definition = account.catalogue.find(
      ({ key, label }) => key === item['id'] || label === item['name'],
    );
    if (definition !== undefined)
      values.set(`customFields[${definition.key}]`, customForm(item['value'] ?? null, definition));
  }
  return values;
}

function readForm(field: string, value: JsonValue, account: WriteAccount): JsonValue {
  if (field === 'tags')
    return [
      ...new Set((Array.isArray(value) ? value : []).map((tag: JsonValue) => String(tag).toLowerCase())),
    ];
  if (field === 'priority') return value ?? 'None';
  if (field === 'leadSource' && value !== null) {
    const names = account
      .keys('customerSources')
      .map((key) => account.column('customerSources', key, 'name'));
    return names.find((name) => String(name).toUpperCase() === value) ?? null;
  }
  return value;
}

function customForm(value: JsonValue, { type, options = {} }: CustomFieldDefinition): JsonValue {
  const label = (one: JsonValue): JsonValue => options[String(one)] ?? one;
  if (type === 'option') return label(value);
  if (type === 'options') return [...new Set((Array.isArray(value) ? value : []).map(label))];
  return value;
}

/** Lists of ids, tags and options are sets. */
function asSet(value: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(value) ? value.toSorted() : value;
}

/** All of a record that may be written, as an input. */
function inputOf(record: Opportunity, account: WriteAccount): JsonObject {
  const entries = Object.entries(opportunityFields).flatMap(([field, { access }]) => {
    const value: unknown = Reflect.get(record, field);
    const isWritten = access === 'read-write' && value !== undefined && field !== 'customFields';
    return isWritten ? [[field, value as JsonValue] as const] : [];
  });
  const writable = new Set(account.catalogue.map(({ key }) => key));
  const customFields = (record.customFields ?? []).filter(({ id }) => writable.has(id));
  return {
    ...Object.fromEntries(entries),
    customFields: customFields.map(({ id, value }) => ({ id, value: value as JsonValue })),
  };
}

function readsBack(input: JsonObject, after: Opportunity, account: WriteAccount): void {
  const found = flat(after);
  const expected = wanted(input, account);
  const read = [...expected.keys()].map((field) => [field, asSet(found.get(field))]);
  expect(read).toEqual([...expected].map(([field, value]) => [field, asSet(value)]));
}

function leavesOthersAlone(
  input: JsonObject,
  before: JsonObject,
  after: JsonObject,
  account: WriteAccount,
): void {
  const written = [...wanted(input, account).keys()];
  const moved = new Set(['updatedAt', ...written, ...written.flatMap((field) => sideEffects[field] ?? [])]);
  const others = (native: JsonObject): ReadonlyMap<string, JsonValue> =>
    new Map([...flat(account.read(native))].filter(([field]) => !moved.has(field)));
  const [was, is] = [others(before), others(after)];
  // A record of long ago gets the attributes that came later with its first write.
  const isOld = before['date_stage_changed'] === undefined;
  const known = [...was].filter(([, value]) => !isOld || value !== null);
  expect(known.map(([field]) => [field, is.get(field)])).toEqual(known);
}

/** Writing back what was read sends nothing; nor does the same input twice. */
async function isSettled(input: JsonObject, native: JsonObject, account: WriteAccount): Promise<void> {
  const id = String(native['id']);
  const again = await account.update(id, input, native);
  expect({ issues: again.issues, requests: again.requests }).toEqual({ issues: [], requests: [] });
  const echo = await account.update(id, inputOf(account.read(native), account), native);
  expect({ issues: echo.issues, requests: echo.requests }).toEqual({ issues: [], requests: [] });
}

async function nativeOf(account: WriteAccount, id: string): Promise<JsonObject> {
  return (await account.get(id)) ?? {};
}

const worlds = [
  { says: 'with related contacts', faults: ['unit-writable'], overlays: ['related-contacts'], seed: 1 },
  {
    says: 'with days before months',
    faults: ['unit-writable', 'day-first'],
    overlays: ['day-first-dates'],
    seed: 2,
  },
];

describe.each(worlds)('against emulated Copper $says', ({ seed, ...options }) => {
  test('an update reads back, leaves the rest alone, and has nothing more to send', async () => {
    const account = await openWriteAccount({ deals: 25, ...options });
    const records = new Map<string, JsonObject>();
    for (const id of await account.sandbox.control.ids()) records.set(id, await nativeOf(account, id));
    const random = randomFrom(seed);
    const counts = { written: 0, unchanged: 0, refused: 0 };
    for (let turn = 0; turn < 150; turn += 1) {
      const [id, before] = pick(random, [...records]) ?? ['', {}];
      const input = randomInput(random, account, account.read(before));
      const { issues, requests } = await account.update(id, input, before);
      if (issues.length > 0) {
        counts.refused += 1;
        expect(requests).toEqual([]);
        continue;
      }
      counts[requests.length > 0 ? 'written' : 'unchanged'] += 1;
      const after = await nativeOf(account, id);
      records.set(id, after);
      readsBack(input, account.read(after), account);
      leavesOthersAlone(input, before, after, account);
      await isSettled(input, after, account);
    }
    expect(counts.written).toBeGreaterThan(60);
    expect(counts.refused).toBeGreaterThan(20);
  });

  test('what is created reads back, and has nothing more to send', async () => {
    const account = await openWriteAccount({ deals: 5, ...options });
    const random = randomFrom(seed + 10);
    let made = 0;
    for (let turn = 0; turn < 100; turn += 1) {
      const input = { title: `Deal ${turn}`, ...randomInput(random, account, undefined) };
      const { id, issues } = await account.create(input);
      if (issues.length > 0) {
        expect(id).toBeUndefined();
        continue;
      }
      made += 1;
      const after = await nativeOf(account, id ?? '');
      readsBack(input, account.read(after), account);
      await isSettled(input, after, account);
    }
    expect(made).toBeGreaterThan(40);
  });
});
