import type { FieldExplanation } from '../../mapping/mapping-types.ts';
import type { RunningSandbox } from '../../sandbox-kit/sandbox.ts';
import type { Store, StoredRecord } from '../../store/index.ts';
import type { SyncResult } from '../../sync/sync-types.ts';
import type { Invocation } from '../command.ts';
import { openCrm } from '../connection/open-connection.ts';
import { syncProgress } from '../sync/sync-progress.ts';
import { pickRepresentative } from './pick-representative.ts';

export interface DemoVendor {
  readonly connector: string;
  readonly baseUrl: string;
  /** Name of the credential that comes first. */
  readonly credential: string | undefined;
  readonly result: SyncResult;
  /** A few opportunities that show what there is, as they stand in the database. */
  readonly shown: readonly StoredRecord[];
}

export interface DemoOutcome {
  readonly file: string;
  readonly vendors: readonly DemoVendor[];
  readonly explained:
    | { readonly connector: string; readonly record: StoredRecord; readonly explanation: FieldExplanation }
    | undefined;
  readonly durationMs: number;
}

/** Bundled overlays that make the table more telling: labels of stages, and the forecast dates. */
const overlays = ['pipeline-labels', 'expected-close-date'];
const shownPerVendor = 4;
/** Read back per vendor to choose from. */
const choiceFrom = 500;

/** Syncs every running vendor into one store, one after the other, and looks at what arrived. */
export async function runDemo(
  running: readonly RunningSandbox[],
  store: Store,
  file: string,
  invocation: Invocation,
): Promise<DemoOutcome> {
  const { io } = invocation;
  const startedAt = io.monotonic();
  const vendors: DemoVendor[] = [];
  let explained: DemoOutcome['explained'];
  for (const sandbox of running) {
    io.signal.throwIfAborted();
    const crm = await openSandbox(sandbox, invocation);
    try {
      const vendor = await syncVendor(sandbox, crm.connection, store, invocation);
      vendors.push(vendor);
      explained ??= await explainEmptyCloseDate(vendor, (id) => crm.opportunities.explain(id, 'closeDate'));
    } finally {
      await crm.close();
    }
  }
  return { file, vendors, explained, durationMs: io.monotonic() - startedAt };
}

function openSandbox({ connector, credentials, baseUrl }: RunningSandbox, invocation: Invocation) {
  const resolved = { connector, credentials, baseUrl, overlays, account: {} };
  return openCrm(
    { ...resolved, allowCustomOrigin: false, tokenUrl: undefined, mapping: undefined },
    invocation,
  );
}

async function syncVendor(
  { connector, baseUrl, credentials }: RunningSandbox,
  connection: Awaited<ReturnType<typeof openSandbox>>['connection'],
  store: Store,
  { io, terminal }: Invocation,
): Promise<DemoVendor> {
  const { runSync } = await import('../../sync/index.ts');
  const result = await runSync({
    connection,
    destination: store,
    name: connector,
    signal: io.signal,
    now: io.now,
    onEvent: syncProgress(connector, io, terminal),
  });
  io.signal.throwIfAborted();
  const records = await store.records({ connection: connector, limit: choiceFrom });
  const [credential] = Object.keys(credentials);
  return { connector, baseUrl, credential, result, shown: pickRepresentative(records, shownPerVendor) };
}

/** An empty closing date of an open deal is the question people ask first: most vendors keep a forecast in that field. */
async function explainEmptyCloseDate(
  { connector, shown }: DemoVendor,
  explain: (id: string) => Promise<FieldExplanation | undefined>,
): Promise<DemoOutcome['explained']> {
  const record = shown.find(({ record: { status, closeDate } }) => status === 'Open' && closeDate === null);
  const explanation = record === undefined ? undefined : await explain(record.id);
  if (record === undefined || explanation?.reason !== 'guard-not-met') return undefined;
  return { connector, record, explanation };
}
