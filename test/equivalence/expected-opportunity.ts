import type { Opportunity } from '../../src/model/opportunity.ts';
import type { BusinessDeal } from './business-deals.ts';

/** Weighted amounts of the deals, worked out by hand to the currency's minor unit. */
const weighted: Readonly<Record<number, number | null>> = {
  101: 19_300.2,
  102: null,
  103: 0,
  104: 48_250.5,
  105: 48_250.5,
  106: 0,
  107: 0,
  108: 9650.1,
  109: 437_500,
  110: 400,
  111: 1_234_567_890.13,
  112: 0,
  113: 19_300.2,
  114: 48_250.5,
  115: 19_300.2,
};

/** What every vendor's form of a business deal must become. Ids of custom fields and sources are the vendor's own. */
export function expectedOpportunity(deal: BusinessDeal): Partial<Opportunity> {
  const contact = deal.contactId === null ? null : String(deal.contactId);
  return {
    id: String(deal.id),
    title: deal.title,
    primaryContactId: contact,
    contactId: contact,
    contactIds: contact === null ? [] : [contact],
    companyId: deal.company === null ? null : String(deal.company.id),
    companyName: deal.company?.name ?? null,
    description: deal.description,
    monetaryAmount: deal.amount,
    currency: deal.currency,
    winProbability: deal.probability,
    expectedRevenue: weighted[deal.id] ?? null,
    closeDate: deal.closed?.day ?? null,
    lossReason: deal.status === 'Lost' ? deal.lossReason : null,
    pipelineId: String(deal.pipelineId),
    pipelineStageId: String(deal.stageId),
    leadSource: deal.source,
    leadId: deal.leadId,
    ownerId: deal.ownerId === null ? null : String(deal.ownerId),
    priority: deal.priority,
    status: deal.status,
    tags: [...deal.tags],
    interactionCount: deal.interactions,
    stageLastChangedAt: deal.stageChangedAt,
    dateStageChanged: deal.stageChangedAt,
    lastActivityAt: deal.contactedAt,
    dateLastContacted: deal.contactedAt,
    deleted: false,
    createdAt: deal.createdAt,
    updatedAt: deal.updatedAt,
  };
}

/** The custom fields of a business deal by label, ids aside. */
export function expectedCustomFields(deal: BusinessDeal): Readonly<Record<string, unknown>> {
  const { region, tier, seats, goLive } = deal.custom;
  return {
    Region: { type: 'text', value: region },
    Tier: { type: 'option', value: tier },
    Seats: { type: 'number', value: seats },
    'Go-live': { type: 'date', value: goLive },
  };
}
