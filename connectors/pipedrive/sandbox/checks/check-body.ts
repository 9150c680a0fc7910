import type { JsonObject, JsonValue } from '../../../../src/sandbox-kit/index.ts';
import { userId, userIndex } from '../seed/account-ids.ts';
import type { Account } from '../account.ts';
import { checkCustomFields } from './check-custom-values.ts';
import { currencies } from '../seed/currencies.ts';
import type { DealStatus } from '../deals/deal-state.ts';
import {
  dayAt,
  expected,
  flagAt,
  instantAt,
  looseInstantAt,
  numberAt,
  orNull,
  textAt,
  wholeAt,
} from './check-value.ts';
import { checkEach, reject, rejectUnknown } from './invalid-request.ts';
import { visibilityOptions } from '../seed/options.ts';
import { organizationTable, personTable } from '../people/people.ts';

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
  title: (value) => textAt('title', value) || reject('title', 'String must contain at least 1 character(s)'),
  owner_id: (value, { world }) => {
    const index = userIndex(wholeAt('owner_id', value));
    return index >= 0 && index < world.users ? userId(index) : reject('owner_id', 'User not found');
  },
  person_id: (value, account) =>
    orNull(value, (given) => {
      const id = wholeAt('person_id', given);
      return personTable(account).exists(id) ? id : reject('person_id', 'Person not found');
    }),
  org_id: (value, account) =>
    orNull(value, (given) => {
      const id = wholeAt('org_id', given);
      return organizationTable(account).exists(id) ? id : reject('org_id', 'Organization not found');
    }),
  pipeline_id: (value, { sales }) => {
    const id = wholeAt('pipeline_id', value);
    return sales.firstStage(id) === undefined ? reject('pipeline_id', 'Pipeline not found') : id;
  },
  stage_id: (value, { sales }) => {
    const stage = sales.stage(wholeAt('stage_id', value));
    return stage === undefined || stage.is_deleted ? reject('stage_id', 'Stage not found') : stage.id;
  },
  value: (value) => orNull(value, (given) => numberAt('value', given)),
  currency: (value) => {
    const code = textAt('currency', value);
    return currencies.some((one) => one.code === code) ? code : reject('currency', 'Currency not supported');
  },
  is_deleted: (value) => flagAt('is_deleted', value),
  is_archived: (value) => flagAt('is_archived', value),
  // The one time that is written the older way: `UpdateDealRequest` of the vendor's client 33.7.0.
  archive_time: (value) => orNull(value, (given) => looseInstantAt('archive_time', given)),
  status: (value) => {
    if (value === 'open' || value === 'won' || value === 'lost') return value;
    return reject('status', "Invalid enum value. Expected 'open' | 'won' | 'lost'");
  },
  probability: (value) =>
    orNull(value, (given) => {
      const percent = wholeAt('probability', given);
      return percent >= 0 && percent <= 100
        ? percent
        : reject('probability', 'Number must be between 0 and 100');
    }),
  lost_reason: (value) => orNull(value, (given) => textAt('lost_reason', given)),
  visible_to: (value) =>
    visibilityOptions.some(({ id }) => id === value)
      ? wholeAt('visible_to', value)
      : reject('visible_to', 'Expected 1 | 3 | 5 | 7'),
  close_time: (value) => orNull(value, (given) => instantAt('close_time', given)),
  won_time: (value) => orNull(value, (given) => instantAt('won_time', given)),
  lost_time: (value) => orNull(value, (given) => instantAt('lost_time', given)),
  expected_close_date: (value) => orNull(value, (given) => dayAt('expected_close_date', given)),
  label_ids: (value, { settings }) => {
    if (!Array.isArray(value)) return reject('label_ids', expected('array', value));
    return [...new Set(value.map((one, position) => labelAt(settings, one, position)))];
  },
  custom_fields: (value, account) => checkCustomFields(account, value),
};

function labelAt({ labelOptions }: Account['settings'], value: JsonValue, position: number): number {
  const id = wholeAt(`label_ids.${position}`, value);
  return labelOptions.some((option) => option.id === id)
    ? id
    : reject(`label_ids.${position}`, 'Label not found');
}

/**
 * A body in the vendor's own forms.
 *
 * @param required Members that must be there.
 * @throws Refused for unknown keys, wrong types and ids nobody has, all of them at once.
 */
export function checkBody(
  account: Account,
  body: JsonObject,
  required: readonly (keyof DealChanges)[] = [],
): DealChanges {
  const checked: Record<string, unknown> = {};
  const missing = required.filter((name) => body[name] === undefined);
  checkEach([...missing, ...Object.keys(body)], (key) => {
    if (!isKnown(key)) return rejectUnknown(key);
    const value = body[key];
    if (value === undefined) return reject(key, 'Required');
    checked[key] = checks[key](value, account);
  });
  return checked;
}

function isKnown(key: string): key is keyof DealChanges {
  return Object.hasOwn(checks, key);
}
