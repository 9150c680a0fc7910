import {
  isJsonObject,
  type JsonValue,
  type KeptValue,
  type PlannedRequest,
} from '../../../src/connector-kit/index.ts';

/**
 * The currency that the opportunity has after a write that asked for another one. No page says that `monetary_unit` can
 * be written, and an amount in another currency is another amount; the answer carries the whole opportunity.
 */
export function otherCurrency(
  { body }: Pick<PlannedRequest, 'body'>,
  answer: JsonValue,
): readonly KeptValue[] {
  const wanted = isJsonObject(body) ? body['monetary_unit'] : undefined;
  const found = isJsonObject(answer) ? answer['monetary_unit'] : undefined;
  if (typeof wanted !== 'string' || found === undefined) return [];
  const isSame = typeof found === 'string' && found.toUpperCase() === wanted.toUpperCase();
  return isSame ? [] : [{ native: 'monetary_unit', found }];
}
