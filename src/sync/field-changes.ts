import type { FieldEntry } from '../store/destination.ts';

/** A field whose kind the vendor has changed. Its rows keep what they hold until the records change, or a full pass. */
export interface RetypedField extends FieldEntry {
  readonly formerType: string;
}

/** How the custom fields of an account differ from those that earlier runs have seen. */
export interface FieldChanges {
  /** New ones, and ones that were gone and are back. */
  readonly added: readonly FieldEntry[];
  readonly removed: readonly FieldEntry[];
  readonly retyped: readonly RetypedField[];
}

export const noFieldChanges: FieldChanges = { added: [], removed: [], retyped: [] };

/** A field as it was known before. */
export interface KnownField extends FieldEntry {
  readonly removedAt?: string | undefined;
}

/** @param known undefined where nobody has looked before: then nothing is news. */
export function fieldChanges(
  known: readonly KnownField[] | undefined,
  told: readonly FieldEntry[],
): FieldChanges {
  if (known === undefined) return noFieldChanges;
  const before = new Map(known.map((field) => [field.key, field]));
  const now = new Set(told.map(({ key }) => key));
  const isThere = (field: KnownField | undefined): field is KnownField =>
    field !== undefined && field.removedAt === undefined;
  return {
    added: told.filter(({ key }) => !isThere(before.get(key))),
    removed: known.filter((field) => isThere(field) && !now.has(field.key)).map(entryOf),
    retyped: told.flatMap((field) => {
      const formerType = before.get(field.key)?.type;
      return formerType === undefined || formerType === field.type ? [] : [{ ...field, formerType }];
    }),
  };
}

/** What is kept of a definition, or of a stored field. */
export function entryOf({ key, label, type }: FieldEntry): FieldEntry {
  return { key, label, type };
}

export function isNews({ added, removed, retyped }: FieldChanges): boolean {
  return added.length + removed.length + retyped.length > 0;
}
