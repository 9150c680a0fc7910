import type { VendorRequest } from '../connector-kit/vendor-request.ts';
import { suggestAny } from '../mapping/did-you-mean.ts';
import { isCurrencyCode } from '../model/currency.ts';
import { opportunityFields } from '../model/opportunity-fields.ts';
import { isTimeZone } from '../model/zoned-date.ts';
import { ClientError } from './client-error.ts';
import type { CallOptions, GetOptions } from './call-options.ts';
import type { ConnectionOptions } from './connection-options.ts';
import type { ListOpportunitiesOptions } from './opportunity-list.ts';

// Typed so that an option added to the interface does not compile until it is listed here.
const connectOptions: Readonly<Record<keyof ConnectionOptions, true>> = {
  connector: true,
  credentials: true,
  baseUrl: true,
  allowCustomOrigin: true,
  tokenUrl: true,
  mapping: true,
  overlays: true,
  account: true,
  signal: true,
  log: true,
  credentialStore: true,
  saveCredentials: true,
  limits: true,
  retry: true,
  timeouts: true,
};

const listOptions: Readonly<Record<keyof ListOpportunitiesOptions | 'raw', true>> = {
  updatedSince: true,
  cursor: true,
  signal: true,
  onUnusable: true,
  raw: true,
};

const callOptions: Readonly<Record<keyof CallOptions, true>> = { signal: true };
const getOptions: Readonly<Record<keyof GetOptions, true>> = { ...callOptions, raw: true };
const requestParts: Readonly<Record<keyof VendorRequest, true>> = {
  method: true,
  path: true,
  query: true,
  body: true,
  readOnly: true,
  idempotent: true,
  walksDeletions: true,
};

/**
 * An option that is misspelt would be ignored: a token would go to another server, a listing would read everything.
 *
 * @throws ClientError `bad-option`
 */
export function checkConnectOptions(options: object): void {
  refuseUnknown('connect', options, connectOptions);
}

/** @throws ClientError `bad-option` for a field that no opportunity has. */
export function checkField(field: string): void {
  if (Object.hasOwn(opportunityFields, field)) return;
  throw new ClientError('bad-option', `An opportunity has no field "${field}".`, {
    hint: suggestAny(field, Object.keys(opportunityFields), 'there are none'),
  });
}

/** @throws ClientError `bad-option` for a currency or a time zone that does not exist. */
export function checkAccountSettings({ account = {} }: Pick<ConnectionOptions, 'account'>): void {
  const { currency, timezone } = account;
  if (currency !== undefined && !isCurrencyCode(currency)) {
    throw badOption(
      `"${currency}" is not a currency.`,
      'Give an ISO 4217 code in capital letters, such as EUR.',
    );
  }
  if (timezone !== undefined && !isTimeZone(timezone)) {
    throw badOption(`"${timezone}" is not a time zone.`, 'Give an IANA name, such as Europe/Berlin.');
  }
}

/** @throws ClientError `bad-option` */
export function checkListOptions(options: ListOpportunitiesOptions): void {
  refuseUnknown('list', options, listOptions);
}

/** @throws ClientError `bad-option` */
export function checkCallOptions(call: string, options: CallOptions): void {
  refuseUnknown(call, options, callOptions);
}

/** @throws ClientError `bad-option` */
export function checkGetOptions(options: GetOptions): void {
  refuseUnknown('get', options, getOptions);
}

/**
 * A misspelt `query` would ask for everything, a misspelt `body` would write nothing.
 *
 * @throws ClientError `bad-option`
 */
export function checkRequest(request: VendorRequest): void {
  refuseUnknown('request', request, requestParts);
}

export function refuseUnknown(call: string, options: unknown, known: Readonly<Record<string, true>>): void {
  if (typeof options !== 'object' || options === null)
    throw badOption(`${call} takes an object.`, `It takes ${Object.keys(known).join(', ')}.`);
  const unknown = Object.keys(options).filter((name) => !Object.hasOwn(known, name));
  if (unknown.length === 0) return;
  throw badOption(
    `${call} does not know the option ${unknown.map((name) => `"${name}"`).join(', ')}.`,
    `It takes ${Object.keys(known).join(', ')}.`,
  );
}

function badOption(message: string, hint: string): ClientError {
  return new ClientError('bad-option', message, { hint });
}
