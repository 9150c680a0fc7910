import * as fc from 'fast-check';
import { addressParts } from '../../../connectors/pipedrive/sandbox/custom-fields.ts';
import { zoneNamed } from '../../../connectors/pipedrive/sandbox/time-zones.ts';
import type { CustomFieldDefinition, JsonObject, JsonValue } from '../../../src/connector-kit/index.ts';
import type { OpportunityInput } from '../../../src/model/opportunity-input.ts';
import type { WriteAccount } from './write-account.ts';

const day = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const cents = fc.integer({ min: -10_000_000, max: 10_000_000_000 }).map((amount) => amount / 100);

/** Writable fields with values they may have; most fit together, and some do not fit the deal they are written to. */
export function inputsFor(account: WriteAccount): fc.Arbitrary<OpportunityInput> {
  const { organizations, users, labels } = account;
  const own = fc.record(
    {
      title: fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }),
      companyId: fc.option(fc.constantFrom(...organizations), { freq: 4 }),
      monetaryAmount: fc.option(cents, { freq: 6 }),
      currency: fc.constantFrom('EUR', 'USD', 'JPY'),
      winProbability: fc.integer({ min: 0, max: 100 }),
      ownerId: fc.constantFrom(...users),
      tags: fc.subarray([...labels.keys()]),
      customFields: fc
        .subarray([...account.catalogue], { maxLength: 4 })
        .chain((chosen) => fc.tuple(...chosen.map((definition) => customValue(definition, account)))),
    },
    { requiredKeys: [] },
  );
  return fc
    .tuple(own, closing(account), place(account), contacts(account))
    .map((parts) => Object.assign({}, ...parts));
}

const none = fc.constant({});

function closing({ lostReasons }: WriteAccount): fc.Arbitrary<OpportunityInput> {
  const lossReason = fc.option(fc.constantFrom('Went silent', ...lostReasons.keys()), { freq: 6 });
  const lossReasonId = fc.constantFrom(...lostReasons.values());
  const [won, lost] = [fc.constant('Won' as const), fc.constant('Lost' as const)];
  return fc.oneof(
    none,
    fc.record({ status: fc.constantFrom('Open' as const, 'Won' as const, 'Lost' as const) }),
    fc.record({ status: won, closeDate: day }),
    fc.record({ status: lost, lossReason, closeDate: day }),
    fc.record({ status: lost, lossReasonId }),
    fc.record({ closeDate: day, lossReason }, { requiredKeys: [] }),
  );
}

function place({ stages }: WriteAccount): fc.Arbitrary<OpportunityInput> {
  const stage = fc.constantFrom(...stages);
  const pipelineId = stage.map(({ pipeline }) => pipeline);
  return fc.oneof(
    none,
    stage.map(({ id }) => ({ pipelineStageId: id })),
    stage.map(({ id, pipeline }) => ({ pipelineStageId: id, pipelineId: pipeline })),
    fc.record({ pipelineId }),
    fc.record({ pipelineStageId: stage.map(({ id }) => id), pipelineId }),
  );
}

function contacts({ persons }: WriteAccount): fc.Arbitrary<OpportunityInput> {
  const some = fc.subarray([...persons], { maxLength: 4 });
  const primaryContactId = fc.option(fc.constantFrom(...persons), { freq: 4 });
  return fc.oneof(
    none,
    fc.record({ primaryContactId }),
    fc.record({ contactIds: some }),
    some.map((contactIds) => ({ contactIds, primaryContactId: contactIds.at(-1) ?? null })),
    fc.record({ contactIds: some, primaryContactId }),
  );
}

function customValue(
  { key, label, type, wire, refName, options = {} }: CustomFieldDefinition,
  account: WriteAccount,
): fc.Arbitrary<{ id: string; value: JsonValue }> {
  const ids: Readonly<Record<string, readonly string[]>> = {
    user: account.users,
    org: account.organizations,
    people: account.persons,
  };
  const values = (): fc.Arbitrary<JsonValue> => {
    if (type === 'reference') return fc.constantFrom(...(ids[refName ?? ''] ?? []));
    if (type === 'option') return fc.constantFrom(...Object.values(options));
    if (type === 'options') return fc.subarray(Object.values(options), { minLength: 1 });
    if (type === 'money') return fc.record({ value: cents, currency: fc.constantFrom('EUR', 'USD') });
    if (type === 'number') return cents;
    if (type === 'date') return day;
    return wire === 'json' ? structured(label) : fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
  };
  return fc.option(values(), { freq: 5 }).map((value) => ({ id: key, value }));
}

/** As the vendor shows them, with numbers of its own. */
const zone = fc
  .constantFrom('Europe/Tallinn', 'Asia/Tokyo')
  .map((name) => zoneNamed(name) ?? { timezone_id: 0, timezone_name: name });
const clock = fc
  .integer({ min: 0, max: 86_399 })
  .map((second) => new Date(second * 1000).toISOString().slice(11, 19));

/** An address shows all its parts; one that is left out is null afterwards. */
const noParts: JsonObject = Object.fromEntries(addressParts.map((part) => [part, null]));

/** Values of the types that Pipedrive writes as objects, by the names of the emulated company's fields. */
function structured(label: string): fc.Arbitrary<JsonValue> {
  switch (label) {
    case 'Service period':
      return fc.record({ value: day, until: day });
    case 'Daily call':
      return fc.tuple(clock, zone).map(([value, where]) => ({ value, ...where }));
    case 'Delivery window':
      return fc.tuple(clock, clock, zone).map(([value, until, where]) => ({ value, until, ...where }));
    default:
      return fc
        .record({ value: fc.string({ minLength: 1, maxLength: 30 }), locality: fc.constant('Tartu') })
        .map((address) => ({ ...noParts, ...address }));
  }
}
