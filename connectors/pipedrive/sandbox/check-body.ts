import { Refused, type JsonObject, type JsonValue } from '../../../src/sandbox-kit/index.ts';
import { userIndex } from './account-ids.ts';
import type { Account } from './account.ts';
import { checkCustomFields } from './check-custom-values.ts';
import { currencies } from './currencies.ts';
import type { DealStatus } from './deal-state.ts';
import { notAllowed, reject } from './errors.ts';
import { labelOptions, visibilityOptions } from './options.ts';
import { organizationTable, personTable } from './people.ts';
import { firstStage, stagesById } from './pipelines.ts';
import { canonicalTime } from './wire-times.ts';

/** What a body may set, checked and in the vendor's own forms. */
export interface DealChanges {
  readonly title?: string;
  readonly owner_id?: number;
  readonly person_id?: number | null;
  readonly org_id?: number | null;
  readonly pipeline_id?: number;
  readonly stage_id?: number;
  readonly value?: number | null;
  readonly currency?: string;
  readonly is_deleted?: boolean;
  readonly is_archived?: boolean;
  readonly archive_time?: string | null;
  readonly status?: DealStatus;
  readonly probability?: number | null;
  readonly lost_reason?: string | null;
  readonly visible_to?: number;
  readonly close_time?: string | null;
  readonly won_time?: string | null;
  readonly lost_time?: string | null;
  readonly expected_close_date?: string | null;
  readonly label_ids?: readonly number[];
  readonly custom_fields?: JsonObject;
}

type Checks = { readonly [K in keyof DealChanges]-?: (value: JsonValue, account: Account) => DealChanges[K] };

const checks: Checks = {
  title: (value) =>
    text(value, 'title') === '' ? reject('title', 'Title must not be empty') : text(value, 'title'),
  owner_id: (value, { world }) => {
    const id = whole(value, 'owner_id');
    return userIndex(id) >= 0 && userIndex(id) < world.users ? id : reject('owner_id', 'User not found');
  },
  person_id: (value, account) =>
    orNull(
      value,
      'person_id',
      (id) => personTable(account).exists(id) || reject('person_id', 'Person not found'),
    ),
  org_id: (value, account) =>
    orNull(
      value,
      'org_id',
      (id) => organizationTable(account).exists(id) || reject('org_id', 'Organization not found'),
    ),
  pipeline_id: (value) => {
    const id = whole(value, 'pipeline_id');
    return firstStage(id) === undefined ? reject('pipeline_id', 'Pipeline not found') : id;
  },
  stage_id: (value) => {
    const stage = stagesById.get(whole(value, 'stage_id'));
    return stage === undefined || stage.is_deleted ? reject('stage_id', 'Stage not found') : stage.id;
  },
  value: (value) => (value === null ? null : number(value, 'value')),
  currency: (value) => {
    const code = text(value, 'currency');
    return currencies.some((one) => one.code === code) ? code : reject('currency', 'Currency not supported');
  },
  is_deleted: (value) => flag(value, 'is_deleted'),
  is_archived: (value) => flag(value, 'is_archived'),
  archive_time: (value) => time(value, 'archive_time'),
  status: (value) => {
    if (value === 'open' || value === 'won' || value === 'lost') return value;
    return reject('status', "Invalid enum value. Expected 'open' | 'won' | 'lost'");
  },
  probability(value) {
    const percent = value === null ? null : whole(value, 'probability');
    return percent !== null && (percent < 0 || percent > 100)
      ? reject('probability', 'Number must be between 0 and 100')
      : percent;
  },
  lost_reason: (value) => (value === null ? null : text(value, 'lost_reason')),
  visible_to: (value) =>
    visibilityOptions.some(({ id }) => id === value)
      ? whole(value, 'visible_to')
      : reject('visible_to', 'Expected 1 | 3 | 5 | 7'),
  close_time: (value) => time(value, 'close_time'),
  won_time: (value) => time(value, 'won_time'),
  lost_time: (value) => time(value, 'lost_time'),
  expected_close_date: (value) => day(value, 'expected_close_date'),
  label_ids(value) {
    if (!Array.isArray(value)) return reject('label_ids', 'Expected array');
    return value.map((id: JsonValue) =>
      labelOptions.some((option) => option.id === id)
        ? whole(id, 'label_ids')
        : reject('label_ids', 'Label not found'),
    );
  },
  custom_fields: (value, account) => checkCustomFields(account, value),
};

/** @throws Refused for unknown keys, wrong types and ids nobody has. */
export function checkBody(account: Account, body: JsonObject): DealChanges {
  const checked: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(body)) {
    if (!isKnown(key)) throw new Refused(notAllowed(key));
    checked[key] = checks[key](value, account);
  }
  return checked;
}

function isKnown(key: string): key is keyof DealChanges {
  return Object.hasOwn(checks, key);
}

function expected(type: string, value: JsonValue): string {
  return `Expected ${type}, received ${value === null ? 'null' : typeof value}`;
}

function text(value: JsonValue, path: string): string {
  return typeof value === 'string' ? value : reject(path, expected('string', value));
}

function number(value: JsonValue, path: string): number {
  return typeof value === 'number' && Number.isFinite(value)
    ? value
    : reject(path, expected('number', value));
}

function whole(value: JsonValue, path: string): number {
  return Number.isInteger(number(value, path)) ? number(value, path) : reject(path, 'Expected integer');
}

function flag(value: JsonValue, path: string): boolean {
  return typeof value === 'boolean' ? value : reject(path, expected('boolean', value));
}

function orNull(value: JsonValue, path: string, check: (id: number) => boolean): number | null {
  if (value === null) return null;
  check(whole(value, path));
  return whole(value, path);
}

function time(value: JsonValue, path: string): string | null {
  if (value === null) return null;
  return canonicalTime(text(value, path)) ?? reject(path, 'Invalid datetime');
}

function day(value: JsonValue, path: string): string | null {
  if (value === null) return null;
  const written = text(value, path);
  return /^\d{4}-\d{2}-\d{2}$/.test(written) && canonicalTime(`${written}T00:00:00Z`) !== undefined
    ? written
    : reject(path, 'Invalid date, expected YYYY-MM-DD');
}
