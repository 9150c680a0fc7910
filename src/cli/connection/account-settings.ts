import type { MappingContext } from '../../mapping/mapping-types.ts';
import { isCurrencyCode } from '../../model/currency.ts';
import { isJsonObject, type JsonValue } from '../../model/json.ts';
import { isTimeZone } from '../../model/zoned-date.ts';
import { InputError } from '../cli-error.ts';
import { nearestWord, suggestion } from '../suggestion.ts';

export const accountHint = 'The account is { "currency": "EUR", "timezone": "Europe/Berlin" }.';

const keys = ['currency', 'timezone'];

/** Currency and time zone out of a file. @throws InputError for what would be ignored, or would give wrong days. */
export function accountSettings(value: JsonValue, file: string): MappingContext['account'] {
  if (!isJsonObject(value)) throw wrongAccount(file, `does not hold account settings.`);
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown !== undefined)
    throw wrongAccount(file, `has the unknown setting "${unknown}".`, suggestion(unknown, keys));
  const { currency = null, timezone = null } = value;
  if (currency !== null && (typeof currency !== 'string' || !isCurrencyCode(currency)))
    throw wrongAccount(
      file,
      `says ${JSON.stringify(currency)}, which is not a currency.`,
      'Give an ISO 4217 code in capital letters, such as EUR.',
    );
  if (timezone !== null && (typeof timezone !== 'string' || !isTimeZone(timezone)))
    throw wrongAccount(
      file,
      `says ${JSON.stringify(timezone)}, which is not a time zone.`,
      timeZoneHint(String(timezone)),
    );
  return { currency, timezone };
}

function timeZoneHint(asked: string): string {
  const meant = nearestWord(asked, Intl.supportedValuesOf('timeZone'));
  return meant === undefined ? 'Give an IANA name, such as Europe/Berlin.' : suggestion(asked, [meant]);
}

function wrongAccount(file: string, what: string, hint = accountHint): InputError {
  return new InputError(`${file} ${what}`, { hint });
}
