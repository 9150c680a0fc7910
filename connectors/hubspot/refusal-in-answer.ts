import { z } from 'zod';
import {
  isJsonObject,
  type ItemFailure,
  type JsonObject,
  type JsonValue,
} from '../../src/connector-kit/index.ts';
import { refusalOf } from './writes/batch-outcomes.ts';

const PartlyDone = z.looseObject({ errors: z.array(z.custom<JsonObject>(isJsonObject)).min(1) });

/**
 * Requests about links are batches to HubSpot even where they concern one link: what it does not do, such as linking a
 * contact that does not exist, may stand in a 207. https://developers.hubspot.com/docs/api/error-handling (2026-11-22)
 */
export function refusalInAnswer(answer: JsonValue): ItemFailure | undefined {
  const [error] = PartlyDone.safeParse(answer).data?.errors ?? [];
  return error === undefined ? undefined : refusalOf(error);
}
