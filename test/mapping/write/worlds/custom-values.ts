import type { CustomFieldDefinition } from '../../../../src/connector-kit/resource.ts';
import { startOfDay } from '../../../../src/model/zoned-date.ts';
import type { JsonValue } from '../../../../src/model/json.ts';
import type { Dice } from './dice.ts';
import type { Move } from './world.ts';

/** Where Copper counts days from. */
const startsInCalifornia = startOfDay('America/Los_Angeles');

/** A value that a custom field takes, and what it reads as. @param known one that only the account can tell. */
export function customMove(definition: CustomFieldDefinition, dice: Dice, known?: JsonValue): Move {
  const name = `customFields[${definition.key}]`;
  if (definition.nullable !== false && dice.chance(0.1)) return { given: { [name]: null } };
  if (known !== undefined) return { given: { [name]: known } };
  const [given, reads] = valueOf(definition, dice);
  return { given: { [name]: given }, reads: { [name]: reads } };
}

function same(value: JsonValue): readonly [given: JsonValue, reads: JsonValue] {
  return [value, value];
}

function valueOf(
  { type, wire, options, whole, refName }: CustomFieldDefinition,
  dice: Dice,
): readonly [given: JsonValue, reads: JsonValue] {
  if (options !== undefined) {
    const some =
      type === 'options' ? dice.some(Object.entries(options)) : [dice.pick(Object.entries(options))];
    const given = some.map(([id, label]) => (dice.chance(0.3) ? id : dice.spelled(label)));
    const labels = some.map(([, label]) => label);
    if (type !== 'options') return [given[0] ?? null, labels[0] ?? null];
    return [given, labels.length === 0 && wire === 'list-semicolon' ? null : labels];
  }
  switch (type) {
    case 'boolean':
      return same(dice.chance(0.5));
    case 'date':
      return same(dice.day());
    case 'datetime': {
      const instant = dice.instant();
      return [dice.pick([instant, instant.replace('.000Z', 'Z'), instant.replace('Z', '+00:00')]), instant];
    }
    case 'money':
      return same(wire === 'json' ? { value: dice.below(1000), currency: 'EUR' } : dice.amount());
    case 'percent':
    case 'number':
      return same(whole === true || wire === 'int' ? dice.below(100) : dice.amount());
    case 'reference':
      return same(
        wire === 'list-semicolon' ? [`${refName ?? ''}${dice.below(9)}`, '7'] : String(1 + dice.below(900)),
      );
    default:
      return same(wire === 'json' ? { until: dice.day(), list: [2, 1] } : dice.text());
  }
}

/** A value as a record has it, now and then one that no definition knows any more. */
export function rawCustomValue(
  definition: CustomFieldDefinition,
  dice: Dice,
  ids: 'number' | 'text',
): JsonValue {
  if (definition.nullable !== false && dice.chance(0.3)) return ids === 'text' ? '' : null;
  const { type, wire, options } = definition;
  const idOf = (id: string): JsonValue => (ids === 'number' && wire === 'id' ? Number(id) : id);
  if (options !== undefined) {
    const keys = dice.chance(0.1) ? ['999'] : Object.keys(options);
    if (type !== 'options') return idOf(dice.pick(keys));
    const some = dice.some(keys).map(idOf);
    return wire === 'list-semicolon' ? some.join(';') : some;
  }
  const [given] = valueOf(definition, dice);
  switch (wire) {
    case 'decimal':
      return String(dice.below(100_000) / 100);
    case 'bool-text':
      return String(given);
    case 'unix-day':
      return Date.parse(startsInCalifornia?.(dice.day()) ?? '') / 1000;
    case 'datetime':
      return `${dice.day()}T11:30:30Z`;
    case 'list-semicolon':
      return String(given).replaceAll(',', ';');
    default:
      return ids === 'number' && wire === 'id' ? dice.below(900) : given;
  }
}
