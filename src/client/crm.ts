import { z } from 'zod';
import type { AccountFacts } from '../connector-kit/resource.ts';
import type { VendorRequest, VendorResponse } from '../connector-kit/vendor-request.ts';
import type { FieldExplanation } from '../mapping/mapping-types.ts';
import type { OpportunityField } from '../model/opportunity-fields.ts';
import type { Opportunity } from '../model/opportunity.ts';
import { abortableCall } from './abortable.ts';
import type { CallOptions, GetOptions } from './call-options.ts';
import { UnusableRecordsError } from './client-error.ts';
import type { OpenConnection } from './connection-types.ts';
import { checkCallOptions, checkField, checkGetOptions, checkRequest } from './known-options.ts';
import { writesOver, type OpportunityWrites } from './writes/opportunity-writes.ts';
import {
  listOpportunities,
  type ListOpportunitiesOptions,
  type OpportunityList,
  type RawOpportunity,
} from './opportunity-list.ts';

/** The opportunities of one connection. */
export interface Opportunities extends OpportunityWrites {
  // What is asked for most stands last: of a call that fits nothing, TypeScript explains the last one.
  /** All of them, or what changed, each with its native record and its issues. */
  list(options: ListOpportunitiesOptions & { readonly raw: true }): OpportunityList<RawOpportunity>;
  /** All of them, or what changed. Nothing is requested before the iteration begins; `break` ends it. */
  list(options?: ListOpportunitiesOptions & { readonly raw?: false }): OpportunityList<Opportunity>;
  /** As without `raw`, with the native record and the issues of its translation. */
  get(id: string, options: GetOptions & { readonly raw: true }): Promise<RawOpportunity | undefined>;
  /**
   * One by its id; undefined where the vendor has none. One that is deleted, and that the vendor still shows, is
   * `deleted: true`.
   *
   * @throws UnusableRecordsError when the record exists and cannot be translated.
   */
  get(id: string, options?: GetOptions & { readonly raw?: false }): Promise<Opportunity | undefined>;
  /** Where each value comes from, or why it is empty; undefined where the vendor has no such record. */
  explain(id: string, options?: CallOptions): Promise<readonly FieldExplanation[] | undefined>;
  /** Where one value comes from, or why it is empty. */
  explain(id: string, field: OpportunityField, options?: CallOptions): Promise<FieldExplanation | undefined>;
}

/** A connection to one CRM account. */
export interface Crm {
  readonly opportunities: Opportunities;
  /**
   * Calls the vendor's own API: authorised, within its limits, retried where that is safe. One that still waits when the
   * signal aborts is never sent; of a write that is under way nobody knows whether it was carried out.
   */
  request(request: VendorRequest, options?: CallOptions): Promise<VendorResponse<unknown>>;
  /** One cheap authorised call; resolves to the account's name as a person would know it. */
  checkConnection(options?: CallOptions): Promise<string>;
  /** Name, currency and time zone of the account, kept for 15 minutes. */
  account(options?: CallOptions): Promise<AccountFacts>;
  /** What list, get, explain, writes and sync share; pass it to `sync`. */
  readonly connection: OpenConnection;
  /** Lets go of sockets and timers. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The library's face over an open connection. */
export function crmOver(connection: OpenConnection): Crm {
  return {
    opportunities: opportunitiesOver(connection),
    async request(request, options = {}) {
      checkRequest(request);
      checkCallOptions('request', options);
      const { signal } = options;
      return abortableCall(() => connection.session.send(request, z.unknown(), signal), signal);
    },
    async checkConnection(options = {}) {
      checkCallOptions('checkConnection', options);
      return abortableCall(() => connection.checkConnection(), options.signal);
    },
    async account(options = {}) {
      checkCallOptions('account', options);
      return abortableCall(() => connection.account(), options.signal);
    },
    connection,
    close: () => connection.close(),
    [Symbol.asyncDispose]: () => connection.close(),
  };
}

function opportunitiesOver(connection: OpenConnection): Opportunities {
  function list(options: ListOpportunitiesOptions & { raw: true }): OpportunityList<RawOpportunity>;
  function list(options?: ListOpportunitiesOptions & { raw?: false }): OpportunityList<Opportunity>;
  function list(
    options: ListOpportunitiesOptions & { raw?: boolean } = {},
  ): OpportunityList<Opportunity> | OpportunityList<RawOpportunity> {
    return options.raw === true
      ? listOpportunities(connection, options, (raw) => raw)
      : listOpportunities(connection, options, (raw) => raw.opportunity);
  }

  function get(id: string, options: GetOptions & { raw: true }): Promise<RawOpportunity | undefined>;
  function get(id: string, options?: GetOptions & { raw?: false }): Promise<Opportunity | undefined>;
  async function get(
    id: string,
    options: GetOptions = {},
  ): Promise<Opportunity | RawOpportunity | undefined> {
    checkGetOptions(options);
    const found = await abortableCall(() => connection.get(id), options.signal);
    if (found === undefined) return undefined;
    const { native, result } = found;
    const { record: opportunity, issues } = result;
    if (opportunity === null) throw new UnusableRecordsError([{ native, issues }], 1);
    return options.raw === true ? { opportunity, native, issues } : opportunity;
  }

  function explain(id: string, options?: CallOptions): Promise<readonly FieldExplanation[] | undefined>;
  function explain(
    id: string,
    field: OpportunityField,
    options?: CallOptions,
  ): Promise<FieldExplanation | undefined>;
  async function explain(
    id: string,
    fieldOrOptions: OpportunityField | CallOptions = {},
    optionsOfField: CallOptions = {},
  ): Promise<readonly FieldExplanation[] | FieldExplanation | undefined> {
    const ofOne = typeof fieldOrOptions === 'string';
    const field = ofOne ? fieldOrOptions : undefined;
    const options = ofOne ? optionsOfField : fieldOrOptions;
    checkCallOptions('explain', options);
    if (field !== undefined) checkField(field);
    const explanations = await abortableCall(() => connection.explain(id, field), options.signal);
    return field === undefined ? explanations : explanations?.[0];
  }

  return { list, get, explain, ...writesOver(connection) };
}
