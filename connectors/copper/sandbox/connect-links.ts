import { businessDealAt, type BusinessWorld } from '../../../src/sandbox-kit/index.ts';
import type { AccountIds } from './seed/account-ids.ts';

/** A link of the Connect field: an opportunity and a person. */
export interface ConnectLink {
  readonly dealId: number;
  readonly personId: number;
}

/** A link with its number, from which the ids of both its sides follow. */
export interface NumberedLink extends ConnectLink {
  readonly number: number;
}

/** Links of the account: those of the start are worked out, those made since are kept. */
export interface ConnectLinks {
  find(number: number): NumberedLink | undefined;
  /** The link as it is now, made unless it exists. */
  add(link: ConnectLink): NumberedLink;
  remove(number: number): void;
  ofDeal(dealId: number): readonly NumberedLink[];
  /** All there are, in the order in which they were made. */
  all(): Generator<NumberedLink>;
}

export function openConnectLinks(world: BusinessWorld, ids: AccountIds): ConnectLinks {
  return new Links(world, ids);
}

class Links implements ConnectLinks {
  readonly #world: BusinessWorld;
  readonly #ids: AccountIds;
  readonly #removed = new Set<number>();
  readonly #added = new Map<number, ConnectLink>();
  #next: number;

  constructor(world: BusinessWorld, ids: AccountIds) {
    this.#world = world;
    this.#ids = ids;
    this.#next = world.deals;
  }

  find(number: number): NumberedLink | undefined {
    if (this.#removed.has(number)) return undefined;
    const link = this.#added.get(number) ?? this.#initial(number);
    return link === undefined ? undefined : { number, ...link };
  }

  add(link: ConnectLink): NumberedLink {
    const known = this.ofDeal(link.dealId).find(({ personId }) => personId === link.personId);
    if (known !== undefined) return known;
    const number = this.#next;
    this.#next += 1;
    this.#added.set(number, link);
    return { number, ...link };
  }

  remove(number: number): void {
    this.#removed.add(number);
  }

  ofDeal(dealId: number): readonly NumberedLink[] {
    const numbers = new Set([this.#ids.deals.indexOf(dealId) ?? -1, ...this.#added.keys()]);
    return [...numbers].flatMap((number) => this.find(number) ?? []).filter((link) => link.dealId === dealId);
  }

  *all(): Generator<NumberedLink> {
    for (let number = 0; number < this.#next; number += 1) {
      const link = this.find(number);
      if (link !== undefined) yield link;
    }
  }

  /** An opportunity of the start has one link or none, which bears the opportunity's own number. */
  #initial(number: number): ConnectLink | undefined {
    if (!(number >= 0 && number < this.#world.deals)) return undefined;
    const { contact } = businessDealAt(this.#world, number).custom;
    if (contact === undefined) return undefined;
    return { dealId: this.#ids.deals.idOf(number), personId: this.#ids.people.idOf(contact) };
  }
}
