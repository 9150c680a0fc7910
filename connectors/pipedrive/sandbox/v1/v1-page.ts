import {
  answer,
  type JsonValue,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import { defaultLimit, largestLimit } from '../facts.ts';

/** API v1 reads what it understands and ignores the rest. */
export function startOf({ query }: SandboxRequest): number {
  return positive(query.get('start')) ?? 0;
}

export function limitOf({ query }: SandboxRequest): number {
  return Math.min(largestLimit, positive(query.get('limit')) || defaultLimit);
}

function positive(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** A page by offset; an empty one has `data: null`. */
export function oldPage(
  request: SandboxRequest,
  rows: Iterable<JsonValue>,
  more: Readonly<Record<string, JsonValue>> = {},
): SandboxAnswer {
  const start = startOf(request);
  const limit = limitOf(request);
  const found = Iterator.from(rows)
    .drop(start)
    .take(limit + 1)
    .toArray();
  const isLast = found.length <= limit;
  const pagination = {
    start,
    limit,
    more_items_in_collection: !isLast,
    ...(isLast ? {} : { next_start: start + limit }),
  };
  const data = found.length === 0 ? null : found.slice(0, limit);
  return answer(200, { success: true, data, additional_data: { pagination }, ...more });
}

/** A list that is never paged. */
export function oldList(data: readonly JsonValue[]): SandboxAnswer {
  return answer(200, { success: true, data: [...data] });
}
