const purposeHashes = new Map<string, number>();

/** Values that depend on seed, record and purpose alone, so that one record can be made without any other. */
export interface Draws {
  /** Evenly spread from 0 to just below 1. */
  unit(index: number, purpose: string): number;
  /** A whole number from `min` to `max`, both possible. */
  integer(index: number, purpose: string, min: number, max: number): number;
  /** True in the given share of records. */
  chance(index: number, purpose: string, share: number): boolean;
  pick<T>(index: number, purpose: string, choices: readonly [T, ...T[]]): T;
  /** A position in `weights`, drawn in proportion to them. */
  weighted(index: number, purpose: string, weights: readonly number[]): number;
  /** Lower-case hexadecimal digits. */
  hex(index: number, purpose: string, length: number): string;
}

/** The draws of one seed. */
export function drawsOf(seed: number): Draws {
  const unit = (index: number, purpose: string): number => hash(seed, index, purpose) / 0x1_0000_0000;
  const integer = (index: number, purpose: string, min: number, max: number): number =>
    min + Math.floor(unit(index, purpose) * (max - min + 1));
  return {
    unit,
    integer,
    chance: (index, purpose, share) => unit(index, purpose) < share,
    pick: (index, purpose, choices) => choices[integer(index, purpose, 0, choices.length - 1)] ?? choices[0],
    weighted: (index, purpose, weights) => positionOf(unit(index, purpose), weights),
    hex: (index, purpose, length) => hexDigits(seed, index, purpose, length),
  };
}

function positionOf(unit: number, weights: readonly number[]): number {
  let rest = unit * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [position, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return position;
  }
  return weights.length - 1;
}

function hexDigits(seed: number, index: number, purpose: string, length: number): string {
  let text = '';
  for (let part = 0; text.length < length; part += 1)
    text += hash(seed + part * 0x51ed, index, purpose)
      .toString(16)
      .padStart(8, '0');
  return text.slice(0, length);
}

/** 32 bits, mixed well enough that neighbouring indexes and purposes share nothing. */
function hash(seed: number, index: number, purpose: string): number {
  let value = mix(seed ^ 0x9e37_79b9);
  value = mix(value ^ (index >>> 0) ^ Math.imul(Math.floor(index / 0x1_0000_0000), 0x85eb_ca6b));
  return mix(value ^ hashOfPurpose(purpose)) >>> 0;
}

// The finishing steps of MurmurHash3 (public domain): https://github.com/aappleby/smhasher
function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return mixed ^ (mixed >>> 16);
}

function hashOfPurpose(purpose: string): number {
  let known = purposeHashes.get(purpose);
  if (known === undefined) {
    known = 0x811c_9dc5;
    for (let at = 0; at < purpose.length; at += 1)
      known = Math.imul(known ^ purpose.charCodeAt(at), 0x0100_0193);
    purposeHashes.set(purpose, known);
  }
  return known;
}
