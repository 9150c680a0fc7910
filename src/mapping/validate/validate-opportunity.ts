import { opportunityFields } from '../../model/opportunity-fields.ts';
import type { Opportunity } from '../../model/opportunity.ts';
import { isCustomFieldType } from '../../model/custom-field-types.ts';
import { isJson, isPlainObject, isSingle } from './is-json.ts';
import * as is from './value-checks.ts';

type Fields = Readonly<Record<string, unknown>>;

const [open, won, lost, abandoned] = opportunityFields.status.values ?? [];

function isStatus(value: unknown): boolean {
  return value === open || value === won || value === lost || value === abandoned;
}

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

// A field that the vendor does not have is absent; present and undefined is wrong.

function hasIds(f: Fields): boolean {
  return (
    (is.isTextOrNull(f['primaryContactId']) || !('primaryContactId' in f)) &&
    (is.isTextOrNull(f['contactId']) || !('contactId' in f)) &&
    (is.isTextOrNull(f['companyId']) || !('companyId' in f)) &&
    (is.isTextOrNull(f['lossReasonId']) || !('lossReasonId' in f)) &&
    (is.isTextOrNull(f['wonReasonId']) || !('wonReasonId' in f)) &&
    (is.isTextOrNull(f['pipelineId']) || !('pipelineId' in f)) &&
    (is.isTextOrNull(f['pipelineStageId']) || !('pipelineStageId' in f)) &&
    (is.isTextOrNull(f['sourceId']) || !('sourceId' in f)) &&
    (is.isTextOrNull(f['leadId']) || !('leadId' in f)) &&
    (is.isTextOrNull(f['ownerId']) || !('ownerId' in f)) &&
    (is.isTextOrNull(f['statusId']) || !('statusId' in f)) &&
    (is.isTextOrNull(f['createdBy']) || !('createdBy' in f)) &&
    (is.isTextOrNull(f['updatedBy']) || !('updatedBy' in f))
  );
}

function hasTexts(f: Fields): boolean {
  return (
    (is.isTextOrNull(f['companyName']) || !('companyName' in f)) &&
    (is.isTextOrNull(f['description']) || !('description' in f)) &&
    (is.isTextOrNull(f['type']) || !('type' in f)) &&
    (is.isTextOrNull(f['lossReason']) || !('lossReason' in f)) &&
    (is.isTextOrNull(f['wonReason']) || !('wonReason' in f)) &&
    (is.isTextOrNull(f['leadSource']) || !('leadSource' in f)) &&
    (is.isTextOrNull(f['priority']) || !('priority' in f))
  );
}

function hasNumbers(f: Fields): boolean {
  return (
    (is.isNumberOrNull(f['monetaryAmount']) || !('monetaryAmount' in f)) &&
    (is.isCurrencyOrNull(f['currency']) || !('currency' in f)) &&
    (is.isPercentOrNull(f['winProbability']) || !('winProbability' in f)) &&
    (is.isNumberOrNull(f['expectedRevenue']) || !('expectedRevenue' in f)) &&
    (is.isIntegerOrNull(f['interactionCount']) || !('interactionCount' in f))
  );
}

function hasTimes(f: Fields): boolean {
  return (
    (is.isDateOrNull(f['closeDate']) || !('closeDate' in f)) &&
    (is.isInstantOrNull(f['dateLeadCreated']) || !('dateLeadCreated' in f)) &&
    (is.isInstantOrNull(f['stageLastChangedAt']) || !('stageLastChangedAt' in f)) &&
    (is.isSameOrInstant(f['dateStageChanged'], f['stageLastChangedAt']) || !('dateStageChanged' in f)) &&
    (is.isInstantOrNull(f['lastActivityAt']) || !('lastActivityAt' in f)) &&
    (is.isSameOrInstant(f['dateLastContacted'], f['lastActivityAt']) || !('dateLastContacted' in f)) &&
    (is.isInstantOrNull(f['createdAt']) || !('createdAt' in f)) &&
    (is.isInstantOrNull(f['updatedAt']) || !('updatedAt' in f))
  );
}

function hasLists(f: Fields): boolean {
  return (
    (is.isTexts(f['contactIds']) || !('contactIds' in f)) &&
    (is.isTexts(f['tags']) || f['tags'] === null || !('tags' in f)) &&
    (areCustomFields(f['customFields']) || !('customFields' in f))
  );
}

function hasStates(f: Fields): boolean {
  const [status, deleted, customMappings] = [f['status'], f['deleted'], f['customMappings']];
  return (
    (status === null || isStatus(status) || !('status' in f)) &&
    (typeof deleted === 'boolean' || !('deleted' in f)) &&
    (customMappings === null || areCustomMappings(customMappings) || !('customMappings' in f))
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
    isCustomValue(f['value']) &&
    (is.isTextOrNull(f['description']) || !('description' in f)) &&
    (typeof f['refName'] === 'string' || !('refName' in f))
  );
}

/** Single values and lists of texts, which nearly all are, take no list of what is still to be looked at. */
function isCustomValue(value: unknown): boolean {
  return isSingle(value) || is.isTexts(value) || isJson(value);
}
