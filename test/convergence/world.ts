import type { JsonObject, JsonValue, RunningSandbox } from '../../src/sandbox-kit/index.ts';
import type { Choices } from './choices.ts';

/** What has changed at the vendor without any change time telling: only a sweep brings it. */
export interface Untold {
  /** Deals of which anything may be old, or whose deletion may not be known. */
  readonly ids: Set<string>;
  /** Unified fields that may be old in any deal. */
  readonly fields: Set<string>;
}

/** The emulated account as the history has made it. */
export interface World {
  readonly vendor: RunningSandbox;
  readonly choices: Choices;
  readonly live: string[];
  readonly deleted: string[];
  /** When each of them was deleted, by the vendor's clock in milliseconds. */
  readonly deletedAtMs: Map<string, number>;
  /** Merged-away ids, and the deal each leads to. */
  readonly merged: Map<string, string>;
  readonly untold: Untold;
  /** What was done, for the message of a failure. */
  readonly log: string[];
  readonly kind: VendorChanges;
  /** In milliseconds; 0 where every change is found at once. */
  readonly maxLagMs: number;
}

/** One kind of thing that people, or the vendor's machinery, do. */
export interface Change {
  readonly name: string;
  readonly weight: number;
  /** Resolves to what was done, or undefined where there was nothing to do it to. */
  apply(world: World): Promise<string | undefined>;
}

export interface Span {
  readonly min: number;
  readonly max: number;
}

/** What is particular to one vendor. */
export interface VendorChanges {
  readonly connector: 'hubspot' | 'pipedrive' | 'copper';
  /** Deals at the start, of most histories and of one in twenty, which has more pages. */
  readonly deals: Span;
  readonly manyDeals: Span;
  /** Rows of the vendor's listing a page: what happens at the edge of one matters most. */
  readonly pageSize: number;
  /** How long a deletion can be seen in a listing of changes, in milliseconds; 0 for never. */
  readonly deletionsShownMs: number;
  /** How late the index of changes is at most in a history, in milliseconds: each change waits up to that long. */
  readonly lags: readonly number[];
  /** After this long without a change one incremental run has to be enough, in milliseconds. */
  readonly quietMs: number;
  readonly changes: readonly Change[];
  /** Faults that are on in some of the histories, each with what it leaves open. */
  readonly faults: readonly string[];
}

/** A deal: often one at the edge of a page, in the order of ids. Undefined where none is left. */
export function someDeal({ live, choices, kind: { pageSize } }: World): string | undefined {
  if (live.length === 0) return undefined;
  const edges = Math.floor((live.length - 1) / pageSize);
  if (edges === 0 || !choices.chance(0.35)) return choices.pick(live);
  const at = choices.integer(1, edges) * pageSize + choices.integer(-2, 2);
  return live[Math.min(at, live.length - 1)];
}

export function vendorNowMs({ vendor }: World): number {
  return Date.parse(vendor.control.now());
}

/** True where the vendor has forgotten a deletion, or will within a day: only a sweep shows it then. */
export function isForgotten(world: World, id: string): boolean {
  const { deletionsShownMs } = world.kind;
  const at = world.deletedAtMs.get(id) ?? 0;
  return vendorNowMs(world) - at > deletionsShownMs - 86_400_000;
}

export function removeFrom(list: string[], id: string): void {
  const at = list.indexOf(id);
  if (at !== -1) list.splice(at, 1);
}

/** The native deal as its single-record endpoint shows it. */
export async function nativeDeal({ vendor }: World, id: string): Promise<JsonObject> {
  return (await vendor.control.truth(id)) ?? {};
}

/** Sets fields of a deal as another deal has them, so that the values fit the account. */
export function copyOf(
  world: World,
  names: readonly string[],
  read: (deal: JsonObject, name: string) => JsonValue | undefined,
): (id: string) => Promise<JsonObject> {
  const { choices } = world;
  return async (id) => {
    const model = await nativeDeal(world, choices.pick(world.live));
    const wanted = names.filter(() => choices.chance(0.4));
    const chosen = wanted.length === 0 ? [choices.pick(names)] : wanted;
    const entries = chosen.map((name) => [name, read(model, name) ?? null] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== id));
  };
}
