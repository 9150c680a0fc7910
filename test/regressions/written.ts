import { afterAll, beforeAll, expect } from 'vitest';
import {
  WriteRefusedError,
  type Crm,
  type NewOpportunityInput,
  type Opportunity,
  type OpportunityInput,
  type WriteIssue,
  type WritePlan,
  type WriteResult,
} from '../../src/index.ts';
import type { RunningSandbox, SeenRequest } from '../../src/sandbox-kit/index.ts';
import { connectTo, startEmulated, type EmulatedName } from '../support/emulated-vendor.ts';
import { listed } from './with-sandbox.ts';

const names = {
  title: { copper: 'name', hubspot: 'dealname', pipedrive: 'title' },
  amount: { copper: 'monetary_value', hubspot: 'amount', pipedrive: 'value' },
  stage: { copper: 'pipeline_stage_id', hubspot: 'dealstage', pipedrive: 'stage_id' },
  pipeline: { copper: 'pipeline_id', hubspot: 'pipeline', pipedrive: 'pipeline_id' },
  status: { copper: 'status', hubspot: 'hs_is_closed', pipedrive: 'status' },
  closed: { copper: 'close_date', hubspot: 'closedate', pipedrive: 'close_time' },
  forecast: { copper: 'close_date', hubspot: 'closedate', pipedrive: 'expected_close_date' },
  lostReason: { copper: 'loss_reason_id', hubspot: 'closed_lost_reason', pipedrive: 'lost_reason' },
  company: { copper: 'company_id', hubspot: 'hs_primary_associated_company', pipedrive: 'org_id' },
  owner: { copper: 'assignee_id', hubspot: 'hubspot_owner_id', pipedrive: 'owner_id' },
  creator: { copper: 'created_by', hubspot: 'hs_created_by_user_id', pipedrive: 'creator_user_id' },
  probability: {
    copper: 'win_probability',
    hubspot: 'hs_deal_stage_probability',
    pipedrive: 'probability',
  },
} as const;

/** Something that every vendor keeps of a deal, under a name of its own. */
export type Kept = keyof typeof names;

/** An emulated account that is written to through the client, and looked at behind it. */
export interface Written {
  readonly vendor: RunningSandbox;
  readonly crm: Crm;
  /** What the vendor itself has, as text; null where it has nothing. */
  truth(id: string, what: Kept): Promise<string | null>;
  /** The native fields of the deal, and the custom ones. */
  native(id: string): Promise<Readonly<Record<string, unknown>>>;
  create(input: OpportunityInput): Promise<WriteResult>;
  update(id: string, input: OpportunityInput): Promise<WriteResult>;
  get(id: string): Promise<Opportunity>;
  /** What an update is refused for; fails where it is not, or where anything was sent all the same. */
  refused(id: string, input: OpportunityInput): Promise<readonly WriteIssue[]>;
  /** The deals of a status, as they are at the start. */
  having(status: string): Promise<readonly Opportunity[]>;
  /** Writing requests so far. */
  readonly seen: readonly SeenRequest[];
}

/** Opens an account for all tests around, and closes it. */
export function account(id: EmulatedName): () => Written {
  let open: Written | undefined;
  beforeAll(async () => {
    const seen: SeenRequest[] = [];
    const vendor = await startEmulated(id, {
      deals: 120,
      seed: 7,
      onRequest: (request) => {
        if (request.method !== 'GET' && !/\/(?:search|batch\/read)$/.test(request.path)) seen.push(request);
      },
    });
    open = over(id, vendor, await connectTo(vendor, { retry: { attempts: 1 } }), seen);
  });
  afterAll(async () => {
    await open?.crm.close();
    await open?.vendor.close();
  });
  return () => {
    if (open === undefined) throw new Error('The account is not open.');
    return open;
  };
}

function over(id: EmulatedName, vendor: RunningSandbox, crm: Crm, seen: readonly SeenRequest[]): Written {
  let all: ReturnType<typeof listed> | undefined;
  const native = async (which: string): Promise<Readonly<Record<string, unknown>>> => {
    const found = await vendor.control.truth(which);
    const { properties } = found ?? {};
    return typeof properties === 'object' && properties !== null ? { ...properties } : { ...found };
  };
  return {
    vendor,
    crm,
    native,
    seen,
    async truth(which, what) {
      const value = (await native(which))[names[what][id]];
      return value === undefined || value === null || value === '' ? null : String(value);
    },
    create: async (input) => resultOf(await crm.opportunities.create(input as NewOpportunityInput)),
    update: async (which, input) => resultOf(await crm.opportunities.update(which, input)),
    async get(which) {
      const found = await crm.opportunities.get(which);
      if (found === undefined) throw new Error(`There is no ${which}.`);
      return found;
    },
    async refused(which, input) {
      const before = seen.length;
      const error = await crm.opportunities.update(which, input).catch((reason: unknown) => reason);
      expect(seen.length).toBe(before);
      if (!(error instanceof WriteRefusedError)) throw new Error('not refused', { cause: error });
      return error.issues;
    },
    async having(status) {
      all ??= listed(crm);
      return [...(await all).values()].filter((one) => one.status === status);
    },
  };
}

function resultOf(written: WritePlan | WriteResult): WriteResult {
  if ('outcome' in written) return written;
  throw new Error('only planned');
}
