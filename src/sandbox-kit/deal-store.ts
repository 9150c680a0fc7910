import type { VendorClock } from './clock.ts';
import type { IdSpace } from './id-space.ts';
import { openChangeOrder, type ChangeOrder } from './change-order.ts';
import { openIndexLag, type IndexLag } from './index-lag.ts';
import { unknownDeal } from './unknown-deal.ts';

/** A record as it stands, with what every vendor knows about it. `R` is the vendor's own shape. */
export interface StoredDeal<R> {
  readonly index: number;
  readonly id: number;
  readonly record: R;
  /** Milliseconds from 1970. */
  readonly createdMs: number;
  /** Milliseconds from 1970. */
  readonly changedMs: number;
  /** When it was deleted or archived; undefined while it lives. */
  readonly deletedMs: number | undefined;
}

export interface StoreOptions<R> {
  /** Records at the start. */
  readonly count: number;
  readonly ids: IdSpace;
  readonly clock: VendorClock;
  /** The record at an index as it was at the start: a pure function, called again and again. */
  readonly initial: (index: number) => R;
  readonly createdMs: (index: number) => number;
  readonly changedMs: (index: number) => number;
  /** Records that were deleted before the start, and when; the vendor's own share. */
  readonly deletedMs?: (index: number) => number | undefined;
}

export interface WriteOptions {
  /** False where the vendor leaves the change time alone. @default true */
  readonly bump?: boolean;
}

/** Up to a million records of which only the touched ones are held. */
export interface DealStore<R> {
  /** Indexes ever used: records at the start and created since, deleted ones included. */
  readonly size: number;
  /** Rises with every change: answers computed from the whole store may be kept as long as it stands. */
  readonly version: number;
  readonly ids: IdSpace;
  readonly lag: IndexLag<StoredDeal<R>>;
  readonly changes: ChangeOrder;
  at(index: number): StoredDeal<R> | undefined;
  /** By id; deleted ones too, merged-away ones not. */
  find(id: number): StoredDeal<R> | undefined;
  /** Cheap: true, without making the record, where it was not merged away. */
  exists(index: number): boolean;
  /** Cheap: true where it exists and is not deleted. */
  isLive(index: number): boolean;
  /** Cheap, like `isLive`. Undefined while the record lives. */
  deletedMs(index: number): number | undefined;
  createdMs(index: number): number;
  changedMs(index: number): number;
  create(record: R): StoredDeal<R>;
  write(id: number, record: R, options?: WriteOptions): StoredDeal<R>;
  remove(id: number, options?: WriteOptions): void;
  restore(id: number, options?: WriteOptions): void;
  /** Takes a record away for good and lets its id lead to another. */
  mergeAway(from: number, into: number): void;
  /** The id a merged-away id leads to, through any number of merges; the id itself otherwise. */
  survivor(id: number): number;
  /** Moves the change time of every living record to now, as a bulk job of the vendor would. */
  bumpAll(where: (index: number) => boolean): void;
  /** Indexes of records that were written or created since the start. */
  touched(): readonly number[];
  /** The same in the order in which it happened, each as often as it did: who has read it goes on behind that. */
  readonly writes: readonly number[];
  /** Ids of living records, ascending. */
  liveIds(offset: number, limit: number): number[];
}

/** Opens a store over records that are made when they are read. */
export function openDealStore<R>(options: StoreOptions<R>): DealStore<R> {
  return new LazyDeals(options);
}

class LazyDeals<R> implements DealStore<R> {
  readonly ids: IdSpace;
  readonly lag: IndexLag<StoredDeal<R>>;
  readonly changes: ChangeOrder;
  readonly #options: StoreOptions<R>;
  /** Records that were written since the start. */
  readonly #written = new Map<number, R>();
  /** Creation times of records created since the start. */
  readonly #born = new Map<number, number>();
  /** Deletions and restorations since the start. */
  readonly #deleted = new Map<number, number | undefined>();
  readonly #writes: number[] = [];
  readonly #mergedAway = new Set<number>();
  readonly #aliases = new Map<number, number>();
  #size: number;
  #version = 0;

