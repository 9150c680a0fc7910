import type { JsonObject } from '../model/json.ts';
import type { VendorClock } from './clock.ts';
import { controlRoutes } from './server/control-routes.ts';
import { openFaultList, type VendorFaults } from './faults/fault-list.ts';
import {
  answer,
  type SandboxAnswer,
  type SandboxRequest,
  type SandboxRoute,
  type ServerProblem,
} from './server/http-message.ts';
import { startServer, type LoopbackServer } from './server/http-server.ts';
import { buildRouter } from './server/router.ts';
import { SandboxError } from './sandbox-error.ts';
import { controlPrefix } from './server/serve-request.ts';
import type { RunningSandbox, SandboxControl, SandboxOptions, SandboxStats } from './sandbox.ts';

/** What a vendor's people can do behind the API; the rest of the control object is the kit's. */
export type DealControl = Pick<SandboxControl, 'ids' | 'truth' | 'create' | 'edit' | 'delete'> &
  Partial<Pick<SandboxControl, 'restore' | 'merge' | 'rename'>>;

/** A counter whose peak the statistics show. */
export interface CountedWindow {
  readonly limit: number;
  readonly peak: number;
}

/** An emulated vendor: tables, pure functions and a store, put together by the vendor's own folder. */
export interface EmulatedVendor {
  readonly connector: string;
  readonly credentials: JsonObject;
  /** Part of the base URL behind the origin. @default '' */
  readonly basePath?: string;
  readonly clock: VendorClock;
  readonly routes: readonly SandboxRoute[];
  readonly faults: VendorFaults;
  readonly windows: Readonly<Record<string, CountedWindow>>;
  readonly deals: DealControl;
  readonly gate?: (request: SandboxRequest, route: SandboxRoute | undefined) => SandboxAnswer | undefined;
  readonly dress?: (request: SandboxRequest, reply: SandboxAnswer) => SandboxAnswer;
  readonly refuse: (problem: ServerProblem, request: SandboxRequest) => SandboxAnswer;
}

/** Largest request body in bytes. */
const maxBodyBytes = 16 * 1024 * 1024;

/** Puts a vendor on a loopback port, with faults, counters and control endpoints. */
export async function runVendor(
  vendor: EmulatedVendor,
  options: SandboxOptions = {},
): Promise<RunningSandbox> {
  const faults = openFaultList(vendor.faults);
  const stats = { now: emptyStats };
  const control = controlOf(vendor, faults, () => stats.now());
  for (const spec of options.faults ?? []) control.fault(spec);
  const server = await startServer(
    {
      clock: vendor.clock,
      router: buildRouter(vendor.routes),
      controlRouter: buildRouter(controlRoutes(vendor.connector, control, vendor.credentials, faults)),
      faults,
      vendorFaults: vendor.faults,
      gate: vendor.gate ?? (() => undefined),
      dress: vendor.dress ?? ((_, reply) => reply),
      refuse: (problem, request) =>
        request.path.startsWith(controlPrefix)
          ? answer(problem.status, { message: problem.kind })
          : vendor.refuse(problem, request),
      latencyMs: options.latencyMs ?? 0,
      onRequest: withoutNesting(options.onRequest),
      maxBodyBytes,
    },
    options.port ?? 0,
  );
  stats.now = () => statsOf(vendor, server);
  return {
    connector: vendor.connector,
    baseUrl: `${server.origin}${vendor.basePath ?? ''}`,
    controlUrl: `${server.origin}${controlPrefix}`,
    credentials: vendor.credentials,
    control,
    close: () => server.close(),
  };
}

function controlOf(
  vendor: EmulatedVendor,
  faults: ReturnType<typeof openFaultList>,
  stats: () => SandboxStats,
): SandboxControl {
  const { deals, clock } = vendor;
  return {
    ids: deals.ids,
    truth: deals.truth,
    create: deals.create,
    edit: deals.edit,
    delete: deals.delete,
    restore: deals.restore ?? (() => lacking(vendor, 'restore')),
    merge: deals.merge ?? (() => lacking(vendor, 'merge')),
    rename: deals.rename ?? (() => lacking(vendor, 'rename')),
    advanceClock: async (ms) => clock.advance(ms),
    now: () => clock.now(),
    fault: (spec) => faults.add(spec),
    clearFaults: () => faults.clear(),
    stats,
  };
}

/** Requests that the listener itself sends are not told to it. */
function withoutNesting(listener: SandboxOptions['onRequest']): SandboxOptions['onRequest'] {
  if (listener === undefined) return undefined;
  let busy = false;
  return async (request) => {
    if (busy) return;
    busy = true;
    try {
      await listener(request);
    } finally {
      busy = false;
    }
  };
}

function lacking(vendor: EmulatedVendor, operation: string): Promise<never> {
  return Promise.reject(new SandboxError('lacking', `${vendor.connector} has no ${operation}.`));
}

function emptyStats(): SandboxStats {
  return { requests: 0, byRoute: {}, rateLimited: 0, windows: {} };
}

function statsOf(vendor: EmulatedVendor, { counters }: LoopbackServer): SandboxStats {
  const windows = Object.entries(vendor.windows).map(
    ([name, { limit, peak }]) => [name, { limit, peak }] as const,
  );
  return {
    requests: counters.requests,
    byRoute: { ...counters.byRoute },
    rateLimited: counters.rateLimited,
    windows: Object.fromEntries(windows),
  };
}
