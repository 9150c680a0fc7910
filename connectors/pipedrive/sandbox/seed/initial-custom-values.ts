import {
  companyAt,
  type BusinessDeal,
  type BusinessWorld,
  type JsonObject,
  type JsonValue,
} from '../../../../src/sandbox-kit/index.ts';
import { userId, type AccountIds } from './account-ids.ts';
import { addressParts, fieldHash } from '../custom-fields.ts';
import { deletedPlanOption, optionIdAt, planOptions, regionOptions } from './options.ts';
import { companyZone } from './time-zones.ts';

/** Values of the fields this account added, by hash, without the empty ones. */
export function initialCustomValues(world: BusinessWorld, ids: AccountIds, deal: BusinessDeal): JsonObject {
  const { custom } = deal;
  const values: Readonly<Record<string, JsonValue | undefined>> = {
    'po-number': custom.text,
    'erp-reference': custom.reference,
    'scope-notes': custom.longText,
    'risk-score': mapped(custom.number, Number),
    discount: mapped(custom.percent, (percent) => percent / 100),
    'setup-fee': mapped(custom.money, ({ amount, currency }) => ({ value: Number(amount), currency })),
    plan: planOf(world, deal),
    regions: mapped(custom.options, (chosen) => chosen.map((at) => optionIdAt(regionOptions, at))),
    'account-manager': mapped(custom.user, userId),
    reseller: mapped(custom.company, (index) => ids.organizations.idOf(index)),
    'decision-maker': mapped(custom.contact, (index) => ids.persons.idOf(index)),
    'support-phone': custom.phone,
    'contract-link': custom.url,
    'signed-on': custom.date,
    'service-period': mapped(custom.dateRange, ({ from, until }) => ({ value: from, until })),
    standup: mapped(custom.time, (value) => ({ value, ...companyZone })),
    'delivery-window': mapped(custom.timeRange, ({ from, until }) => ({
      value: from,
      until,
      ...companyZone,
    })),
    site: siteOf(world, deal),
  };
  const filled: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(values)) if (value !== undefined) filled[hashOf(key)] = value;
  return filled;
}

const hashes = new Map<string, string>();

function hashOf(key: string): string {
  const known = hashes.get(key) ?? fieldHash(key);
  hashes.set(key, known);
  return known;
}

function mapped<T>(value: T | undefined, write: (value: T) => JsonValue): JsonValue | undefined {
  return value === undefined ? undefined : write(value);
}

function planOf({ draws }: BusinessWorld, { index, custom }: BusinessDeal): number | undefined {
  if (draws.chance(index, 'deleted-plan', 0.01)) return deletedPlanOption;
  return optionIdAt(planOptions, custom.option) ?? undefined;
}

function siteOf({ draws }: BusinessWorld, { index, company }: BusinessDeal): JsonValue | undefined {
  if (company === undefined || !draws.chance(index, 'has-site', 0.3)) return undefined;
  const { city, market } = companyAt(draws, company);
  const number = String(draws.integer(index, 'street-number', 1, 180));
  const parts: Readonly<Record<string, string>> = {
    country: market.country,
    locality: city,
    route: 'Pikk',
    street_number: number,
    postal_code: String(draws.integer(index, 'postal-code', 10_000, 99_999)),
    formatted_address: `Pikk ${number}, ${city}, ${market.country}`,
  };
  return addressValue(`Pikk ${number}, ${city}`, parts);
}

/** An address with every part, unknown ones as null. */
export function addressValue(value: string, parts: Readonly<Record<string, JsonValue>>): JsonObject {
  return { value, ...Object.fromEntries(addressParts.map((part) => [part, parts[part] ?? null])) };
}
