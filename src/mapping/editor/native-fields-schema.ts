import { nativeTypes } from '../../connector-kit/resource.ts';
import type { JsonObject } from '../../model/json.ts';
import { accesses, nativeFieldFlags, type nativeFieldKeys } from '../native/load-native-fields.ts';
import { dateFormats } from '../native/native-descriptor.ts';
import { declaredPathPattern, oneOf } from './path-pattern.ts';
import { choice, closed, fromEntries } from './proposals.ts';

type Key = (typeof nativeFieldKeys)[number];
type Flag = (typeof nativeFieldFlags)[number];

const text: JsonObject = { type: 'string' };
const flag: JsonObject = { type: 'boolean' };

/** `nativeFields` of an overlay: what the account has that the descriptor does not know, or describes otherwise. */
export function nativeFieldsSchema(): JsonObject {
  const plain: Readonly<Record<Exclude<Key, Flag>, JsonObject>> = {
    type: choice(nativeTypes),
    access: choice(accesses),
    values: { type: 'array', items: text, minItems: 1, uniqueItems: true },
    open: flag,
    nullable: flag,
    trim: flag,
    format: choice(dateFormats),
    attached: text,
    derivedFrom: { type: 'array', items: text },
    longest: { type: 'integer', minimum: 1 },
    note: text,
  };
  const facts: JsonObject = { ...plain, ...fromEntries(nativeFieldFlags.map((name) => [name, flag])) };
  return {
    type: 'object',
    propertyNames: { pattern: oneOf([declaredPathPattern]) },
    additionalProperties: closed(facts),
  };
}
