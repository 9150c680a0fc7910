import type {
  Instant,
  JsonObject,
  VendorRequest,
  VendorResponse,
  VendorSession,
} from '../../../src/connector-kit/index.ts';
import type { z } from 'zod';

/** One opportunity of the model. `version` grows with each edit, so that a stale copy is told from a fresh one. */
// A type, not an interface: only types pass as JSON objects.
export type ModelRow = {
  readonly id: number;
  readonly date_created: number;
  readonly date_modified: number;
  readonly version: number;
};

interface Entry {
  row: ModelRow;
  /** The change time the search index knows, which may be older than the row's own. */
  indexed: number;
  indexedFrom: number;
}

export interface ModelOptions {
  /** The header stops counting here. */
  readonly totalCap?: number;
  /** Added to the header: it is an upper bound. */
  readonly totalExcess?: number;
  readonly withoutTotal?: boolean;
  /** How many matches a search shows at most. */
  readonly reachable?: number;
  /** False: the filters leave out records that lie exactly on an end of the creation window. */
  readonly inclusiveWindows?: boolean;
  /** Numbers from 0 to 1 that put records of one second in another order at each search; the order is steady where absent. */
  readonly tieOrder?: () => number;
  /** How many seconds the clock in the answers is behind the one of the records. */
  readonly clockBehind?: number;
  /** Largest delay of the index in seconds; the bodies in an answer are always fresh. */
  readonly lag?: () => number;
}

const knownAttributes = new Set(
  [
    'sort_by sort_direction page_number page_size ids'.split(' '),
    ['minimum_created_date', 'maximum_created_date', 'minimum_modified_date', 'maximum_modified_date'],
  ].flat(),
);

function numberOf(body: JsonObject, key: string, otherwise: number): number {
  const value = body[key];
  return typeof value === 'number' ? value : otherwise;
}

type TimeOf = (entry: Entry) => number;

/** What a search finds: the entries from a place on. No copy, since a listing asks hundreds of times. */
interface Matches {
  readonly entries: readonly Entry[];
  readonly from: number;
}

