import { z } from 'zod';
import { isJsonObject, type JsonObject } from '../../src/connector-kit/index.ts';

/**
 * A CRM record as HubSpot sends it. Only what this connector reads is checked; the object itself goes through
 * untouched, whatever else it holds.
 */
export interface NativeCrmRecord extends JsonObject {
  readonly id: string;
  readonly properties: JsonObject;
}

export const NativeCrmRecord = z.custom<NativeCrmRecord>(
  (value) => isJsonObject(value) && typeof value['id'] === 'string' && isJsonObject(value['properties']),
  'a record has an id and properties',
);

const Paging = z.looseObject({ next: z.looseObject({ after: z.string() }).nullish() }).nullish();

/** One page of a listing. Only `after` of the paging part is used: the host of `link` can differ. */
export const CrmPage = z.looseObject({ results: z.array(NativeCrmRecord), paging: Paging });

export const SearchPage = z.looseObject({
  results: z.array(z.looseObject({ id: z.string() })),
  total: z.number().optional(),
});
export type SearchPage = z.infer<typeof SearchPage>;

/** A batch read: 200, or 207 where some ids were not found. Records in any order. */
export const CrmBatch = z.looseObject({
  results: z.array(NativeCrmRecord),
  // Only an entry in the documented form says anything of an id; one in another form must not fail the batch.
  errors: z.array(z.unknown()).optional(),
});

/** What a batch says of ids that it did not find. */
export const NotFoundInBatch = z.looseObject({
  category: z.literal('OBJECT_NOT_FOUND'),
  context: z.looseObject({ ids: z.array(z.string()) }),
});

const AssociationType = z.looseObject({
  category: z.string(),
  typeId: z.number(),
  label: z.string().nullish(),
});
export type AssociationType = z.infer<typeof AssociationType>;

/** The types of links between two kinds of records. */
export const AssociationTypes = z.looseObject({ results: z.array(AssociationType) });

/** HubSpot's own documents say text; on the wire it is a number. */
const NumericId = z.union([z.string(), z.number()]).transform(String);

export const AssociationBatch = z.looseObject({
  results: z.array(
    z.looseObject({
      from: z.looseObject({ id: NumericId }),
      to: z.array(z.looseObject({ toObjectId: NumericId, associationTypes: z.array(AssociationType) })),
      paging: Paging,
    }),
  ),
  errors: z
    .array(z.looseObject({ category: z.string().optional(), subCategory: z.string().optional() }))
    .optional(),
});
export type AssociationBatch = z.infer<typeof AssociationBatch>;

const Option = z.looseObject({ label: z.string(), value: z.string() });

export const PropertyDefinition = z.looseObject({
  name: z.string(),
  label: z.string().nullish(),
  description: z.string().nullish(),
  type: z.string(),
  fieldType: z.string().nullish(),
  options: z.array(Option).nullish(),
  externalOptions: z.boolean().nullish(),
  referencedObjectType: z.string().nullish(),
  calculated: z.boolean().nullish(),
  hasUniqueValue: z.boolean().nullish(),
  /** Left out, not false, on properties the account added. */
  hubspotDefined: z.boolean().nullish(),
  showCurrencySymbol: z.boolean().nullish(),
  numberDisplayHint: z.string().nullish(),
  modificationMetadata: z.looseObject({ readOnlyValue: z.boolean().nullish() }).nullish(),
});
export type PropertyDefinition = z.infer<typeof PropertyDefinition>;

export const PropertyDefinitions = z.looseObject({ results: z.array(PropertyDefinition) });

const Stage = z.looseObject({
  id: z.string(),
  label: z.string(),
  /** Both values are text: `"true"`, `"0.4"`. */
  metadata: z.looseObject({ isClosed: z.string().nullish(), probability: z.string().nullish() }).nullish(),
});
export type Stage = z.infer<typeof Stage>;

export const Pipelines = z.looseObject({
  results: z.array(z.looseObject({ id: z.string(), label: z.string(), stages: z.array(Stage) })),
});

export const OwnerPage = z.looseObject({
  results: z.array(
    z.looseObject({
      id: z.string(),
      email: z.string().nullish(),
      firstName: z.string().nullish(),
      lastName: z.string().nullish(),
      userId: z.union([z.string(), z.number()]).nullish(),
      userIdIncludingInactive: z.union([z.string(), z.number()]).nullish(),
    }),
  ),
  paging: Paging,
});
export type OwnerPage = z.infer<typeof OwnerPage>;

export const ObjectTags = z.looseObject({
  results: z.array(
    z.looseObject({
      id: z.union([z.string(), z.number()]).transform(String),
      name: z.string().nullish(),
      label: z.string().nullish(),
    }),
  ),
});

export const NativeAccount = z.looseObject({
  portalId: z.union([z.string(), z.number()]),
  companyCurrency: z.string().nullish(),
  timeZone: z.string().nullish(),
});
