import type { OpportunityField } from '../model/opportunity-fields.ts';
import type { Setter } from './compile/shape.ts';

/** One function for each field: a store by a name in the source is several times faster than one by a variable. */
export const opportunitySetters: Readonly<Record<OpportunityField, Setter>> = {
  id: (record, value) => {
    record['id'] = value;
  },
  title: (record, value) => {
    record['title'] = value;
  },
  primaryContactId: (record, value) => {
    record['primaryContactId'] = value;
  },
  contactId: (record, value) => {
    record['contactId'] = value;
  },
  contactIds: (record, value) => {
    record['contactIds'] = value;
  },
  companyId: (record, value) => {
    record['companyId'] = value;
  },
  companyName: (record, value) => {
    record['companyName'] = value;
  },
  description: (record, value) => {
    record['description'] = value;
  },
  type: (record, value) => {
    record['type'] = value;
  },
  monetaryAmount: (record, value) => {
    record['monetaryAmount'] = value;
  },
  currency: (record, value) => {
    record['currency'] = value;
  },
  winProbability: (record, value) => {
    record['winProbability'] = value;
  },
  expectedRevenue: (record, value) => {
    record['expectedRevenue'] = value;
  },
  closeDate: (record, value) => {
    record['closeDate'] = value;
  },
  lossReasonId: (record, value) => {
    record['lossReasonId'] = value;
  },
  lossReason: (record, value) => {
    record['lossReason'] = value;
  },
  wonReasonId: (record, value) => {
    record['wonReasonId'] = value;
  },
  wonReason: (record, value) => {
    record['wonReason'] = value;
  },
  pipelineId: (record, value) => {
    record['pipelineId'] = value;
  },
  pipelineStageId: (record, value) => {
    record['pipelineStageId'] = value;
  },
  sourceId: (record, value) => {
    record['sourceId'] = value;
  },
  leadSource: (record, value) => {
    record['leadSource'] = value;
  },
  leadId: (record, value) => {
    record['leadId'] = value;
  },
  dateLeadCreated: (record, value) => {
    record['dateLeadCreated'] = value;
  },
  ownerId: (record, value) => {
    record['ownerId'] = value;
  },
  priority: (record, value) => {
    record['priority'] = value;
  },
  status: (record, value) => {
    record['status'] = value;
  },
  statusId: (record, value) => {
    record['statusId'] = value;
  },
  tags: (record, value) => {
    record['tags'] = value;
  },
  interactionCount: (record, value) => {
    record['interactionCount'] = value;
  },
  customFields: (record, value) => {
    record['customFields'] = value;
  },
  stageLastChangedAt: (record, value) => {
    record['stageLastChangedAt'] = value;
  },
  dateStageChanged: (record, value) => {
    record['dateStageChanged'] = value;
  },
  lastActivityAt: (record, value) => {
    record['lastActivityAt'] = value;
  },
  dateLastContacted: (record, value) => {
    record['dateLastContacted'] = value;
  },
  deleted: (record, value) => {
    record['deleted'] = value;
  },
  customMappings: (record, value) => {
    record['customMappings'] = value;
  },
  passThrough: (record, value) => {
    record['passThrough'] = value;
  },
  createdBy: (record, value) => {
    record['createdBy'] = value;
  },
  updatedBy: (record, value) => {
    record['updatedBy'] = value;
  },
  createdAt: (record, value) => {
    record['createdAt'] = value;
  },
  updatedAt: (record, value) => {
    record['updatedAt'] = value;
  },
};
