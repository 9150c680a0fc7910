import { describe, expect, test } from 'vitest';
import { bundledConnector } from '../../../src/bundled.ts';
import { ClientError } from '../../../src/client/client-error.ts';
import { planCreate, planUpdate } from '../../../src/client/writes/plan-write.ts';
import { planErrors, type WritePlan } from '../../../src/client/writes/write-plan.ts';
import type { PlannedRequest } from '../../../src/connector-kit/index.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/model/json.ts';
import { isPlainObject } from '../../../src/model/json-copy.ts';
import { anyInput } from '../../mapping/write/any-input.ts';
import { bindWorld, type BoundWorld } from '../../mapping/write/worlds/bind-world.ts';
import { copper } from '../../mapping/write/worlds/copper.ts';
import { Dice } from '../../mapping/write/worlds/dice.ts';
import { hubspot } from '../../mapping/write/worlds/hubspot.ts';
import { pipedrive } from '../../mapping/write/worlds/pipedrive.ts';
import type { World } from '../../mapping/write/worlds/world.ts';

/** `npm run test:writes` asks for a hundred thousand. */
const inputs = Number(process.env['FUZZED_WRITES'] ?? 2000);
const mostShown = 3;

/** Requests about the record itself, and where in their bodies its fields are. */
const homes: Readonly<Record<string, { readonly operations: RegExp; readonly within?: string }>> = {
  copper: { operations: /^opportunities\.(create|update)$/ },
  hubspot: { operations: /^deals\.(create|update|upsert)$/, within: 'properties' },
  pipedrive: { operations: /^deals\.(create|update)$/ },
};

/** What stands around the fields: https://developers.hubspot.com/docs/api/crm/deals (2026-11-22). */
const wrappings: Readonly<Record<string, readonly string[]>> = {
  'deals.create': ['properties', 'associations'],
  'deals.update': ['properties'],
  'deals.upsert': ['id', 'idProperty', 'properties'],
};

/** An extra that the vendor knows, as it is passed through to a create. */
const extras: Readonly<Record<string, JsonObject>> = {
  copper: { details: 'x' },
  hubspot: { properties: { description: 'x' } },
  pipedrive: { title: 'x' },
};

/** The one record in a body, and the members around it that the vendor does not know. */
function unwrapped({ operationId, body }: PlannedRequest): {
  readonly record: JsonValue | undefined;
  readonly foreign: string[];
} {
  if (operationId !== 'deals.upsert') return { record: body, foreign: [] };
  const given = memberOf(body, 'inputs');
  const [record, ...more] = Array.isArray(given) ? given : [];
  const root = Object.keys(isJsonObject(body) ? body : {}).filter((key) => key !== 'inputs');
  return { record, foreign: more.length > 0 ? [...root, 'inputs'] : root };
}

/** Members of a request about the record that the vendor does not know as ones that can be written. */
function foreignKeys(
  { vendor, catalogue }: World,
  { checked }: BoundWorld,
  request: PlannedRequest,
): string[] {
  const { operations, within } = homes[vendor] ?? { operations: /^$/ };
  const { record, foreign } = unwrapped(request);
  const fields = within === undefined ? record : memberOf(record, within);
  if (!operations.test(request.operationId) || !isJsonObject(record)) return foreign;
  if (within !== undefined)
    foreign.push(...Object.keys(record).filter((key) => !wrappings[request.operationId]?.includes(key)));
  if (!isJsonObject(fields)) return foreign;
  const custom = new Set(catalogue.filter(({ access }) => access !== 'read').map(({ key }) => key));
  const isCustom = (key: string): boolean => within !== undefined && custom.has(key);
  const isWritable = (key: string): boolean => {
    const path = within === undefined ? key : `${within}.${key}`;
    const known = checked.descriptor.fields.get(path) ?? checked.descriptor.fields.get(`${path}[]`);
    return known?.access === 'read-write';
  };
  const wrong = Object.entries(fields).flatMap(([key, value]) => {
    if (key !== 'custom_fields') return isWritable(key) || isCustom(key) ? [] : [key];
    return customKeys(value).filter((one) => !custom.has(one));
  });
  return [...foreign, ...wrong];
}

function memberOf(body: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(body) ? body[name] : undefined;
}

/** Of an object by key, or of a list of entries. */
function customKeys(value: JsonValue): string[] {
  if (!Array.isArray(value)) return Object.keys(isJsonObject(value) ? value : {});
  return value.map((entry: JsonValue) => String(memberOf(entry, 'custom_field_definition_id')));
}

describe.each([copper, hubspot, pipedrive])('any input for $vendor', (world) => {
  const bound = bindWorld(world);
  const operations = bundledConnector(world.vendor).resources['opportunity']?.writes;
  if (operations === undefined) throw new Error('it cannot be written');
  const writer = { connector: world.vendor, operations, targets: [] };
  const passThrough = [{ serviceId: world.vendor, extendObject: extras[world.vendor] }];
  const byVendor = operations.upsert !== undefined;
  const field = world.catalogue.find(({ access }) => access !== 'read')?.key ?? '';
  const key = { field: { field, definition: undefined }, given: 'A-1', native: { field, value: 'A-1' } };

  function planned(dice: Dice): WritePlan | 'no-input' {
    const mapping = bound.in(dice.pick(['UTC', 'Asia/Kathmandu', 'America/St_Johns']));
    const body = dice.chance(0.3) ? undefined : world.record(dice);
    const unified = body === undefined ? undefined : (mapping.read(body).record ?? undefined);
    const drawn = anyInput(world, { native: body, unified }, dice);
    const isExtended = dice.chance(0.2) && isPlainObject(drawn);
    const input = isExtended ? { ...drawn, passThrough } : drawn;
    const keyed = byVendor && dice.chance(0.5) ? { key, byVendor } : undefined;
    try {
      return body === undefined
        ? planCreate(writer, mapping, input, keyed).plan
        : planUpdate(writer, mapping, { id: String(body['id']), changedAt: undefined, body }, input).plan;
    } catch (error) {
      if (error instanceof ClientError && error.code === 'bad-option') return 'no-input';
      throw error;
    }
  }

  test('is a plan of requests that the vendor knows, or a refusal that sends nothing; nothing is thrown', () => {
    const found: string[] = [];
    const told = { sent: 0, refused: 0 };
    let upserts = 0;

    for (let run = 0; run < inputs && found.length < mostShown; run += 1) {
      try {
        const plan = planned(new Dice(run));
        if (plan === 'no-input') continue;
        const isRefused = planErrors(plan).length > 0;
        if (isRefused) told.refused += 1;
        else if (plan.requests.length > 0) told.sent += 1;
        if (plan.requests[0]?.operationId === operations.upsert?.operationId) upserts += 1;
        const foreign = plan.requests.flatMap((request) => foreignKeys(world, bound, request));
        const isBroken = foreign.length > 0 || (isRefused && plan.requests.length > 0);
        if (isBroken) found.push(JSON.stringify({ run, foreign, requests: plan.requests }));
      } catch (error) {
        found.push(`${run}: ${String(error)}`);
      }
    }

    expect(found).toEqual([]);
    expect(Math.min(told.sent, told.refused)).toBeGreaterThan(inputs / 20);
    expect(upserts).toBeGreaterThanOrEqual(byVendor ? inputs / 50 : 0);
  });
});