  constructor(options: StoreOptions<R>) {
    this.#options = options;
    this.#size = options.count;
    this.ids = options.ids;
    this.lag = openIndexLag(options.clock);
    this.changes = openChangeOrder(options.count, options.changedMs);
  }

  get size(): number {
    return this.#size;
  }

  get version(): number {
    return this.#version;
  }

  exists(index: number): boolean {
    return index >= 0 && index < this.#size && !this.#mergedAway.has(index);
  }

  isLive(index: number): boolean {
    return this.exists(index) && this.deletedMs(index) === undefined;
  }

  deletedMs(index: number): number | undefined {
    if (this.#deleted.has(index)) return this.#deleted.get(index);
    return index < this.#options.count ? this.#options.deletedMs?.(index) : undefined;
  }

  createdMs(index: number): number {
    return this.#born.get(index) ?? this.#options.createdMs(index);
  }

  changedMs(index: number): number {
    return this.changes.changedMs(index);
  }

  at(index: number): StoredDeal<R> | undefined {
    if (!this.exists(index)) return undefined;
    return {
      index,
      id: this.ids.idOf(index),
      record: this.#written.get(index) ?? this.#options.initial(index),
      createdMs: this.createdMs(index),
      changedMs: this.changedMs(index),
      deletedMs: this.deletedMs(index),
    };
  }

  find(id: number): StoredDeal<R> | undefined {
    const index = this.ids.indexOf(id);
    return index === undefined ? undefined : this.at(index);
  }

  create(record: R): StoredDeal<R> {
    const index = this.#size;
    const nowMs = this.#options.clock.nowMs();
    this.#size += 1;
    this.#written.set(index, record);
    this.#writes.push(index);
    this.#born.set(index, nowMs);
    this.changes.append(nowMs);
    this.lag.remember(index, undefined);
    this.#version += 1;
    return this.#known(this.ids.idOf(index));
  }

  write(id: number, record: R, options: WriteOptions = {}): StoredDeal<R> {
    const before = this.#known(id);
    this.#touch(before, options);
    this.#written.set(before.index, record);
    this.#writes.push(before.index);
    return this.#known(id);
  }

  remove(id: number, options: WriteOptions = {}): void {
    const before = this.#known(id);
    if (before.deletedMs !== undefined) return;
    this.#touch(before, options);
    this.#deleted.set(before.index, this.#options.clock.nowMs());
  }

  restore(id: number, options: WriteOptions = {}): void {
    const before = this.#known(id);
    if (before.deletedMs === undefined) return;
    this.#touch(before, options);
    this.#deleted.set(before.index, undefined);
  }

  mergeAway(from: number, into: number): void {
    const before = this.#known(from);
    this.#known(into);
    this.#touch(before, { bump: false });
    this.#written.delete(before.index);
    this.#mergedAway.add(before.index);
    this.#aliases.set(from, into);
  }

  survivor(id: number): number {
    let last = id;
    for (let next = this.#aliases.get(last); next !== undefined; next = this.#aliases.get(last)) last = next;
    return last;
  }

  bumpAll(where: (index: number) => boolean): void {
    this.changes.moveAll((index) => this.isLive(index) && where(index), this.#options.clock.nowMs());
    this.#version += 1;
  }

  get writes(): readonly number[] {
    return this.#writes;
  }

  touched(): readonly number[] {
    return [...this.#written.keys()];
  }

  liveIds(offset: number, limit: number): number[] {
    const found: number[] = [];
    let skipped = 0;
    for (let index = 0; index < this.#size && found.length < limit; index += 1) {
      if (!this.isLive(index)) continue;
      if (skipped < offset) skipped += 1;
      else found.push(this.ids.idOf(index));
    }
    return found;
  }

  #known(id: number): StoredDeal<R> {
    const deal = this.find(id);
    if (deal === undefined) throw unknownDeal('deal', id);
    return deal;
  }

  #touch(before: StoredDeal<R>, { bump = true }: WriteOptions): void {
    this.lag.remember(before.index, before);
    if (bump) this.changes.move(before.index, this.#options.clock.nowMs());
    this.#version += 1;
  }
}
