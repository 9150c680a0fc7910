import { isJsonObject, type JsonObject, type SandboxAnswer } from '../../../../src/sandbox-kit/index.ts';
import { batchAnswer } from './batch.ts';
import type { Context } from '../context.ts';
import type { ObjectTable } from '../object-view.ts';
import { lostObjects } from './read-endpoints.ts';
import { withoutRepeatedValues } from '../unique-values.ts';
import type { PreparedWrite } from './write-deal.ts';

/** What one input of a batch comes to: a write, or the id of a deal that is not there. */
export type BatchItem =
  { readonly write: PreparedWrite; readonly more?: JsonObject } | { readonly lost: string };

/**
 * All or nothing; only where each input carries a trace id of its own are the good ones done and the bad ones reported.
 * Deals that are not there are reported either way, and the others written.
 * https://developers.hubspot.com/docs/api-reference/error-handling#multi-status-errors (2026-11-22)
 */
export function runBatch(
  context: Context,
  table: ObjectTable,
  status: number,
  inputs: readonly JsonObject[],
  prepare: (input: JsonObject) => BatchItem,
): SandboxAnswer {
  const traced = areTraced(inputs);
  const items = withoutRepeats(inputs.map(prepare));
  const refused = items.map(refusalOf).find((refusal) => refusal !== undefined);
  if (refused !== undefined && !traced) return refused;
  const results: JsonObject[] = [];
  const errors: JsonObject[] = [];
  const lost: string[] = [];
  for (const [at, item] of items.entries()) {
    const trace = inputs[at]?.['objectWriteTraceId'];
    if ('lost' in item) {
      if (traced) errors.push(withTrace(lostObjects(table, [item.lost]), String(trace)));
      else lost.push(item.lost);
    } else if (item.write.refused === undefined)
      results.push({
        ...item.write.run(),
        ...item.more,
        ...(typeof trace === 'string' ? { objectWriteTraceId: trace } : {}),
      });
    else errors.push(withTrace(item.write.refused.body, String(trace)));
  }
  // No order of results is promised, and this is not the order of the inputs.
  return batchAnswer(context, status, results.toReversed(), [
    ...errors,
    ...(lost.length === 0 ? [] : [lostObjects(table, lost)]),
  ]);
}

function refusalOf(item: BatchItem): SandboxAnswer | undefined {
  return 'write' in item ? item.write.refused : undefined;
}

/** True where each input can be told apart by a trace id of its own. */
function areTraced(inputs: readonly JsonObject[]): boolean {
  const traces = inputs.map((input) => input['objectWriteTraceId']);
  return traces.every((trace) => typeof trace === 'string') && new Set(traces).size === traces.length;
}

function withoutRepeats(items: readonly BatchItem[]): readonly BatchItem[] {
  const writes = items.flatMap((item) => ('write' in item ? [item.write] : []));
  const checked = withoutRepeatedValues(writes).values();
  return items.map((item) =>
    'write' in item ? { ...item, write: checked.next().value ?? item.write } : item,
  );
}

function withTrace(problem: SandboxAnswer['body'], trace: string): JsonObject {
  const whole = isJsonObject(problem) ? problem : {};
  const known = isJsonObject(whole['context']) ? whole['context'] : {};
  return { ...whole, context: { ...known, objectWriteTraceId: [trace] } };
}
