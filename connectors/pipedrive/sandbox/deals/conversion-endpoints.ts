import {
  answer,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import { applyChanges, newDeal } from '../apply-changes.ts';
import { apiAuthor } from './change-deal.ts';
import { checkBody } from '../checks/check-body.ts';
import type { Endpoint } from '../endpoint.ts';
import { notFound, serviceError } from '../errors.ts';
import { reject, rejectUnknown } from '../checks/invalid-request.ts';
import { findLead, leadOfDeal } from './leads.ts';
import { single } from '../page.ts';
import { allowParameters, pathId } from '../query.ts';

/** A job that turned one record into another. */
interface Conversion {
  readonly source: string;
  readonly result: JsonObject;
  /** The first look finds it running still. */
  wasSeen: boolean;
}

/** Leads become deals and back; the record it started from is deleted. The tokens it costs are not documented: counted like a creation. */
export function conversionEndpoints(account: Account): readonly Endpoint[] {
  const jobs = new Map<string, Conversion>();
  const common = { api: 'v2', scopes: ['deals:full', 'leads:full'] } as const;
  const write = { ...common, method: 'POST', cost: 5 } as const;
  const read = { ...common, method: 'GET', cost: 1 } as const;
  const status = (request: SandboxRequest): SandboxAnswer => conversionStatus(jobs, request);
  return [
    { ...write, path: '/leads/:id/convert/deal', handle: (r) => leadToDeal(account, jobs, r) },
    { ...write, path: '/deals/:id/convert/lead', handle: (r) => dealToLead(account, jobs, r) },
    { ...read, path: '/leads/:id/convert/status/:conversion', handle: status },
    { ...read, path: '/deals/:id/convert/status/:conversion', handle: status },
  ];
}

function started(jobs: Map<string, Conversion>, source: string, result: JsonObject): SandboxAnswer {
  const conversion_id = `4b40248c-945b-4802-9996-${String(jobs.size + 1).padStart(12, '0')}`;
  jobs.set(conversion_id, { source, result, wasSeen: false });
  return answer(200, { success: true, data: { conversion_id } });
}

function leadToDeal(account: Account, jobs: Map<string, Conversion>, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, []);
  const id = request.params['id'] ?? '';
  const lead = findLead(account, id);
  if (lead === undefined) return notFound('Lead');
  const body = request.body === undefined && request.text === '' ? {} : request.body;
  if (!isJsonObject(body)) return reject('body', 'Expected object');
  for (const name of Object.keys(body))
    if (name !== 'stage_id' && name !== 'pipeline_id') return rejectUnknown(name);
  const { title, owner_id, person_id, value } = lead;
  const amount = isJsonObject(value) ? { value: value['amount'] ?? null, currency: value['currency'] } : {};
  const wanted: Record<string, JsonValue> = {};
  for (const [name, one] of Object.entries({ title, owner_id, person_id, ...amount, ...body }))
    if (one !== undefined) wanted[name] = one;
  const given = checkBody(account, wanted);
  const made = applyChanges(account, newDeal(account, apiAuthor), given, apiAuthor, true);
  const origin = String(lead['origin']);
  const deal = account.store.create({
    ...made,
    touched: false,
    leadId: id,
    values: { ...made.values, origin },
  });
  account.leadBook.gone.add(id);
  return started(jobs, id, { deal_id: deal.id });
}

function dealToLead(account: Account, jobs: Map<string, Conversion>, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, []);
  const deal = account.visible(account.store.find(pathId(request)));
  if (deal === undefined || deal.deletedMs !== undefined) return notFound('Deal');
  if (deal.record.values.is_archived)
    return serviceError(400, 'Archived deals cannot be converted', 'ERR_DEAL_ARCHIVED');
  const lead = leadOfDeal(account, deal);
  account.leadBook.added.push(lead);
  account.store.remove(deal.id);
  return started(jobs, String(deal.id), { lead_id: lead['id'] ?? null });
}

function conversionStatus(jobs: Map<string, Conversion>, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, []);
  const conversion_id = request.params['conversion'] ?? '';
  const job = jobs.get(conversion_id);
  if (job === undefined || job.source !== request.params['id']) return notFound('Conversion');
  if (job.wasSeen) return single({ conversion_id, status: 'completed', ...job.result });
  job.wasSeen = true;
  return single({ conversion_id, status: 'running' });
}
