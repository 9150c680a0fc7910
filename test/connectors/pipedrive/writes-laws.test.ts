import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WriteRefusedError } from '../../../src/client/index.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/connector-kit/index.ts';
import { opportunityFields } from '../../../src/model/opportunity-fields.ts';
import type { NewOpportunityInput, OpportunityInput } from '../../../src/model/opportunity-input.ts';
import type { Opportunity } from '../../../src/model/opportunity.ts';
import { openWriteAccount, type WriteAccount } from './write-account.ts';
import { inputsFor } from './write-inputs.ts';

const persons = ['primaryContactId', 'contactId', 'contactIds'];
const closing = ['status', 'statusId', 'closeDate', 'lossReason', 'lossReasonId'];
const place = ['pipelineId', 'pipelineStageId', 'stageLastChangedAt', 'dateStageChanged'];
const chance = ['winProbability', 'expectedRevenue'];

/** What moves along with a field that is written, though nobody wrote it; each stands in the connector's README. */
const sideEffects: Readonly<Record<string, readonly string[]>> = {
  // The primary person joins and leaves the others; the list begins with that person.
  primaryContactId: persons,
  contactIds: persons,
  // Pipedrive dates the closing, and an open or won deal has no reason for a loss.
  status: closing,
  // One text of the deal.
  lossReason: ['lossReasonId'],
  lossReasonId: ['lossReason'],
  // A stage belongs to one pipeline, and lends a deal without a chance of its own that of the stage.
  pipelineStageId: [...place, ...chance],
  pipelineId: [...place, ...chance],
  // Worked out from these.
  monetaryAmount: ['expectedRevenue'],
  currency: ['expectedRevenue'],
  winProbability: ['expectedRevenue'],
  companyId: ['companyName'],
};

type Values = ReadonlyMap<string, JsonValue>;

/** A record, or an input, as single values; custom fields by their ids, and lists that are sets in order. */
function flat(record: OpportunityInput | Opportunity): Values {
  const values = new Map<string, JsonValue>();
  for (const [field, value] of Object.entries(json(record))) {
    if (field !== 'customFields') values.set(field, asSet(value));
    else for (const { id, value: held } of itemsOf(value)) values.set(`customFields[${id}]`, asSet(held));
  }
  return values;
}

function itemsOf(list: JsonValue): readonly { readonly id: string; readonly value: JsonValue }[] {
  return (Array.isArray(list) ? list : [])
    .filter(isJsonObject)
    .map(({ id, value = null }) => ({ id: String(id), value }));
}

function asSet(value: JsonValue): JsonValue {
  return Array.isArray(value) ? value.toSorted() : value;
}

function json(record: OpportunityInput | Opportunity): JsonObject {
  const text: JsonObject = JSON.parse(JSON.stringify(record));
  return text;
}

function expectWritten(input: OpportunityInput, after: Opportunity): void {
  const wanted = flat(input);
  const found = flat(after);
  const read = [...wanted.keys()].map((field) => [field, found.get(field)]);
  expect(read).toEqual([...wanted]);
}

function expectOthersUntouched(input: OpportunityInput, before: Opportunity, after: Opportunity): void {
  const written = [...flat(input).keys()];
  const moved = new Set(['updatedAt', ...written, ...written.flatMap((field) => sideEffects[field] ?? [])]);
  const others = (record: Opportunity) => [...flat(record)].filter(([field]) => !moved.has(field));
  expect(others(after)).toEqual(others(before));
}

/** All of a record that may be written, as an input. */
function inputOf(record: Opportunity): OpportunityInput {
  const writable = Object.entries(json(record)).filter(([field]) =>
    Object.entries(opportunityFields).some(([name, { access }]) => name === field && access === 'read-write'),
  );
  return Object.fromEntries(writable);
}

/** The same once more, and all that was read: neither sends anything. */
async function expectSettled(
  { crm: { opportunities } }: WriteAccount,
  id: string,
  input: OpportunityInput,
  after: Opportunity,
): Promise<void> {
  const plans = [
    await opportunities.update(id, input, { dryRun: true }),
    await opportunities.update(id, inputOf(after), { dryRun: true }),
  ];
  const nothing = { issues: [], requests: [] };
  expect(plans.map(({ issues, requests }) => ({ issues, requests }))).toEqual([nothing, nothing]);
}

describe.each([
  ['Europe/Tallinn', []],
  ['America/New_York', ['primary-stays']],
  ['Pacific/Kiritimati', ['stage-mismatch', 'create-status=201']],
])('an account in %s with %j', (timezone, faults) => {
  const options = { deals: 40, faults: [`timezone=${timezone}`, ...faults] };

  test('an update reads back, leaves the rest alone, and has nothing more to send', async () => {
    const account = await openWriteAccount(options);
    const counts = { written: 0, refused: 0 };
    for (const [turn, input] of fc.sample(inputsFor(account), { numRuns: 60, seed: 11 }).entries()) {
      const id = account.deals[turn % account.deals.length] ?? '';
      const { opportunity: before } = await account.read(id);
      try {
        await account.crm.opportunities.update(id, input);
      } catch (error) {
        if (!(error instanceof WriteRefusedError)) throw error;
        counts.refused += 1;
        expect((await account.read(id)).opportunity).toEqual(before);
        continue;
      }
      counts.written += 1;
      const { opportunity: after } = await account.read(id);
      expectWritten(input, after);
      expectOthersUntouched(input, before, after);
      await expectSettled(account, id, input, after);
    }
    expect(counts.written).toBeGreaterThan(30);
    expect(counts.refused).toBeGreaterThan(5);
  });

  test('what is created reads back, and has nothing more to send', async () => {
    const account = await openWriteAccount(options);
    const counts = { written: 0, refused: 0 };
    for (const input of fc.sample(inputsFor(account), { numRuns: 30, seed: 12 })) {
      const whole = { title: 'Without a title of its own', ...input } as NewOpportunityInput;
      try {
        const { id } = await account.crm.opportunities.create(whole);
        counts.written += 1;
        const { opportunity } = await account.read(id);
        expectWritten(whole, opportunity);
        await expectSettled(account, id, whole, opportunity);
      } catch (error) {
        if (!(error instanceof WriteRefusedError)) throw error;
        counts.refused += 1;
      }
    }
    expect(counts.written).toBeGreaterThan(15);
    expect(counts.refused).toBeGreaterThan(3);
  });
});
