import { isCurrencyCode, minorUnitDigits } from '../src/model/currency.ts';
import { dateInZone, type CustomField, type Opportunity } from '../src/model/index.ts';
import { roundTo } from '../src/mapping/codecs/round-to.ts';
import { rememberedDays } from '../src/mapping/compile/day-cache.ts';
import type { LookupTables } from '../src/mapping/mapping-types.ts';
import type { NativeDeal, Properties } from './hand-written-deal.ts';
import {
  idsOf,
  instant,
  labels,
  lowest,
  marked,
  number,
  percent,
  rounded,
  text,
} from './hand-written-values.ts';

export type HandWritten = (deal: NativeDeal) => Opportunity;

/**
 * The mapping of HubSpot as a person would write it for one account: every name in the source, no issues, no
 * explanation, nothing expected but the records of the benchmark. What it takes is the floor for any engine.
 *
 * @param customFields makes the custom fields; without any, those are left empty.
 */
export function handWritten(
  lookups: LookupTables,
  { currency, timezone }: { readonly currency: string; readonly timezone: string },
  customFields: (properties: Properties) => CustomField[],
): HandWritten {
  const zone = dateInZone(timezone);
  if (zone === undefined) throw new Error(`no zone ${timezone}`);
  const dayOf = rememberedDays(zone);
  const cellOf = cellReader(lookups);
  const labelOf = (table: string, id: string | null): string | null =>
    id === null ? null : (cellOf(table, id, 'label') ?? id);
  const tagOf = (id: string): string => cellOf('tags', id, 'label') ?? id;
  const stages = lookups.get('stages');
  const probabilityOf = (stage: string | null): number | null => {
    const ratio = stage === null ? undefined : stages?.get(stage)?.['probability'];
    return typeof ratio === 'number' ? roundTo(ratio * 100, 6) : null;
  };

  return ({ id, createdAt, updatedAt, archivedAt, archived, properties: p, associations }) => {
    const contacts = associations.contacts.results;
    const companies = associations.companies.results;
    const leads = associations.leads.results;
    const contact = lowest(contacts);
    const company =
      marked(companies, 'deal_to_company') ?? text(p.hs_primary_associated_company) ?? lowest(companies);
    const lead = marked(leads, 'deal_to_primary_lead') ?? lowest(leads);
    const isWon = p.hs_is_closed_won === 'true';
    const isClosed = p.hs_is_closed === 'true';
    const isLost = p.hs_is_closed_lost === 'true' || (isClosed && p.hs_is_closed_won === 'false');
    const ownCode = text(p.deal_currency_code);
    const code = ownCode === null ? currency : isCurrencyCode(ownCode) ? ownCode : null;
    const places = code === null ? 2 : minorUnitDigits(code);
    const stage = text(p.dealstage);
    const amount = number(p.amount);
    const reported = text(p.hs_deal_stage_probability);
    const probability = reported === null ? probabilityOf(stage) : percent(reported);
    const projected = text(p.hs_projected_amount);
    let revenue: number | null = null;
    if (projected !== null && stage !== null && text(p.amount) !== null && reported !== null)
      revenue = rounded(projected, places);
    else if (amount !== null && probability !== null)
      revenue = roundTo(Number((amount * probability * 0.01).toPrecision(15)), places);
    const enteredStage = text(p.hs_v2_date_entered_current_stage);
    const closedAt = isClosed
      ? instant(text(p.closedate) ?? text(p.hs_closed_won_date) ?? enteredStage)
      : null;
    const lossReason = isLost ? text(p.closed_lost_reason) : null;
    const wonReason = isWon ? text(p.closed_won_reason) : null;
    const stageChanged = instant(enteredStage);
    const source = text(p.hs_analytics_source);
    const updated = instant(updatedAt);
    const archiving = archivedAt === undefined ? null : instant(archivedAt);
    return {
      id,
      title: p.dealname ?? '',
      primaryContactId: contact,
      contactId: contact,
      contactIds: idsOf(contacts, contact),
      companyId: company,
      companyName: company === null ? null : cellOf('companies', company, 'name'),
      description: text(p.description),
      type: labelOf('dealTypes', text(p.dealtype)),
      monetaryAmount: amount,
      currency: code,
      winProbability: probability,
      expectedRevenue: revenue,
      closeDate: closedAt === null ? null : (dayOf(closedAt) ?? null),
      lossReasonId: lossReason === null ? null : cellOf('lossReasons', lossReason, 'id'),
      lossReason: labelOf('lossReasons', lossReason),
      wonReasonId: wonReason === null ? null : cellOf('wonReasons', wonReason, 'id'),
      wonReason: labelOf('wonReasons', wonReason),
      pipelineId: text(p.pipeline),
      pipelineStageId: stage,
      sourceId: source,
      leadSource: labelOf('sources', source),
      leadId: lead,
      dateLeadCreated: lead === null ? null : instant(cellOf('leads', lead, 'createdAt')),
      ownerId: text(p.hubspot_owner_id),
      priority: priorityOf(p.hs_priority) ?? labelOf('priorities', text(p.hs_priority)),
      // No deal of the benchmark is without its flags.
      status: isWon ? 'Won' : isLost ? 'Lost' : 'Open',
      tags: labels(p.hs_tag_ids, tagOf) ?? [],
      interactionCount: number(p.num_notes),
      customFields: customFields(p),
      stageLastChangedAt: stageChanged,
      dateStageChanged: stageChanged,
      lastActivityAt: instant(p.notes_last_updated),
      dateLastContacted: instant(p.notes_last_contacted),
      deleted: archived,
      customMappings: {},
      createdBy: text(p.hs_created_by_user_id) ?? text(p.hs_object_source_user_id),
      updatedBy: text(p.hs_updated_by_user_id),
      createdAt: instant(createdAt),
      updatedAt: archiving !== null && (updated === null || archiving > updated) ? archiving : updated,
    };
  };
}

function cellReader(lookups: LookupTables): (table: string, id: string, column: string) => string | null {
  return (table, id, column) => {
    const cell = lookups.get(table)?.get(id)?.[column];
    return typeof cell === 'string' ? cell : null;
  };
}

function priorityOf(raw: string | null): string | null {
  if (raw === 'high') return 'High';
  if (raw === 'medium') return 'Medium';
  return raw === 'low' ? 'Low' : null;
}
