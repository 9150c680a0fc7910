import { z } from 'zod';
import { isJsonObject, type JsonObject } from '../../src/connector-kit/index.ts';

/** Ids are whole numbers on the wire; digits in a text are taken too. */
const Id = z.union([z.int().nonnegative(), z.string().regex(/^\d+$/)]).transform(String);

function hasId(value: unknown): value is JsonObject {
  return isJsonObject(value) && Id.safeParse(value['id']).success;
}

/**
 * An opportunity, kept verbatim. Only the id is insisted on: what a page cannot do without.
 * Old accounts leave out most other fields, and an odd value in one of them is the mapping's to report.
 */
export const Opportunity = z.custom<JsonObject>(
  hasId,
  'an opportunity is an object with a whole number as id',
);
export const OpportunityList = z.array(Opportunity);

export const Account = z.looseObject({
  id: Id,
  name: z.string().nullish(),
  primary_timezone: z.string().nullish(),
});
export type Account = z.infer<typeof Account>;

const Named = z.looseObject({ id: Id, name: z.string().nullish() });
export const NamedList = z.array(Named);

export const PipelineList = z.array(
  Named.extend({
    stages: z.array(Named.extend({ win_probability: z.number().nullish() })).nullish(),
  }),
);
export type Pipeline = z.infer<typeof PipelineList>[number];

export const UserList = z.array(Named.extend({ email: z.string().nullish() }));
export type User = z.infer<typeof UserList>[number];

export const CustomFieldDefinitionList = z.array(
  Named.extend({
    data_type: z.string(),
    available_on: z.array(z.string()).nullish(),
    currency: z.string().nullish(),
    options: z.array(Named).nullish(),
    connected_id: Id.nullish(),
  }),
);
export type NativeDefinition = z.infer<typeof CustomFieldDefinitionList>[number];
