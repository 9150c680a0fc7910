import { numberOfText, roughNumberOfText } from '../src/mapping/codecs/decimal-text.ts';
import { instantOfText } from '../src/mapping/codecs/instant-text.ts';
import { roundTo } from '../src/mapping/codecs/round-to.ts';
import type { Link } from './hand-written-deal.ts';

// The conversions of values are the engine's own: what is compared is the way from the record to them and back.

export function text(raw: string | null): string | null {
  return raw === '' ? null : raw;
}

export function number(raw: string | null): number | null {
  return raw === null || raw === '' ? null : (numberOfText(raw) ?? null);
}

/** A number that the vendor worked out: digits beyond the fifteenth are noise. */
export function computed(raw: string | null): number | null {
  const value = number(raw);
  return value === null || raw === null || raw.length <= 25 ? value : withoutNoise(value);
}

function withoutNoise(value: number): number {
  let power = 1e15;
  for (let size = 1; size <= Math.abs(value); size *= 10) power /= 10;
  return Math.round(value * power) / power;
}

export function instant(raw: string | null): string | null {
  return raw === null || raw === '' ? null : (instantOfText(raw) ?? null);
}

export function flag(raw: string | null): boolean | null {
  return raw === 'true' || (raw === 'false' ? false : null);
}

/** A ratio as a percentage. */
export function percent(raw: string): number | null {
  const ratio = roughNumberOfText(raw);
  return ratio === undefined ? null : roundTo(ratio * 100, 6);
}

export function rounded(raw: string, places: number): number | null {
  const value = roughNumberOfText(raw);
  return value === undefined ? null : roundTo(value, places);
}

/** Labels of the ids in a list with semicolons. */
export function labels(raw: string | null, labelOf: (id: string) => string): string[] | null {
  if (raw === null || raw === '') return null;
  if (!raw.includes(';')) return [labelOf(raw)];
  const found: string[] = [];
  for (const id of raw.split(';')) if (id !== '') found.push(labelOf(id));
  return found;
}

export function marked(links: readonly Link[], type: string): string | null {
  for (const link of links) if (link.type === type) return link.id;
  return null;
}

/** The numerically lowest id. */
export function lowest(links: readonly Link[]): string | null {
  let best: string | null = null;
  for (const { id } of links) {
    if (best === null || id.length < best.length || (id.length === best.length && id < best)) best = id;
  }
  return best;
}

/** All ids, each once, one of them first. */
export function idsOf(links: readonly Link[], first: string | null): string[] {
  if (first === null) return [];
  if (links.length === 1) return [first];
  if (links.length > 16) return [...new Set([first, ...links.map(({ id }) => id)])];
  const ids = [first];
  for (const { id } of links) if (!ids.includes(id)) ids.push(id);
  return ids;
}
