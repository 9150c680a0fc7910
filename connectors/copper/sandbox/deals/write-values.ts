import type { JsonValue } from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import { companyIdOf, companyNameOf, personNameOf } from '../seed/company-names.ts';
import type { DealState } from './deal-state.ts';
import { badId, badValue, blank, labelOf, type Problem } from '../errors.ts';
import { longestTag, priorities, statuses } from '../facts.ts';
import { customerSources, lossReasonList } from '../seed/named-lists.ts';
import { integerOf, numberOf } from '../params.ts';
import { dateOfWireDay } from '../wire-values.ts';

/** What one attribute of a write changes, or what is wrong with it. */
export type Written = { readonly set: Partial<DealState> } | { readonly problem: Problem };

type Writer = (value: JsonValue, attribute: string, account: Account, before: DealState) => Written;

/** Attributes that stand for themselves; pipeline, stage and custom fields depend on others. */
export const writers: Readonly<Record<string, Writer>> = {
  name: (value, attribute) => {
    if (value === null || (typeof value === 'string' && value.trim() === ''))
      return { problem: blank(attribute) };
    return typeof value === 'string' ? { set: { name: value } } : wrong(attribute, value);
  },
  assignee_id: idWriter(
    (id, { users }) => users.some((user) => user.id === id),
    (assigneeId) => ({ assigneeId }),
    ({ assigneeId }) => assigneeId,
  ),
  primary_contact_id: idWriter(
    (id, account) => personNameOf(account, id) !== undefined,
    (primaryContactId) => ({ primaryContactId }),
    ({ primaryContactId }) => primaryContactId,
  ),
  // The name comes first, so that an id in the same write outranks it.
  company_name: (value, attribute, account) => {
    if (value === null) return { set: { companyName: null, companyId: null } };
    if (typeof value !== 'string') return wrong(attribute, value);
    return { set: { companyName: value, companyId: companyIdOf(account, value) ?? null } };
  },
  company_id: idWriter(
    (id, account) => companyNameOf(account, id) !== undefined,
    (companyId, account) => ({
      companyId,
      companyName: companyId === null ? null : (companyNameOf(account, companyId) ?? null),
    }),
    ({ companyId }) => companyId,
  ),
  customer_source_id: idWriter(
    (id) => customerSources.some((source) => source.id === id),
    (customerSourceId) => ({ customerSourceId }),
    ({ customerSourceId }) => customerSourceId,
  ),
  loss_reason_id: idWriter(
    (id) => lossReasonList.some((reason) => reason.id === id),
    (lossReasonId) => ({ lossReasonId }),
    ({ lossReasonId }) => lossReasonId,
  ),
  close_date: (value, attribute, { settings }) => {
    if (value === null) return { set: { closeDate: null } };
    const date = typeof value === 'string' ? dateOfWireDay(value, settings.dayFirst) : undefined;
    return date === undefined ? wrong(attribute, value) : { set: { closeDate: date } };
  },
  details: (value, attribute) =>
    value === null || typeof value === 'string' ? { set: { details: value } } : wrong(attribute, value),
  monetary_value: (value, attribute) => {
    const monetaryValue = value === null ? null : numberOf(value);
    return monetaryValue === undefined ? wrong(attribute, value) : { set: { monetaryValue } };
  },
  monetary_unit: (value, attribute, { settings }) => {
    const known = value === null || (typeof value === 'string' && /^[A-Z]{3}$/.test(value));
    if (!known) return wrong(attribute, value);
    return { set: settings.unitIgnored ? {} : { monetaryUnit: value } };
  },
  priority: (value, attribute) => {
    const word = priorities.find((one) => one === (value ?? 'None'));
    return word === undefined ? wrong(attribute, value) : { set: { priority: word } };
  },
  status: (value, attribute) => {
    const word = statuses.find((one) => one === value);
    return word === undefined ? wrong(attribute, value) : { set: { status: word } };
  },
  tags: (value, attribute) => {
    const tags = value === null ? [] : value;
    if (!Array.isArray(tags) || !tags.every((tag: JsonValue) => typeof tag === 'string'))
      return wrong(attribute, value);
    const stored = tags.map((tag: JsonValue) => String(tag).toLowerCase().slice(0, longestTag));
    return { set: { tags: [...new Set(stored)] } };
  },
  win_probability: (value, attribute) => {
    const winProbability = value === null ? null : integerOf(value);
    const fits =
      winProbability === null ||
      (winProbability !== undefined && winProbability >= 0 && winProbability <= 100);
    return fits ? { set: { winProbability } } : wrong(attribute, value);
  },
};

/** An id that the record has already may name what is gone by now: it is no change. Not documented. */
function idWriter(
  exists: (id: number, account: Account) => boolean,
  set: (id: number | null, account: Account) => Partial<DealState>,
  current: (before: DealState) => number | null,
): Writer {
  return (value, attribute, account, before) => {
    if (value === null) return { set: set(null, account) };
    const id = integerOf(value);
    if (id === undefined || id < 1) return { problem: badId(attribute, value) };
    return exists(id, account) || id === current(before)
      ? { set: set(id, account) }
      : unknownRecord(attribute, id);
  };
}

/** The vendor's words for an id that names nothing are not documented. */
export function unknownRecord(attribute: string, id: number): { readonly problem: Problem } {
  return { problem: { label: labelOf(attribute), message: `does not exist: ${id}` } };
}

function wrong(attribute: string, value: JsonValue): Written {
  return { problem: badValue(attribute, value) };
}
