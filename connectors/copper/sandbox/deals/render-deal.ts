import { dollarsPerUnit, type JsonValue } from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import {
  customDefinitions,
  emptyValue,
  findDefinition,
  type CustomDefinition,
} from '../seed/custom-definitions.ts';
import type { DealState, StoredDealState } from './deal-state.ts';
import { accountCurrency } from '../facts.ts';
import { findPipeline } from '../seed/pipelines.ts';
import { secondsOf, wireDay } from '../wire-values.ts';
import { WireFloat, type WireObject, type WireValue } from '../wire-json.ts';

/** The opportunity in the vendor's order of keys, `computed` with labels beside option ids. */
export function renderDeal(account: Account, deal: StoredDealState, computed: boolean): WireObject {
  const { record } = deal;
  const { settings } = account;
  const pipeline = findPipeline(record.pipelineId);
  const isNew = !record.oldStyle;
  return {
    id: deal.id,
    name: record.name,
    assignee_id: record.assigneeId,
    close_date: record.closeDate === null ? null : wireDay(record.closeDate, settings.dayFirst),
    company_id: record.companyId,
    company_name: record.companyName,
    customer_source_id: record.customerSourceId,
    details: record.details,
    loss_reason_id: record.lossReasonId,
    pipeline_id: record.pipelineId,
    ...(isNew ? { pipeline_is_revenue: pipeline?.isRevenue ?? true } : {}),
    pipeline_stage_id: record.stageId,
    ...(isNew ? { pipeline_type: pipeline?.type ?? 'opportunity' } : {}),
    primary_contact_id: record.primaryContactId,
    priority: record.priority,
    status: record.status,
    tags: record.tags,
    interaction_count: record.interactionCount,
    ...(isNew ? { monetary_unit: record.monetaryUnit } : {}),
    monetary_value: floatOf(record.monetaryValue),
    ...(isNew ? convertedOf(record, settings.plainNumbers) : {}),
    win_probability: record.winProbability,
    ...(isNew ? newerTimes(record, settings.plainNumbers) : {}),
    date_created: secondsOf(deal.createdMs),
    date_modified: secondsOf(deal.changedMs),
    custom_fields: customFieldsOf(account, deal, computed),
  };
}

function convertedOf({ monetaryUnit, monetaryValue }: DealState, asNumber: boolean): WireObject {
  if (monetaryUnit === null || monetaryValue === null) return { converted_unit: null, converted_value: null };
  const cents = Math.round(monetaryValue * (dollarsPerUnit[monetaryUnit] ?? 1) * 100);
  // The largest numbers have no cents, and what lies beyond them is no JSON.
  const value = new WireFloat(Number.isFinite(cents) ? cents / 100 : monetaryValue);
  return { converted_unit: accountCurrency, converted_value: asNumber ? value : value.toString() };
}

function newerTimes(record: DealState, plainLeads: boolean): WireObject {
  return {
    date_stage_changed: record.stageChangedSeconds,
    date_last_contacted: record.lastContactedSeconds,
    leads_converted_from: record.leads.map(({ leadId, convertedSeconds }) =>
      plainLeads ? leadId : { lead_id: leadId, converted_timestamp: convertedSeconds },
    ),
    date_lead_created: record.leadCreatedSeconds,
  };
}

/** Fields with a value first, empty ones after; within both, no order that lasts. */
function customFieldsOf(
  account: Account,
  { record, index, changedMs }: StoredDealState,
  computed: boolean,
): readonly WireObject[] {
  const place = (id: number): number =>
    account.world.draws.unit(id * 31 + index * 7919 + (changedMs % 0x1_0000_0000), 'field-order');
  const set = [...record.custom.keys()].toSorted((a, b) => place(a) - place(b));
  const empty = record.oldStyle
    ? []
    : customDefinitions
        .filter(({ id, availableOn }) => availableOn.includes('opportunity') && !record.custom.has(id))
        .toReversed();
  return [
    ...set.map((id) => fieldEntry(account, id, record.custom.get(id) ?? null, computed)),
    ...empty.map((definition) => fieldEntry(account, definition.id, emptyValue(definition), computed)),
  ];
}

function fieldEntry(account: Account, id: number, value: JsonValue, computed: boolean): WireObject {
  const definition = findDefinition(id);
  const wire = wireCustomValue(definition, value);
  const entry = { custom_field_definition_id: id, value: wire };
  return computed ? { ...entry, computed_value: computedValue(account, definition, value, wire) } : entry;
}

function wireCustomValue(definition: CustomDefinition | undefined, value: JsonValue): WireValue {
  const isFloat = definition?.dataType === 'Float' || definition?.dataType === 'Currency';
  return isFloat && typeof value === 'number' ? new WireFloat(value) : value;
}

/** Labels for options as they are now, `null` for an option that is gone, the value itself for everything else. */
function computedValue(
  { names }: Account,
  definition: CustomDefinition | undefined,
  value: JsonValue,
  wire: WireValue,
): WireValue {
  const labelOf = (option: JsonValue): string | null => {
    const found = definition?.options?.find(({ id }) => id === option);
    return found === undefined ? null : names.of('options', found.id, found.name);
  };
  if (definition?.dataType === 'Dropdown') return labelOf(value);
  if (definition?.dataType === 'MultiSelect' && Array.isArray(value)) return value.map(labelOf);
  return wire;
}

function floatOf(value: number | null): WireFloat | null {
  return value === null ? null : new WireFloat(value);
}
