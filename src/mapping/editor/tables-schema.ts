import { hasCodec } from '../codecs/pair-table.ts';
import type { LookupTable } from '../native/native-descriptor.ts';
import type { JsonObject } from '../../model/json.ts';
import type { FieldKind } from './field-kind.ts';
import { choice } from './proposals.ts';
import type { SchemaScope } from './schema-scope.ts';

type Tables = Pick<SchemaScope, 'descriptor'>;

/** Names of lookup tables, with their columns beside them. */
export function tableSchema({ descriptor }: Tables, loads: readonly LookupTable['load'][]): JsonObject {
  const tables = [...descriptor.lookups.values()].filter(({ load }) => loads.includes(load));
  return choice(
    tables.map(({ name }) => name),
    tables.map(tableDoc),
  );
}

function tableDoc({ columns, load }: LookupTable): string {
  const listed = [...columns].map(([name, { type }]) => `\`${name}\` ${type}`).join(', ');
  return `${listed}\n\n${load === 'all' ? 'loaded as a whole' : 'loaded for the keys of records'}`;
}

/** Columns of any table; for a kind of field, those whose type converts. */
export function columnSchema({ descriptor }: Tables, kind?: FieldKind): JsonObject {
  const places = new Map<string, string[]>();
  for (const { name: table, columns } of descriptor.lookups.values()) {
    for (const [name, { type }] of columns) {
      if (kind !== undefined && !hasCodec(type, kind.target.type)) continue;
      places.set(name, [...(places.get(name) ?? []), `\`${type}\` of ${table}`]);
    }
  }
  return choice(
    [...places.keys()],
    [...places.values()].map((found) => found.join('\n\n')),
  );
}
