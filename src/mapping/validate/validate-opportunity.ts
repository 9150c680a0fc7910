import { opportunityFields } from '../../model/opportunity-fields.ts';
import type { Opportunity } from '../../model/opportunity.ts';
import { isCustomFieldType } from '../custom-field-types.ts';
import { isJson, isPlainObject } from './is-json.ts';
import * as is from './value-checks.ts';

type Fields = Readonly<Record<string, unknown>>;

const statuses: ReadonlySet<unknown> = new Set(opportunityFields.status.values);

/**
 * True exactly where the schema `Opportunity` accepts the record, at a fraction of its cost.
 * `Opportunity.safeParse` says what is wrong with one that is refused.
 */
export function validateOpportunity(record: unknown): record is Opportunity {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return false;
  // Any object can be asked for its fields; what they are is what is checked.
  const fields = record as Fields;
  return (
    typeof fields['id'] === 'string' &&
    typeof fields['title'] === 'string' &&
    hasIds(fields) &&
    hasTexts(fields) &&
    hasNumbers(fields) &&
    hasTimes(fields) &&
    hasLists(fields) &&
    hasStates(fields)
  );
}

/** A field that the vendor does not have is absent; present and undefined is wrong. */
function absent(fields: Fields, name: string): boolean {
  return fields[name] === undefined && !Object.hasOwn(fields, name);
}

function hasIds(f: Fields): boolean {
  return (
    (is.isTextOrNull(f['primaryContactId']) || absent(f, 'primaryContactId')) &&
    (is.isTextOrNull(f['contactId']) || absent(f, 'contactId')) &&
    (is.isTextOrNull(f['companyId']) || absent(f, 'companyId')) &&
    (is.isTextOrNull(f['lossReasonId']) || absent(f, 'lossReasonId')) &&
    (is.isTextOrNull(f['wonReasonId']) || absent(f, 'wonReasonId')) &&
    (is.isTextOrNull(f['pipelineId']) || absent(f, 'pipelineId')) &&
    (is.isTextOrNull(f['pipelineStageId']) || absent(f, 'pipelineStageId')) &&
    (is.isTextOrNull(f['sourceId']) || absent(f, 'sourceId')) &&
    (is.isTextOrNull(f['leadId']) || absent(f, 'leadId')) &&
    (is.isTextOrNull(f['ownerId']) || absent(f, 'ownerId')) &&
    (is.isTextOrNull(f['statusId']) || absent(f, 'statusId')) &&
    (is.isTextOrNull(f['createdBy']) || absent(f, 'createdBy')) &&
    (is.isTextOrNull(f['updatedBy']) || absent(f, 'updatedBy'))
  );
}

function hasTexts(f: Fields): boolean {
  return (
    (is.isTextOrNull(f['companyName']) || absent(f, 'companyName')) &&
    (is.isTextOrNull(f['description']) || absent(f, 'description')) &&
    (is.isTextOrNull(f['type']) || absent(f, 'type')) &&
    (is.isTextOrNull(f['lossReason']) || absent(f, 'lossReason')) &&
    (is.isTextOrNull(f['wonReason']) || absent(f, 'wonReason')) &&
    (is.isTextOrNull(f['leadSource']) || absent(f, 'leadSource')) &&
    (is.isTextOrNull(f['priority']) || absent(f, 'priority'))
  );
}

function hasNumbers(f: Fields): boolean {
  return (
    (is.isNumberOrNull(f['monetaryAmount']) || absent(f, 'monetaryAmount')) &&
    (is.isCurrencyOrNull(f['currency']) || absent(f, 'currency')) &&
    (is.isPercentOrNull(f['winProbability']) || absent(f, 'winProbability')) &&
    (is.isNumberOrNull(f['expectedRevenue']) || absent(f, 'expectedRevenue')) &&
    (is.isIntegerOrNull(f['interactionCount']) || absent(f, 'interactionCount'))
  );
}

function hasTimes(f: Fields): boolean {
  return (
    (is.isDateOrNull(f['closeDate']) || absent(f, 'closeDate')) &&
    (is.isInstantOrNull(f['dateLeadCreated']) || absent(f, 'dateLeadCreated')) &&
    (is.isInstantOrNull(f['stageLastChangedAt']) || absent(f, 'stageLastChangedAt')) &&
    (is.isInstantOrNull(f['dateStageChanged']) || absent(f, 'dateStageChanged')) &&
    (is.isInstantOrNull(f['lastActivityAt']) || absent(f, 'lastActivityAt')) &&
    (is.isInstantOrNull(f['dateLastContacted']) || absent(f, 'dateLastContacted')) &&
    (is.isInstantOrNull(f['createdAt']) || absent(f, 'createdAt')) &&
    (is.isInstantOrNull(f['updatedAt']) || absent(f, 'updatedAt'))
  );
}

function hasLists(f: Fields): boolean {
  return (
    (is.isTexts(f['contactIds']) || absent(f, 'contactIds')) &&
    (is.isTexts(f['tags']) || f['tags'] === null || absent(f, 'tags')) &&
    (areCustomFields(f['customFields']) || absent(f, 'customFields'))
  );
}

function hasStates(f: Fields): boolean {
  const [status, deleted, customMappings] = [f['status'], f['deleted'], f['customMappings']];
  return (
    (status === null || statuses.has(status) || absent(f, 'status')) &&
    (typeof deleted === 'boolean' || absent(f, 'deleted')) &&
    (customMappings === null || areCustomMappings(customMappings) || absent(f, 'customMappings'))
  );
}

function areCustomMappings(value: unknown): boolean {
  return isPlainObject(value) && Object.values(value).every(isJson);
}

function areCustomFields(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index += 1) if (!isCustomField(value[index])) return false;
  return true;
}

function isCustomField(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const f = value as Fields;
  return (
    typeof f['id'] === 'string' &&
    is.isTextOrNull(f['name']) &&
    isCustomFieldType(f['type']) &&
    isJson(f['value']) &&
    (is.isTextOrNull(f['description']) || absent(f, 'description')) &&
    (typeof f['refName'] === 'string' || absent(f, 'refName'))
  );
}
