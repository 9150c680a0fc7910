import type { JsonValue } from '../../model/json.ts';
import { isSameJson, sameText } from './compare.ts';
import { shown, type Refusal } from './issues.ts';

/** What a field wants at a native path. */
export interface Claim {
  readonly field: string;
  /** Undefined where it is to stay as it is. */
  readonly native: JsonValue | undefined;
  /** With what is to stay: what the field itself would write there, which suits it as well. */
  readonly alternative?: JsonValue | undefined;
}

/** What the fields of an input want of native paths: several may want the same. */
export class Claims {
  readonly #claims = new Map<string, Claim>();

  get(path: string): Claim | undefined {
    return this.#claims.get(path);
  }

  /**
   * Notes a claim, unless an earlier one is there already.
   *
   * @param standing what the record has at the path now.
   * @returns why the two cannot both be met.
   */
  add(path: string, claim: Claim, standing: JsonValue | undefined): Refusal | undefined {
    const earlier = this.#claims.get(path);
    if (earlier === undefined) {
      this.#claims.set(path, claim);
      return undefined;
    }
    if (isSameWish(earlier.native, claim.native, standing)) return undefined;
    if (suits(earlier, claim)) {
      this.#claims.set(path, claim);
      return undefined;
    }
    if (suits(claim, earlier)) return undefined;
    const message = `${claim.field} and ${earlier.field} want different things of ${path}: ${words(claim.native)} and ${words(earlier.native)}`;
    return { code: 'conflict', message, hint: 'write one of them, or the same in both' };
  }
}

function isSameWish(
  left: JsonValue | undefined,
  right: JsonValue | undefined,
  standing: JsonValue | undefined,
): boolean {
  if ((left === undefined) === (right === undefined)) return isSameJson(left, right);
  const wanted = left ?? right ?? null;
  return isSameJson(standing, wanted) || sameText(standing, wanted);
}

/** True where one wants it to stay as it is and would write what the other writes. */
function suits(staying: Claim, writing: Claim): boolean {
  const isBoth = staying.native === undefined && writing.native !== undefined;
  return isBoth && staying.alternative !== undefined && isSameJson(staying.alternative, writing.native);
}

function words(native: JsonValue | undefined): string {
  return native === undefined ? 'what is there now' : shown(native);
}
