/** A number that is written with a fraction even where it has none: `250000.0`. */
export class WireFloat {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  toString(): string {
    const text = String(this.value);
    return /^-?\d+$/.test(text) ? `${text}.0` : text;
  }
}

/** What a body is made of before it becomes text. */
export type WireValue =
  null | boolean | number | string | WireFloat | readonly WireValue[] | { readonly [key: string]: WireValue };

export interface WireObject {
  readonly [key: string]: WireValue;
}

/** JSON text in the order of the keys, floats kept apart from integers. */
export function wireText(value: WireValue): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (value instanceof WireFloat) return value.toString();
  if (isList(value)) return `[${value.map(wireText).join(',')}]`;
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${wireText(member)}`);
  return `{${members.join(',')}}`;
}

function isList(value: WireValue): value is readonly WireValue[] {
  return Array.isArray(value);
}
