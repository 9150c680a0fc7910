import { z } from 'zod';
import type { JsonValue, LookupRow, LookupSource, VendorSession } from '../../src/connector-kit/index.ts';
import { allPages } from './reading/all-pages.ts';
import { optionsOf } from './deal-fields.ts';
import { batches } from './reading/id-batches.ts';
import { NativeActivity, NativeNamed, NativePipeline, NativeStage, one } from './native-schema.ts';
import { mostIdsPerCall, paths } from './paths.ts';

const quarterHourMs = 15 * 60_000;

/** Tables a mapping may refer to. Version 2 never sends a name beside an id: all names come from here. */
export const lookups: Readonly<Record<string, LookupSource>> = {
  stages: whole(async (session) =>
    (await allPages(session, paths.stages, NativeStage)).map((stage) =>
      row(stage.id, {
        name: stage.name,
        pipeline_id: stage.pipeline_id,
        deal_probability: stage.deal_probability,
      }),
    ),
  ),
  pipelines: whole(async (session) =>
    (await allPages(session, paths.pipelines, NativePipeline)).map((pipeline) =>
      row(pipeline.id, {
        name: pipeline.name,
        is_deal_probability_enabled: pipeline.is_deal_probability_enabled,
      }),
    ),
  ),
  // Version 1 called the field `label`, the deals of version 2 call it `label_ids`.
  labels: options('label_ids', 'label'),
  channels: options('channel'),
  origins: options('origin'),
  lostReasons: whole(lostReasons),
  users: whole(users),
  orgs: byKey(paths.organizations, NativeNamed, ({ id, name }) => row(id, { name })),
  activities: byKey(paths.activities, NativeActivity, activityRow),
};

function whole(rows: (session: VendorSession) => Promise<readonly LookupRow[]>): LookupSource {
  return { load: 'all', maxAgeMs: quarterHourMs, rows };
}

function options(...codes: readonly string[]): LookupSource {
  return whole(async (session) =>
    (await optionsOf(session, codes)).map(({ id, label }) => row(id, { label })),
  );
}

/** A deal carries the reason as text, even one that was picked from the list: found, and written, by its text. */
async function lostReasons(session: VendorSession): Promise<readonly LookupRow[]> {
  const rows = new Map<string, LookupRow>();
  for (const { id, label } of await optionsOf(session, ['lost_reason'])) {
    const alike = folded(label);
    if (!rows.has(alike)) rows.set(alike, row(label, { id, label }));
  }
  return [...rows.values()];
}

/** People type reasons too: blanks and capitals do not make another reason. */
function folded(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** All users in one answer: version 1 does not page them, and version 2 has no such list. */
async function users(session: VendorSession): Promise<readonly LookupRow[]> {
  const rows = await session.request({ method: 'GET', path: paths.users }, one(z.array(NativeNamed)));
  return (rows ?? []).map(({ id, name }) => row(id, { name }));
}

function byKey<T>(path: string, schema: z.ZodType<T>, toRow: (item: T) => LookupRow): LookupSource {
  return {
    load: 'by-key',
    maxAgeMs: quarterHourMs,
    async rows(session, keys) {
      const ids = [...new Set(keys)].filter((key) => /^\d+$/.test(key));
      const calls = batches(ids).map((batch) =>
        allPages(session, path, schema, { ids: batch.join(','), limit: mostIdsPerCall }),
      );
      // Ids that the vendor does not know or does not show are simply not in the answer.
      return (await Promise.all(calls)).flat().map(toRow);
    },
  };
}

function activityRow(activity: z.infer<typeof NativeActivity>): LookupRow {
  const { id, due_date: day, due_time: time, marked_as_done_time: done } = activity;
  return row(id, { done_time: done || null, due_date: day || null, due_at: dueAt(day, time) });
}

/** The due time is a time of day in UTC, `HH:MM` with or without seconds; empty where only the day was set. */
function dueAt(day: string | null | undefined, time: string | null | undefined): string | null {
  if (!day || !time) return null;
  return `${day}T${time.length === 5 ? `${time}:00` : time}Z`;
}

function row(key: number | string, columns: Readonly<Record<string, JsonValue | undefined>>): LookupRow {
  return {
    key: String(key),
    columns: Object.fromEntries(Object.entries(columns).map(([name, value]) => [name, value ?? null])),
  };
}
