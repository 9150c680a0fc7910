import { z } from 'zod';

/** What a child is to do. */
export const Order = z.object({
  connector: z.string(),
  baseUrl: z.string(),
  credentials: z.record(z.string(), z.unknown()),
  /** `sqlite:FILE` or `postgres://…`. */
  to: z.string(),
  /** What the store's clock shows: it stands still, so that stores can be compared. */
  now: z.string(),
  full: z.boolean(),
});
export type Order = z.infer<typeof Order>;