/** Where the entries begin that have this time or a later one, ascending. */
function firstFrom(entries: readonly Entry[], read: TimeOf, time: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = entries[middle];
    if (entry !== undefined && read(entry) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function timeOf(field: string): TimeOf {
  return field === 'date_created' ? ({ row }) => row.date_created : ({ indexed }) => indexed;
}

/** A Copper account in memory: searches as the vendor does, changes as its people do. No HTTP, no clock of its own. */
export class ModelAccount {
  readonly #entries = new Map<number, Entry>();
  readonly #options: ModelOptions;
  readonly #sorted = new Map<string, readonly Entry[]>();
  readonly #matched = new Map<string, Matches>();
  /** Entries the index has not taken up yet. */
  readonly #pending = new Set<Entry>();
  #lastId = 0;
  /** The vendor's clock in Unix seconds. */
  now: number;
  readonly requests: JsonObject[] = [];
  /** Runs after each answer: what people do meanwhile. */
  meanwhile: () => void = () => undefined;

  constructor(now: number, options: ModelOptions = {}) {
    this.now = now;
    this.#options = options;
  }

  create(created: number = this.now, modified: number = created): number {
    const id = (this.#lastId += 1);
    const row = { id, date_created: created, date_modified: modified, version: 1 };
    const delay = modified === this.now ? this.#delay() : 0;
    const entry = { row, indexed: delay === 0 ? modified : Number.NaN, indexedFrom: this.now + delay };
    this.#entries.set(id, entry);
    if (delay > 0) this.#pending.add(entry);
    this.#forget();
    return id;
  }

  edit(id: number): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    const { row } = entry;
    entry.row = { ...row, date_modified: this.now, version: row.version + 1 };
    entry.indexedFrom = this.now + this.#delay();
    this.#pending.add(entry);
    this.#forget();
  }

  delete(id: number): void {
    this.#entries.delete(id);
    this.#forget();
  }

  get ids(): number[] {
    return [...this.#entries.keys()];
  }

  get rows(): ModelRow[] {
    return [...this.#entries.values()].map(({ row }) => row);
  }

  session(): VendorSession {
    return {
      request: async (request, schema) => (await this.#answer(request, schema)).data,
      send: (request, schema) => this.#answer(request, schema),
      vendorClock: (): Instant =>
        new Date((this.now - (this.#options.clockBehind ?? 0)) * 1000).toISOString(),
      now: () => this.now * 1000,
      signal: new AbortController().signal,
      log: () => undefined,
    };
  }

  async #answer<T>(request: VendorRequest, schema: z.ZodType<T>): Promise<VendorResponse<T>> {
    const { body } = request;
    if (
      request.path !== '/opportunities/search' ||
      typeof body !== 'object' ||
      body === null ||
      Array.isArray(body)
    ) {
      throw new Error(`the model has no ${request.path}`);
    }
    const criteria = JSON.parse(JSON.stringify(body)) as JsonObject; // what went over the wire
    this.requests.push(criteria);
    const answer = this.#search(criteria);
    this.meanwhile();
    return { status: 200, headers: answer.headers, data: schema.parse(answer.rows) };
  }

  #search(criteria: JsonObject): { rows: JsonObject[]; headers: Record<string, string> } {
    const unknown = Object.keys(criteria).filter((key) => !knownAttributes.has(key));
    if (unknown.length > 0) throw new Error(`Unrecognized attributes specified: ${unknown.join(' ')}`);
    const size = numberOf(criteria, 'page_size', 20);
    if (size > 200) throw new Error('page_size is at most 200');

    const { reachable = 100_000, totalCap = Infinity, totalExcess = 0, withoutTotal } = this.#options;
    const { page_number: _page, page_size: _size, ...filter } = criteria;
    this.#refreshIndex();
    const key = JSON.stringify(filter);
    if (this.#options.tieOrder !== undefined) this.#forget();
    const matches = this.#matched.get(key) ?? this.#matches(filter);
    this.#matched.clear();
    this.#matched.set(key, matches);
    const start = (numberOf(criteria, 'page_number', 1) - 1) * size;
    if (start >= reachable) throw new Error('beyond what a search shows');
    const { entries, from } = matches;
    const page = entries.slice(from + start, from + Math.min(start + size, reachable));
    const total = Math.min(entries.length - from + totalExcess, totalCap);
    return {
      rows: page.map(({ row }) => row),
      headers: withoutTotal ? {} : { 'x-pw-total': String(total) },
    };
  }

  #matches(criteria: JsonObject): Matches {
    const edge = this.#options.inclusiveWindows === false ? 1 : 0;
    const createdFrom = numberOf(criteria, 'minimum_created_date', -Infinity) + edge;
    const createdTo = numberOf(criteria, 'maximum_created_date', Infinity) - edge;
    const changedFrom = numberOf(criteria, 'minimum_modified_date', -Infinity);
    const changedTo = numberOf(criteria, 'maximum_modified_date', Infinity);
    const ids = Array.isArray(criteria['ids']) ? new Set(criteria['ids']) : undefined;
    const field = String(criteria['sort_by']);
    const isAscending = criteria['sort_direction'] !== 'desc';
    const inOrder = this.#inOrder(field, isAscending ? 1 : -1);
    const earliest = field === 'date_created' ? createdFrom : changedFrom;
    const from = isAscending ? firstFrom(inOrder, timeOf(field), earliest) : 0;
    const isAlone = field === 'date_created' ? 'minimum_created_date' : 'minimum_modified_date';
    if (isAscending && Object.keys(criteria).every((key) => key.startsWith('sort_') || key === isAlone))
      return { entries: inOrder, from };
    const fitting = (from === 0 ? inOrder : inOrder.slice(from)).filter(
      ({ row, indexed }) =>
        row.date_created >= createdFrom &&
        row.date_created <= createdTo &&
        indexed >= changedFrom &&
        indexed <= changedTo &&
        (ids === undefined || ids.has(row.id)),
    );
    return { entries: fitting, from: 0 };
  }

  /** Records that stand in the index, sorted; equal times stand in the order in which the index took them up. */
  #inOrder(field: string, sign: 1 | -1): readonly Entry[] {
    const key = `${field} ${String(sign)}`;
    const known = this.#sorted.get(key);
    if (known !== undefined) return known;
    const time = timeOf(field);
    const entries = this.#inTieOrder([...this.#entries.values()])
      .filter(({ indexed }) => !Number.isNaN(indexed))
      .toSorted((a, b) => sign * (time(a) - time(b)));
    this.#sorted.set(key, entries);
    return entries;
  }

  #inTieOrder(entries: Entry[]): Entry[] {
    const { tieOrder } = this.#options;
    if (tieOrder === undefined) return entries;
    const places = new Map(entries.map((entry) => [entry, tieOrder()]));
    return entries.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  }

  #refreshIndex(): void {
    for (const entry of this.#pending) {
      if (entry.indexedFrom > this.now) continue;
      this.#pending.delete(entry);
      entry.indexed = entry.row.date_modified;
      // A document that is indexed again goes behind its equals.
      if (this.#entries.delete(entry.row.id)) this.#entries.set(entry.row.id, entry);
      this.#forget();
    }
  }

  #forget(): void {
    this.#sorted.clear();
    this.#matched.clear();
  }

  #delay(): number {
    return this.#options.lag?.() ?? 0;
  }
}
