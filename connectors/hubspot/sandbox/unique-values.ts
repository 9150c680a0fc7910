import type { SandboxAnswer } from '../../../src/sandbox-kit/index.ts';
import type { PreparedWrite } from './deals/write-deal.ts';
import { invalidProperties, refusal } from './errors.ts';
import type { ObjectTable } from './object-view.ts';

/** Values that no other record may have, by the property's name. */
export type UniqueValues = ReadonlyMap<string, string>;

interface Conflict {
  readonly name: string;
  readonly holderId: number;
}

/** True for properties of which a value names one record. */
export function namesOneRecord({ properties, type }: ObjectTable, name: string): boolean {
  return properties.get(name)?.unique === true || type.identifier === name;
}

/** The values of a write that nobody else may have. */
export function uniqueValues(table: ObjectTable, values: Readonly<Record<string, string>>): UniqueValues {
  return new Map(
    Object.entries(values).filter(([name, value]) => value !== '' && namesOneRecord(table, name)),
  );
}

/** The first of the values that another record than the one written has. */
export function conflictOf(
  table: ObjectTable,
  values: UniqueValues,
  id: number | undefined,
): Conflict | undefined {
  for (const [name, value] of values) {
    const holder = table.findByUnique(name, value);
    if (holder !== undefined && holder.id !== id) return { name, holderId: holder.id };
  }
  return undefined;
}

/** The answer to a value that is taken, with the property's name or, `plain`, without it. */
export function conflictAnswer({ type }: ObjectTable, conflict: Conflict, plain: boolean): SandboxAnswer {
  const { name, holderId } = conflict;
  const kind = `${type.singular.charAt(0).toUpperCase()}${type.singular.slice(1)}`;
  if (plain) return refusal(409, `${kind} already exists. Existing ID: ${holderId}`, 'CONFLICT');
  return invalidProperties([
    { name, code: 'CONFLICTING_UNIQUE_VALUE', message: `${holderId} already has that value.` },
  ]);
}

/** Writes of one batch: the second of two with the same unique value is refused. */
export function withoutRepeatedValues(writes: readonly PreparedWrite[]): readonly PreparedWrite[] {
  const seen = new Set<string>();
  return writes.map((write) => {
    if (write.refused !== undefined) return write;
    const entries = [...write.unique];
    const repeated = entries.find(([name, value]) => seen.has(`${name}=${value}`));
    for (const [name, value] of entries) seen.add(`${name}=${value}`);
    if (repeated === undefined) return write;
    const [name, value] = repeated;
    const message = `The value "${value}" of ${name} occurs twice in this batch.`;
    return { refused: refusal(409, message, 'CONFLICT') };
  });
}
