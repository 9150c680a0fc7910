import type { JsonObject, VendorRequest, VendorSession } from '../../../src/connector-kit/index.ts';

interface ModelDeal {
  readonly id: number;
  readonly addedAt: number;
  changedAt: number | null;
  version: number;
  archived: boolean;
  deleted: boolean;
}

/** A company in memory, whose deals change while they are listed. */
export interface MovingCompany {
  readonly session: VendorSession;
  readonly deals: ReadonlyMap<number, ModelDeal>;
  /** Deals that came out of the archive since the last `beginPass`. */
  readonly cameOut: ReadonlySet<number>;
  /** Those of them that went back. */
  readonly wentBack: ReadonlySet<number>;
  nowMs(): number;
  beginPass(): void;
  /** How many things happen before each answer from now on. */
  setChurn(most: number): void;
}

/** The most rows an answer has, however many are asked for. */
const pageSize = 10;

/** The harshest reading of the documents: a deal without a change time passes no change filter. */
export function movingCompany(random: () => number, size: number): MovingCompany {
  const deals = new Map<number, ModelDeal>();
  const cameOut = new Set<number>();
  const wentBack = new Set<number>();
  let clockMs = Date.parse('2026-06-01T08:00:00Z');
  let churn = 0;
  for (let made = 0; made < size; made += 1) create();

  return {
    session: {
      request: async (request, schema) => schema.parse(answer(request)),
      send: async (request, schema) => ({ status: 200, headers: {}, data: schema.parse(answer(request)) }),
      vendorClock: () => new Date(clockMs).toISOString(),
      now: () => clockMs,
      signal: new AbortController().signal,
      log: () => undefined,
    },
    deals,
    cameOut,
    wentBack,
    nowMs: () => clockMs,
    beginPass() {
      cameOut.clear();
      wentBack.clear();
    },
    setChurn(most) {
      churn = most;
    },
  };

  function below(limit: number): number {
    return Math.floor(random() * limit);
  }

  function create(): void {
    const id = deals.size + 1;
    const changedAt = random() < 0.5 ? null : clockMs;
    const archived = changedAt !== null && random() < 0.4;
    deals.set(id, { id, addedAt: clockMs, changedAt, version: 0, archived, deleted: false });
  }

  function happen(): void {
    const deal = deals.get(1 + below(deals.size));
    const what = random();
    if (deal === undefined || deal.deleted || what < 0.15) return create();
    if (what < 0.55 || deal.archived) {
      deal.archived = !deal.archived;
      if (!deal.archived) cameOut.add(deal.id);
      else if (cameOut.has(deal.id)) wentBack.add(deal.id);
    } else if (what < 0.65) deal.deleted = true;
    deal.version += 1;
    deal.changedAt = clockMs;
  }

  function answer({ path, query = {} }: VendorRequest): JsonObject {
    for (let left = below(churn + 1); left > 0; left -= 1) {
      clockMs += below(3000);
      happen();
    }
    // Long enough that the beginning of a listing is far out of reach of the overlap at its end.
    clockMs += 5000 + below(20_000);
    const up = query['sort_direction'] === 'asc';
    const { shown, more } = page(path.endsWith('/archived'), up, query);
    const last = shown.at(-1);
    const next = more && last !== undefined ? cursorText(path, query, last.id) : null;
    return { success: true, data: shown.map(bodyOf), additional_data: { next_cursor: next } };
  }

  function page(archived: boolean, up: boolean, query: NonNullable<VendorRequest['query']>) {
    const { cursor, updated_since: since } = query;
    const after = cursor === undefined ? undefined : Number(String(cursor).split('#')[0]);
    const beyond = (id: number) => after === undefined || (up ? id > after : id < after);
    const changed = ({ changedAt }: ModelDeal) =>
      since === undefined || (changedAt !== null && changedAt >= Date.parse(String(since)));
    const found = [...deals.values()]
      .filter((deal) => deal.archived === archived && beyond(deal.id) && changed(deal))
      .toSorted((a, b) => (up ? a.id - b.id : b.id - a.id));
    return { shown: found.slice(0, pageSize), more: found.length > pageSize };
  }
}

function cursorText(path: string, query: NonNullable<VendorRequest['query']>, id: number): string {
  return `${id}#${path}#${query['sort_direction']}#${query['updated_since']}`;
}

function bodyOf({ id, addedAt, changedAt, version, archived, deleted }: ModelDeal): JsonObject {
  return {
    id,
    title: `version ${version}`,
    add_time: wireTime(addedAt),
    update_time: changedAt === null ? null : wireTime(changedAt),
    status: deleted ? 'deleted' : 'open',
    is_deleted: deleted,
    is_archived: archived,
    participants_count: 0,
  };
}

/** The vendor's times are whole seconds, so a change can look up to a second older than it is. */
function wireTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
