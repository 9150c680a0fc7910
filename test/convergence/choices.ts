/** A stream of choices that one number decides. */
export interface Choices {
  /** Evenly spread from 0 to just below 1. */
  unit(): number;
  chance(share: number): boolean;
  /** A whole number from `min` to `max`, both possible. */
  integer(min: number, max: number): number;
  pick<T>(from: readonly T[]): T;
  /** One of them, each as likely as its weight is large. */
  weighted<T extends { readonly weight: number }>(from: readonly T[]): T;
}

/** The stream of a seed: the SplitMix32 generator (public domain). */
export function choicesOf(seed: number): Choices {
  let state = seed | 0;
  const unit = (): number => {
    state = (state + 0x9e37_79b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0_aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000;
  };
  const integer = (min: number, max: number): number => min + Math.floor(unit() * (max - min + 1));
  const pick = <T>(from: readonly T[]): T => {
    const found = from[integer(0, from.length - 1)];
    if (found === undefined) throw new RangeError('There is nothing to pick from.');
    return found;
  };
  return {
    unit,
    integer,
    pick,
    chance: (share) => unit() < share,
    weighted(from) {
      let rest = unit() * from.reduce((sum, { weight }) => sum + weight, 0);
      for (const one of from) {
        rest -= one.weight;
        if (rest < 0) return one;
      }
      return pick(from);
    },
  };
}
