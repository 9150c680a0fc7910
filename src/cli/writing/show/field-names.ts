import type { Crm } from '../../../client/index.ts';
import type { CustomFieldDefinition } from '../../../connector-kit/resource.ts';
import { OpportuneError } from '../../../model/error.ts';
import type { WritePlan, WriteResult } from '../../../client/writes/index.ts';

/** A field as people know it: custom fields by their labels, where one label is one field. */
export type FieldNames = (field: string) => string;

const customField = /^customFields\[(.+)\]$/s;

export async function fieldNames({ connection }: Crm): Promise<FieldNames> {
  const catalogue = await catalogueOf(connection);
  const labels = new Map<string, string>();
  for (const { key, label } of catalogue) {
    const isUnique = catalogue.every((other) => other.key === key || other.label !== label);
    if (isUnique && label.trim() !== '') labels.set(key, label);
  }
  return (field) => {
    const key = customField.exec(field)?.[1];
    const label = key === undefined ? undefined : labels.get(key);
    return label === undefined ? field : `customFields[${label}]`;
  };
}

/** Where the labels are not to be had, the ids have to do: what there is to be said is not lost over them. */
async function catalogueOf({ catalogue }: Crm['connection']): Promise<readonly CustomFieldDefinition[]> {
  try {
    return await catalogue();
  } catch (error) {
    if (error instanceof OpportuneError) return [];
    throw error;
  }
}

function named<T extends { readonly field: string }>(items: readonly T[], nameOf: FieldNames): T[] {
  return items.map((item) => ({ ...item, field: nameOf(item.field) }));
}

/** What reading back has shown, with the names that people know. */
export function namedResult(result: WriteResult, nameOf: FieldNames): WriteResult {
  const { differences, sideEffects } = result;
  return {
    ...result,
    ...(differences === undefined ? {} : { differences: named(differences, nameOf) }),
    ...(sideEffects === undefined ? {} : { sideEffects: named(sideEffects, nameOf) }),
  };
}

/** The same plan, with the names that people know. */
export function namedPlan(plan: WritePlan, nameOf: FieldNames): WritePlan {
  const { key, fields, issues, changes } = plan;
  const shown = key === undefined ? undefined : customField.exec(nameOf(`customFields[${key.field}]`))?.[1];
  return {
    ...plan,
    ...(key === undefined ? {} : { key: { ...key, field: shown ?? key.field } }),
    fields: named(fields, nameOf),
    issues: named(issues, nameOf),
    changes: named(changes, nameOf),
  };
}
