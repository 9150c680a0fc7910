import { describe, expect, test } from 'vitest';
import { bundledConnector } from '../../../src/bundled.ts';
import { ClientError } from '../../../src/client/client-error.ts';
import { planCreate, planUpdate } from '../../../src/client/writes/plan-write.ts';
import { planErrors, type WritePlan } from '../../../src/client/writes/write-plan.ts';
import type { PlannedRequest } from '../../../src/connector-kit/index.ts';
import { isJsonObject, type JsonValue } from '../../../src/model/json.ts';
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
  hubspot: { operations: /^deals\.(create|update)$/, within: 'properties' },
  pipedrive: { operations: /^deals\.(create|update)$/ },
};

/** Members of a request about the record that the vendor does not know as ones that can be written. */
function foreignKeys(
  { vendor, catalogue }: World,
  { checked }: BoundWorld,
  request: PlannedRequest,
): string[] {
  const { operations, within } = homes[vendor] ?? { operations: /^$/ };
  const fields = within === undefined ? request.body : memberOf(request.body, within);
  if (!operations.test(request.operationId) || !isJsonObject(fields)) return [];
  const custom = new Set(catalogue.filter(({ access }) => access !== 'read').map(({ key }) => key));
  const isCustom = (key: string): boolean => within !== undefined && custom.has(key);
  const isWritable = (key: string): boolean => {
    const path = within === undefined ? key : `${within}.${key}`;
    const known = checked.descriptor.fields.get(path) ?? checked.descriptor.fields.get(`${path}[]`);
    return known?.access === 'read-write';
  };
  return Object.entries(fields).flatMap(([key, value]) => {
    if (key !== 'custom_fields') return isWritable(key) || isCustom(key) ? [] : [key];
    return customKeys(value).filter((one) => !custom.has(one));
  });
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

  function planned(dice: Dice): WritePlan | 'no-input' {
    const mapping = bound.in(dice.pick(['UTC', 'Asia/Kathmandu', 'America/St_Johns']));
    const body = dice.chance(0.3) ? undefined : world.record(dice);
    const unified = body === undefined ? undefined : (mapping.read(body).record ?? undefined);
    const input = anyInput(world, { native: body, unified }, dice);
    try {
      return body === undefined
        ? planCreate(writer, mapping, input).plan
        : planUpdate(writer, mapping, { id: String(body['id']), changedAt: undefined, body }, input).plan;
    } catch (error) {
      if (error instanceof ClientError && error.code === 'bad-option') return 'no-input';
      throw error;
    }
  }

  test('is a plan of requests that the vendor knows, or a refusal that sends nothing; nothing is thrown', () => {
    const found: string[] = [];
    const told = { sent: 0, refused: 0 };

    for (let run = 0; run < inputs && found.length < mostShown; run += 1) {
      try {
        const plan = planned(new Dice(run));
        if (plan === 'no-input') continue;
        const isRefused = planErrors(plan).length > 0;
        if (isRefused) told.refused += 1;
        else if (plan.requests.length > 0) told.sent += 1;
        const foreign = plan.requests.flatMap((request) => foreignKeys(world, bound, request));
        const isBroken = foreign.length > 0 || (isRefused && plan.requests.length > 0);
        if (isBroken) found.push(JSON.stringify({ run, foreign, requests: plan.requests }));
      } catch (error) {
        found.push(`${run}: ${String(error)}`);
      }
    }

    expect(found).toEqual([]);
    expect(Math.min(told.sent, told.refused)).toBeGreaterThan(inputs / 20);
  });
});
