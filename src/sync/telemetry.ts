import type * as Api from '@opentelemetry/api';
import type { SyncEvent } from './sync-types.ts';

/** Listens to a run; undefined where OpenTelemetry is not installed. */
export type Telemetry = (event: SyncEvent) => void;

const name = 'opportune';

/**
 * Metrics and spans of a run, by the OpenTelemetry API where the application has it: without its SDK they go nowhere and
 * cost next to nothing. Attributes are names, kinds and counts, never a value of a record.
 *
 * - span `opportune.sync`, one a run; in it `opportune.pass`, one a pass
 * - counter `opportune.records` by `outcome`; counter `opportune.requests`
 * - gauge `opportune.limit_share`: share of the vendor's tightest limit in use, 0 to 1
 */
export async function telemetry(connection: string, connector: string): Promise<Telemetry | undefined> {
  const api = await loadApi();
  if (api === undefined) return undefined;
  const attributes = { 'opportune.connection': connection, 'opportune.connector': connector };
  const meter = api.metrics.getMeter(name);
  const records = meter.createCounter('opportune.records', {
    description: 'Records by what became of them.',
  });
  const requests = meter.createCounter('opportune.requests', { description: 'Requests to the vendor.' });
  const share = meter.createGauge('opportune.limit_share', {
    description: 'Share of the vendor’s limit in use.',
  });
  const tracer = api.trace.getTracer(name);
  const run = tracer.startSpan('opportune.sync', { attributes });
  const inRun = api.trace.setSpan(api.context.active(), run);
  let pass: Api.Span | undefined;
  let counted: Readonly<Record<string, number>> = {};
  let requested = 0;

  const count = (counts: Readonly<Record<string, number>>, requestsNow: number): void => {
    for (const outcome of ['written', 'unchanged', 'outdated', 'quarantined', 'deleted', 'alreadyDeleted']) {
      const more = (counts[outcome] ?? 0) - (counted[outcome] ?? 0);
      if (more > 0) records.add(more, { ...attributes, outcome });
    }
    if (requestsNow > requested) requests.add(requestsNow - requested, attributes);
    counted = counts;
    requested = requestsNow;
  };
  const endPass = (): void => {
    pass?.end();
    pass = undefined;
  };

  return (event) => {
    switch (event.type) {
      case 'started':
        endPass();
        pass = tracer.startSpan(
          'opportune.pass',
          { attributes: { ...attributes, 'opportune.pass': event.kind, 'opportune.resumed': event.resumed } },
          inRun,
        );
        return;
      case 'page':
        count(event.counts, event.requests);
        if (event.shareOfLimit !== undefined) share.record(event.shareOfLimit, attributes);
        return;
      case 'compared':
        return count(event.counts, event.requests);
      case 'wait':
        pass?.addEvent('wait', { 'opportune.wait_ms': event.waitMs, 'opportune.reason': event.reason });
        return;
      case 'done':
        count(event.result.counts, event.result.requests);
        endPass();
        run.setAttribute('opportune.status', event.result.status);
        run.end();
        return;
      case 'failed':
        count(event.counts, event.requests);
        endPass();
        // The message may come from anywhere; the code is one of ours.
        run.setStatus({ code: api.SpanStatusCode.ERROR, message: codeOf(event.error) });
        run.end();
        return;
      default:
        return;
    }
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'internal';
}

async function loadApi(): Promise<typeof Api | undefined> {
  try {
    return await import('@opentelemetry/api');
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
    if (isAbsent) return undefined;
    throw error;
  }
}
