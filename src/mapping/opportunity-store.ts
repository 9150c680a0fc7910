import type { JsonValue } from '../model/json.ts';
import type { Draft } from './compile/run.ts';

/**
 * Writes the field at a position of `opportunityFields`. A store by a name in the source is several times faster than
 * one by a variable, and a jump within one function faster than a call to one of 42.
 */
export function storeOpportunityField(record: Draft, position: number, value: JsonValue): void {
  switch (position) {
    case 0:
      record['id'] = value;
      return;
    case 1:
      record['title'] = value;
      return;
    case 2:
      record['primaryContactId'] = value;
      return;
    case 3:
      record['contactId'] = value;
      return;
    case 4:
      record['contactIds'] = value;
      return;
    case 5:
      record['companyId'] = value;
      return;
    case 6:
      record['companyName'] = value;
      return;
    case 7:
      record['description'] = value;
      return;
    case 8:
      record['type'] = value;
      return;
    case 9:
      record['monetaryAmount'] = value;
      return;
    case 10:
      record['currency'] = value;
      return;
    case 11:
      record['winProbability'] = value;
      return;
    case 12:
      record['expectedRevenue'] = value;
      return;
    case 13:
      record['closeDate'] = value;
      return;
    case 14:
      record['lossReasonId'] = value;
      return;
    case 15:
      record['lossReason'] = value;
      return;
    case 16:
      record['wonReasonId'] = value;
      return;
    case 17:
      record['wonReason'] = value;
      return;
    case 18:
      record['pipelineId'] = value;
      return;
    case 19:
      record['pipelineStageId'] = value;
      return;
    case 20:
      record['sourceId'] = value;
      return;
    case 21:
      record['leadSource'] = value;
      return;
    case 22:
      record['leadId'] = value;
      return;
    case 23:
      record['dateLeadCreated'] = value;
      return;
    case 24:
      record['ownerId'] = value;
      return;
    case 25:
      record['priority'] = value;
      return;
    case 26:
      record['status'] = value;
      return;
    case 27:
      record['statusId'] = value;
      return;
    case 28:
      record['tags'] = value;
      return;
    case 29:
      record['interactionCount'] = value;
      return;
    case 30:
      record['customFields'] = value;
      return;
    case 31:
      record['stageLastChangedAt'] = value;
      return;
    case 32:
      record['dateStageChanged'] = value;
      return;
    case 33:
      record['lastActivityAt'] = value;
      return;
    case 34:
      record['dateLastContacted'] = value;
      return;
    case 35:
      record['deleted'] = value;
      return;
    case 36:
      record['customMappings'] = value;
      return;
    case 37:
      record['passThrough'] = value;
      return;
    case 38:
      record['createdBy'] = value;
      return;
    case 39:
      record['updatedBy'] = value;
      return;
    case 40:
      record['createdAt'] = value;
      return;
    case 41:
      record['updatedAt'] = value;
      return;
    default:
      throw new RangeError(`An Opportunity has no field ${position}.`);
  }
}
