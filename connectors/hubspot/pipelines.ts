import type { JsonValue, LookupRow, VendorSession } from '../../src/connector-kit/index.ts';
import { Pipelines, type Stage } from './native-schema.ts';
import { pathsOf } from './paths.ts';
import { sharedLoad } from './shared-load.ts';

const allPipelines = sharedLoad(async (session) => {
  const answer = await session.request({ method: 'GET', path: pathsOf(session).pipelines }, Pipelines);
  return answer.results;
});

export async function pipelines(session: VendorSession): Promise<readonly LookupRow[]> {
  return (await allPipelines(session)).map(({ id, label }) => ({ key: id, columns: { id, label } }));
}

/** Stages of all pipelines. Their ids are unique within an account. */
export async function stages(session: VendorSession): Promise<readonly LookupRow[]> {
  const rows = new Map<string, LookupRow>();
  for (const pipeline of await allPipelines(session)) {
    for (const stage of pipeline.stages) {
      if (!rows.has(stage.id)) rows.set(stage.id, { key: stage.id, columns: columnsOf(stage, pipeline.id) });
    }
  }
  return [...rows.values()];
}

function columnsOf(stage: Stage, pipeline: string): Record<string, JsonValue> {
  const probability = probabilityOf(stage);
  return { id: stage.id, label: stage.label, probability, outcome: outcomeOf(stage, probability), pipeline };
}

function probabilityOf({ metadata }: Stage): number | null {
  const text = metadata?.probability;
  return text !== undefined && text !== null && /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
}

/** A closed stage is won at probability 1 and lost at 0: https://developers.hubspot.com/docs/api/crm/pipelines (2026-11-22). */
function outcomeOf({ metadata }: Stage, probability: number | null): string | null {
  if (metadata?.isClosed === 'false') return 'Open';
  if (metadata?.isClosed !== 'true') return null;
  return probability === 1 ? 'Won' : probability === 0 ? 'Lost' : null;
}
