import { ageMs, type LookupRow, type VendorSession } from '../../src/connector-kit/index.ts';
import { PipelineList, type Pipeline } from './native-schema.ts';
import { paths } from './paths.ts';

/** How long after its arrival an answer still serves the other table. */
const sharedForMs = 60_000;

interface Shared {
  readonly pipelines: Promise<readonly Pipeline[]>;
  /** Undefined while it is under way. */
  arrivedAtMs: number | undefined;
}

const shared = new WeakMap<VendorSession, Shared>();

export async function pipelineRows(session: VendorSession): Promise<readonly LookupRow[]> {
  return (await load(session)).map(({ id, name }) => ({ key: id, columns: { name: name ?? null } }));
}

/** Stages of all pipelines. They come with their pipelines: the separate endpoint for stages says nothing more. */
export async function stageRows(session: VendorSession): Promise<readonly LookupRow[]> {
  return (await load(session)).flatMap(stagesOf);
}

function stagesOf({ id: pipeline, stages }: Pipeline): LookupRow[] {
  return (stages ?? []).map(({ id, name, win_probability: winProbability }) => ({
    key: id,
    columns: { name: name ?? null, win_probability: winProbability ?? null, pipeline_id: pipeline },
  }));
}

/** One request for both tables of a session, unless one is asked for much later than the other. */
function load(session: VendorSession): Promise<readonly Pipeline[]> {
  const known = shared.get(session);
  if (known !== undefined && isRecent(session, known)) return known.pipelines;
  const asked: Shared = {
    pipelines: session.request({ method: 'GET', path: paths.pipelines }, PipelineList),
    arrivedAtMs: undefined,
  };
  shared.set(session, asked);
  asked.pipelines.then(
    () => (asked.arrivedAtMs = session.now()),
    // A failure serves nobody else; who asked hears of it.
    () => shared.delete(session),
  );
  return asked.pipelines;
}

function isRecent(session: VendorSession, { arrivedAtMs }: Shared): boolean {
  return arrivedAtMs === undefined || ageMs(arrivedAtMs, session.now()) < sharedForMs;
}
