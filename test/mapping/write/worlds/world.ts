import type { CustomFieldDefinition } from '../../../../src/connector-kit/resource.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/model/json.ts';
import type { Opportunity } from '../../../../src/model/opportunity.ts';
import type { Dice } from './dice.ts';

/** Values by name: a unified field, `customFields[<id>]` or `customMappings.<key>`. */
export type Values = Readonly<Record<string, JsonValue>>;

/** A part of an input that has to be taken as it is, and what it reads as where that is not what was given. */
export interface Move {
  readonly given: Values;
  readonly reads?: Values;
}

/** What a move starts from. */
export interface Situation {
  /** Undefined for a record that does not exist yet. */
  readonly native: JsonObject | undefined;
  readonly unified: Opportunity | undefined;
}

/** Ways of writing that share a native field: of each group, one is taken at most. */
export type Moves = Readonly<Record<string, (dice: Dice, situation: Situation) => Move | undefined>>;

/** What inputs can name. */
export interface Account {
  readonly lookups: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly catalogue: readonly CustomFieldDefinition[];
  readonly currencies: readonly string[];
  /** Ids of records that can be linked. */
  readonly contacts: readonly string[];
  readonly companies: readonly string[];
  readonly leads: readonly string[];
  /** True where all contacts are read and written, and not the primary one alone. */
  readonly listsContacts: boolean;
  /** True where a label of the account's own says who the primary contact is, and any contact can be it. */
  readonly marksPrimary?: boolean;
  /** Values of a custom field, where they have to be of this account: each as it is given and read. */
  customValues?(definition: CustomFieldDefinition, dice: Dice): JsonValue | undefined;
}

/** One vendor's account with its records, what can be written to them, and what becomes of that. */
export interface World extends Account {
  readonly vendor: string;
  /** Names of bundled overlays. */
  readonly overlays: readonly string[];
  record(dice: Dice): JsonObject;
  readonly moves: Moves;
  /** The record once the vendor has carried out a patch: what it works out itself is worked out. */
  settle(before: JsonObject | undefined, patch: JsonObject, zone: string): JsonObject;
}

/** A row of a table by chance, with its key. */
export function pickRow({ lookups }: Account, table: string, dice: Dice): readonly [string, JsonObject] {
  return dice.pick(Object.entries(lookups[table] ?? {}));
}

/** A list that differs a little from the one that is there: each contact that comes or goes may be a request. */
export function someContacts(dice: Dice, { unified }: Situation, { contacts }: Account): readonly string[] {
  const now = unified?.contactIds ?? [];
  const gone = dice.pick([undefined, ...now]);
  const kept = now.filter((id) => id !== gone);
  return dice.chance(0.5) ? [...new Set([...kept, dice.pick(contacts)])] : kept;
}

/** An amount, a currency, or both. */
export function moneyMove(dice: Dice, { currencies }: Account): Move {
  const amount = { monetaryAmount: dice.pick([null, dice.amount()]) };
  const currency = { currency: dice.pick(currencies) };
  return { given: dice.pick([amount, currency, { ...amount, ...currency }]) };
}

/** Moves that write one custom field each. */
export function customMoves(account: Account, move: CustomMove): Moves {
  const writable = account.catalogue.filter(({ access }) => access !== 'read');
  return Object.fromEntries(
    writable.map((definition) => [
      `custom ${definition.key}`,
      (dice: Dice) => move(definition, dice, account.customValues?.(definition, dice)),
    ]),
  );
}

type CustomMove = (definition: CustomFieldDefinition, dice: Dice, known: JsonValue | undefined) => Move;

/** Objects merged, everything else replaced. */
export function merge(before: JsonObject | undefined, patch: JsonObject): Record<string, JsonValue> {
  const after: Record<string, JsonValue> = { ...before };
  for (const [key, value] of Object.entries(patch)) {
    const old = after[key];
    after[key] = isJsonObject(value) && isJsonObject(old) ? merge(old, value) : value;
  }
  return after;
}

export function objectAt(record: JsonObject | undefined, key: string): JsonObject {
  const found = record?.[key];
  return isJsonObject(found) ? found : {};
}

export function listAt(record: JsonObject | undefined, key: string): readonly JsonValue[] {
  const found = record?.[key];
  return Array.isArray(found) ? found : [];
}

/** An input with these values; the names of custom fields are their ids, or now and then their labels. */
export function inputOf(values: Values, catalogue: readonly CustomFieldDefinition[], dice: Dice): JsonObject {
  const input: Record<string, JsonValue> = {};
  const customFields: JsonValue[] = [];
  const customMappings: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(values)) {
    const id = /^customFields\[(.*)\]$/.exec(name)?.[1];
    if (id !== undefined) customFields.push(customItem(id, value, catalogue, dice));
    else if (name.startsWith('customMappings.')) customMappings[name.slice('customMappings.'.length)] = value;
    else input[name] = value;
  }
  if (customFields.length > 0) input['customFields'] = customFields;
  if (Object.keys(customMappings).length > 0) input['customMappings'] = customMappings;
  return input;
}

function customItem(
  id: string,
  value: JsonValue,
  catalogue: readonly CustomFieldDefinition[],
  dice: Dice,
): JsonObject {
  const label = dice.chance(0.3) ? onlyLabels(catalogue).get(id) : undefined;
  return label === undefined ? { id, value } : { name: dice.spelled(label), value };
}

const known = new WeakMap<readonly CustomFieldDefinition[], ReadonlyMap<string, string>>();

/** Labels that name one field alone, by its id. */
function onlyLabels(catalogue: readonly CustomFieldDefinition[]): ReadonlyMap<string, string> {
  const found =
    known.get(catalogue) ??
    new Map(
      catalogue
        .filter(({ label }) => catalogue.filter((other) => plain(other.label) === plain(label)).length === 1)
        .map(({ key, label }) => [key, label]),
    );
  known.set(catalogue, found);
  return found;
}

function plain(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** A record as values by name. */
export function valuesOf(record: Opportunity): Values {
  const { customFields = [], customMappings, ...fields } = record;
  return {
    ...(JSON.parse(JSON.stringify(fields)) as JsonObject),
    ...Object.fromEntries(customFields.map(({ id, value }) => [`customFields[${id}]`, value])),
    ...Object.fromEntries(
      Object.entries(customMappings ?? {}).map(([key, value]) => [`customMappings.${key}`, value]),
    ),
  };
}

/** Equality of what is read: lists are sets, and an empty one is as good as none. */
export function isSame(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    const [one, other] = [left, right].map((list) =>
      [...new Set(list.map((item) => JSON.stringify(item)))].toSorted(),
    );
    return JSON.stringify(one) === JSON.stringify(other);
  }
  if (isNothing(left) && isNothing(right)) return true;
  if (!isJsonObject(left) || !isJsonObject(right)) return left === right;
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((name) => isSame(left[name], right[name]));
}

function isNothing(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
