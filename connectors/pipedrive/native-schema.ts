import { z } from 'zod';
import { isJsonObject, type JsonObject } from '../../src/connector-kit/index.ts';

/** What this connector itself reads of a deal; everything else goes through untouched. */
const DealFacts = z.object({
  id: z.int(),
  // One odd value is an issue of that field in the mapping; it must not hold up the page.
  status: z.string().nullish().catch(undefined),
  is_deleted: z.boolean().nullish().catch(undefined),
  // Null on a deal that was created through the API and not edited since.
  update_time: z.string().nullish().catch(undefined),
  add_time: z.string().nullish().catch(undefined),
  // Only there when it is asked for. One that is no number says nothing, so the persons are asked for.
  participants_count: z.number().nullish().catch(Infinity),
  person_id: z.int().nullish().catch(undefined),
});
type DealFacts = z.infer<typeof DealFacts>;

/** A deal: the body just as it came, beside the few facts read from it. */
export interface NativeDeal {
  readonly facts: DealFacts;
  readonly body: JsonObject;
}

export const NativeDeal: z.ZodType<NativeDeal> = z
  .custom<JsonObject>(isJsonObject, 'a deal is an object')
  .transform((body, context) => {
    const facts = DealFacts.safeParse(body);
    if (facts.success) return { facts: facts.data, body };
    for (const { path, message } of facts.error.issues) {
      context.issues.push({ code: 'custom', path: [...path], message, input: undefined });
    }
    return z.NEVER;
  });

/** Deleted deals stay readable for 30 days. What `status` says of them is not documented, so either sign counts. */
export function isDeleted({ facts }: NativeDeal): boolean {
  return facts.is_deleted === true || facts.status === 'deleted';
}

/** One page of a version 2 list. A success that says `success: false` does not fit, and neither does `null`. */
export function pageOf<T>(item: z.ZodType<T>): z.ZodType<NativeRows<T>> {
  return z
    .object({
      success: z.literal(true),
      // Null where there is nothing; left out it is no list, and must not pass for the end of one.
      data: z.array(item).nullable(),
      // Some lists leave the whole envelope out on their last page.
      additional_data: z.object({ next_cursor: z.string().nullish() }).nullish(),
    })
    .transform(({ data, additional_data }) => ({
      rows: data ?? [],
      nextCursor: additional_data?.next_cursor || undefined,
    }));
}

export interface NativeRows<T> {
  readonly rows: readonly T[];
  readonly nextCursor: string | undefined;
}

/** An answer that carries one thing; `data` is null where there is nothing. */
export function one<T>(item: z.ZodType<T>): z.ZodType<T | undefined> {
  return z
    .object({ success: z.literal(true), data: item.nullish() })
    .transform(({ data }) => data ?? undefined);
}

export const NativeId = z.object({ id: z.int() });

export const NativeNamed = z.object({ id: z.int(), name: z.string().nullish() });

export const NativeStage = z.object({
  id: z.int(),
  name: z.string().nullish(),
  pipeline_id: z.int().nullish(),
  deal_probability: z.number().nullish(),
});

export const NativePipeline = z.object({
  id: z.int(),
  name: z.string().nullish(),
  is_deal_probability_enabled: z.boolean().nullish(),
});

export const NativeActivity = z.object({
  id: z.int(),
  due_date: z.string().nullish(),
  due_time: z.string().nullish(),
  marked_as_done_time: z.string().nullish(),
});

/** Option ids are numbers, texts (`status`, `origin`) or even booleans: compared as text. */
export const NativeOption = z.object({
  id: z.union([z.number(), z.string(), z.boolean()]).transform(String),
  label: z.string().nullish(),
});

export const NativeDealField = z.object({
  field_code: z.string(),
  field_name: z.string().nullish(),
  field_type: z.string().nullish(),
  description: z.string().nullish(),
  is_custom_field: z.boolean().nullish(),
  options: z.array(NativeOption).nullish(),
});
export type NativeDealField = z.infer<typeof NativeDealField>;

export const NativeCurrentUser = z.object({
  company_id: z.union([z.string(), z.number()]).nullish(),
  company_name: z.string().nullish(),
  company_domain: z.string().nullish(),
  default_currency: z.string().nullish(),
  timezone_name: z.string().nullish(),
});
