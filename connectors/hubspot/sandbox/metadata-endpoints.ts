import {
  answer,
  dollarsPerUnit,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../src/sandbox-kit/index.ts';
import type { Context } from './context.ts';
import type { Endpoint } from './endpoint.ts';
import { invalid, notFound } from './errors.ts';
import {
  additionalCurrencies,
  companyCurrency,
  portalId,
  privateDaily,
  timeZone,
  utcOffsetMinutes,
} from './facts.ts';
import { isYes, wholeNumber } from './query-values.ts';
import type { Owner } from './seed/owners.ts';
import { currencyScopes, ownerScopes } from './scopes.ts';
import { wireTime } from './wire-values.ts';

/** Owners and facts about the account. */
export function metadataEndpoints(context: Context): readonly Endpoint[] {
  const common = { budget: 'general', method: 'GET' } as const;
  const owners = { ...common, area: 'owners', scopes: ownerScopes } as const;
  const account = { ...common, area: 'account' } as const;
  const currencies = { ...common, area: 'currencies', scopes: currencyScopes } as const;
  return [
    { ...owners, path: '', handle: (request) => listOwners(context, request) },
    { ...owners, path: '/:id', handle: (request) => oneOwner(context, request) },
    { ...account, path: '/details', handle: () => answer(200, accountDetails()) },
    { ...account, path: '/api-usage/daily/private-apps', handle: () => answer(200, dailyUsage(context)) },
    {
      ...currencies,
      path: '/company-currency',
      handle: () =>
        answer(200, { currencyCode: companyCurrency, currencyName: 'US Dollar', visibleInUI: true }),
    },
    {
      ...currencies,
      path: '/exchange-rates/current',
      handle: () => answer(200, { results: exchangeRates() }),
    },
  ];
}

function renderOwner(owner: Owner): JsonObject {
  const user = owner.userId ?? null;
  return {
    id: String(owner.id),
    ...(owner.email === undefined ? {} : { email: owner.email }),
    type: owner.type,
    firstName: owner.firstName,
    lastName: owner.lastName,
    // Who was deactivated is no user any more.
    userId: owner.archived ? null : user,
    userIdIncludingInactive: user,
    createdAt: wireTime(owner.createdMs),
    updatedAt: wireTime(owner.createdMs),
    archived: owner.archived,
    ...(owner.type === 'QUEUE' ? {} : { teams: [{ id: '5501', name: 'Sales', primary: true }] }),
  };
}

function listOwners({ portal }: Context, { query }: SandboxRequest): SandboxAnswer {
  const limit = wholeNumber(query.get('limit'), 100);
  if (!(limit >= 1 && limit <= 500)) return invalid('The limit must be between 1 and 500.');
  const archived = isYes(query.get('archived'));
  const email = query.get('email');
  const after = wholeNumber(query.get('after'), 0);
  if (Number.isNaN(after)) return invalid('The paging cursor is not valid.');
  const owners = portal.owners.filter(
    (owner) => owner.archived === archived && owner.id > after && (email === null || owner.email === email),
  );
  const last = owners[limit - 1];
  const results = owners.slice(0, limit).map(renderOwner);
  if (owners.length <= limit || last === undefined) return answer(200, { results });
  const link = `https://api.hubapi.com/crm/v3/owners/?limit=${limit}&after=${last.id}`;
  return answer(200, { results, paging: { next: { after: String(last.id), link } } });
}

function oneOwner({ portal }: Context, { params, query }: SandboxRequest): SandboxAnswer {
  const byUser = query.get('idProperty') === 'userId';
  const archived = isYes(query.get('archived'));
  const found = portal.owners.find(
    (owner) => String(byUser ? owner.userId : owner.id) === params['id'] && owner.archived === archived,
  );
  return found === undefined ? notFound() : answer(200, renderOwner(found));
}

function accountDetails(): JsonObject {
  return {
    portalId,
    accountType: 'STANDARD',
    timeZone,
    companyCurrency,
    additionalCurrencies: [...additionalCurrencies],
    utcOffset: '-05:00',
    utcOffsetMilliseconds: utcOffsetMinutes * 60_000,
    uiDomain: 'app.hubspot.com',
    dataHostingLocation: 'na1',
  };
}

function dailyUsage({ portal }: Context): JsonObject {
  const nowMs = portal.clock.nowMs();
  const day = 86_400_000;
  const shifted = nowMs + utcOffsetMinutes * 60_000;
  const usage = {
    name: 'private-apps-api-calls-daily',
    usageLimit: privateDaily,
    currentUsage: privateDaily - portal.windows.daily.remaining(nowMs),
    collectedAt: wireTime(nowMs),
    fetchStatus: 'SUCCESS',
    resetsAt: wireTime(nowMs - (shifted % day) + day),
  };
  return { results: [usage] };
}

function exchangeRates(): JsonObject[] {
  return additionalCurrencies.map((code, position) => ({
    id: String(8800 + position),
    fromCurrencyCode: code,
    toCurrencyCode: companyCurrency,
    conversionRate: dollarsPerUnit[code] ?? 1,
    effectiveAt: '2024-01-01T05:00:00Z',
    visibleInUI: true,
    createdAt: '2024-01-01T05:00:00Z',
    updatedAt: '2024-01-01T05:00:00Z',
  }));
}
