import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  isJsonObject,
  VendorError,
  type JsonObject,
  type JsonValue,
  type VendorErrorDetails,
} from '../../../src/connector-kit/index.ts';
import { opportunityFields } from '../../../src/model/opportunity-fields.ts';
import { anyInput, type World } from './any-input.ts';
import { openWrittenAccount, type WrittenAccount } from './written-account.ts';

/**
 * What a write of one field changes in others, by HubSpot's doing or by their meaning. Reading any of them is how
 * HubSpot works; none of them is sent.
 */
const movesAlong: Readonly<Record<string, readonly string[]>> = {
  // The stage says all of this, and closing brings its day along.
  pipelineStageId: [
    'pipelineId',
    'status',
    'winProbability',
    'expectedRevenue',
    'closeDate',
    'lossReason',
    'wonReason',
    'stageLastChangedAt',
    'dateStageChanged',
  ],
  status: [
    'pipelineId',
    'pipelineStageId',
    'winProbability',
    'expectedRevenue',
    'closeDate',
    'lossReason',
    'wonReason',
    'stageLastChangedAt',
    'dateStageChanged',
  ],
  monetaryAmount: ['expectedRevenue'],
  // Worked out from the amount, to the minor unit of the currency.
  currency: ['expectedRevenue'],
  contactIds: ['primaryContactId', 'contactId'],
  primaryContactId: ['contactId', 'contactIds'],
  companyId: ['companyName'],
  leadId: ['dateLeadCreated'],
};
/** Moves with every write. */
const moved = ['updatedAt', 'updatedBy'];

let account: WrittenAccount;
let world: World;

beforeAll(async () => {
  account = await openWrittenAccount();
  const [contacts, companies, leads] = await Promise.all(
    ['contacts', 'companies', 'leads'].map((object) => account.ids(object)),
  );
  const { lookups, catalogue } = account;
  world = { lookups, catalogue, contacts: contacts ?? [], companies: companies ?? [], leads: leads ?? [] };
});
afterAll(async () => {
  await account.close();
});

function fieldsOf(record: object | null): JsonObject {
  const json: unknown = JSON.parse(JSON.stringify(record));
  return isJsonObject(json) ? json : {};
}

/** The order of contacts is none. */
function comparable(field: string, value: JsonValue | undefined): unknown {
  return field === 'contactIds' && Array.isArray(value) ? new Set(value) : value;
}

/** What a write of this input may change; custom fields are compared one by one. */
function mayChange(input: JsonObject): ReadonlySet<string> {
  const names = Object.keys(input);
  return new Set([...names, ...names.flatMap((name) => movesAlong[name] ?? []), ...moved, 'customFields']);
}

/** A margin, which the account works out from the amount. */
const calculated = 'margin_estimate';

/** Values of custom fields by id, without some. */
function customValues(record: JsonObject, without: ReadonlySet<unknown>): ReadonlyMap<unknown, unknown> {
  const list = Array.isArray(record['customFields']) ? record['customFields'].filter(isJsonObject) : [];
  const others = list.filter(({ id }) => id !== calculated && !without.has(id));
  return new Map(others.map(({ id, value }) => [id, value]));
}

/** Some fields of a record, as they compare. */
function only(record: JsonObject, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, comparable(field, record[field])]));
}

/** Custom fields that the input names, by id. */
function namedCustomFields({ customFields }: JsonObject): ReadonlySet<unknown> {
  const list = Array.isArray(customFields) ? customFields.filter(isJsonObject) : [];
  return new Set(
    list.map(({ id, name }) => id ?? account.catalogue.find(({ label }) => label === name)?.key),
  );
}

const noCloseDate = { field: 'closedate', message: 'MISSING_REQUIRED_PROPERTY' };

/** What HubSpot said against a write; else the id. */
async function refusalOf(written: Promise<string>): Promise<string | VendorErrorDetails> {
  try {
    return await written;
  } catch (error) {
    if (error instanceof VendorError && error.code === 'invalid-request') return error.details;
    throw error;
  }
}

interface Chain {
  /** A deal that the account has; undefined for one that is made. */
  readonly id: string | undefined;
  readonly inputs: readonly JsonObject[];
}

interface Tally {
  written: number;
  refused: number;
  ruled: number;
}

/** Updates a deal by one input after the other, the first of which may make it, checking every law at each step. */
async function follow({ id: known, inputs }: Chain, timezone: string, tally: Tally): Promise<void> {
  const bound = account.bind(timezone);
  let current = known === undefined ? undefined : await account.native(known);
  for (const given of inputs) {
    const input: JsonObject = current === undefined ? { title: 'made by a law', ...given } : given;
    const write = bound.write(input, current);
    if (write.issues.some(({ severity }) => severity === 'error')) {
      tally.refused += 1;
      continue;
    }
    const requests = account.plan(write, current);
    const refusal = await refusalOf(account.carryOut(requests, current));
    if (typeof refusal !== 'string') {
      // The one rule of the account that no table tells; it refuses the whole request.
      expect({ input, fields: refusal.fields }).toEqual({ input, fields: [noCloseDate] });
      if (current !== undefined) expect(await account.native(String(current['id']))).toEqual(current);
      tally.ruled += 1;
      continue;
    }
    const id = refusal;
    const after = await account.native(id);
    const [before, found] = [
      current === undefined ? undefined : fieldsOf(bound.read(current).record),
      fieldsOf(bound.read(after).record),
    ];
    tally.written += 1;

    // Write-write: the same once more sends nothing.
    const again = bound.write(input, after);
    expect({ input, issues: again.issues, requests: account.plan(again, after) }).toEqual({
      input,
      issues: [],
      requests: [],
    });
    // Write-read, in the words of the input where those are the words of the model.
    const spoken = Object.keys(input).filter((field) => field !== 'customFields' && field !== 'type');
    expect(only(found, spoken)).toEqual(only(input, spoken));
    // What was not written is as it was.
    if (before !== undefined) {
      const open = mayChange(input);
      const closed = Object.keys(opportunityFields).filter((field) => !open.has(field));
      expect({ input, ...only(found, closed) }).toEqual({ input, ...only(before, closed) });
      const named = namedCustomFields(input);
      expect(customValues(found, named)).toEqual(customValues(before, named));
    }
    // Read-write: all that was read, written back, sends nothing.
    const { customMappings: _none, ...readable } = found;
    const back = bound.write(readable, after);
    expect({ issues: back.issues, requests: account.plan(back, after) }).toEqual({
      issues: [],
      requests: [],
    });
    current = after;
  }
}

describe('laws of writing deals over HTTP', () => {
  test.each(['America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC'])(
    'what is written reads back, nothing else moves, and writing it again sends nothing: in %s',
    async (timezone) => {
      const tally: Tally = { written: 0, refused: 0, ruled: 0 };
      const existing = await account.vendor.control.ids();
      const chain = fc.record({
        id: fc.option(fc.constantFrom(...existing), { freq: 2, nil: undefined }),
        inputs: fc.array(anyInput(world), { minLength: 6, maxLength: 6 }),
      });
      const chains = fc.sample(chain, { numRuns: 25, seed: timezone.length });
      for (const one of chains) await follow(one, timezone, tally);

      expect(tally.written).toBeGreaterThan(50);
      expect(tally.refused).toBeGreaterThan(5);
    },
  );
});
