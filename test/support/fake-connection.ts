import { assembleConnection } from '../../src/client/assemble-connection.ts';
import type { OpenConnection } from '../../src/client/connection-types.ts';
import type { VendorRequest } from '../../src/connector-kit/vendor-request.ts';
import type { Log, VendorSession } from '../../src/connector-kit/vendor-session.ts';
import type { JsonValue } from '../../src/model/json.ts';
import { fakeConnector } from './fake-connector.ts';
import { fakeMapping } from './fake-mapping.ts';
import type { FakeVendor } from './fake-vendor.ts';

export interface FakeConnectionOptions {
  readonly signal?: AbortSignal;
  readonly log?: Log;
  readonly mapping?: ReturnType<typeof fakeMapping>;
  readonly now?: () => number;
  readonly account?: { readonly currency?: string; readonly timezone?: string };
}

export interface FakeAnswer {
  readonly data: JsonValue;
  readonly now: string;
}

/** A connection to a fake vendor in this process. */
export function fakeConnection(vendor: FakeVendor, options: FakeConnectionOptions = {}): OpenConnection {
  return connectionOver(async (request) => ({ data: vendor.answer(request), now: vendor.now }), options);
}

/** A connection to a fake vendor, however it is reached. */
export function connectionOver(
  send: (request: VendorRequest) => Promise<FakeAnswer>,
  { signal, log = () => undefined, mapping = fakeMapping(), now, account }: FakeConnectionOptions = {},
): OpenConnection {
  let requests = 0;
  let clock: string | undefined;
  const session: VendorSession = {
    async send(request, schema) {
      requests += 1;
      const answer = await send(request);
      clock = answer.now;
      return { status: 200, headers: {}, data: schema.parse(answer.data) };
    },
    request: async (request, schema) => (await session.send(request, schema)).data,
    vendorClock: () => clock,
    now: () => Date.parse(clock ?? '1970-01-01T00:00:00Z'),
    signal: signal ?? new AbortController().signal,
    log,
  };
  const resource = fakeConnector.resources['opportunity'];
  if (resource === undefined) throw new Error('The fake connector has no opportunities.');
  return assembleConnection({
    connector: fakeConnector,
    resource,
    session,
    mapping,
    usage: () => ({ requests, deletionWalk: 0, retries: 0, budgets: [] }),
    onWait: () => () => undefined,
    close: async () => undefined,
    ...(now === undefined ? {} : { now }),
    ...(account === undefined ? {} : { accountOverrides: account }),
  });
}
