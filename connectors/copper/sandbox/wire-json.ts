declare global {
  interface JSON {
    /** https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/JSON/rawJSON; in Node since 21. */
    rawJSON(text: string): object;
  }
}

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

  /** Text that goes into JSON as it is. */
  toJSON(): object {
    return JSON.rawJSON(this.toString());
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
  return JSON.stringify(value);
}
