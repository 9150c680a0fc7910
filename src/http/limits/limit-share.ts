/** After an unexpected refusal the limit shrinks, and recovers step by step while none follows. */
const shrink = 0.8;
const smallest = 0.2;
const recoveryPerMs = 0.05 / 60_000;

/** The part of a limit that is used after refusals nobody could foresee: someone else draws on it too. */
export class LimitShare {
  #share = 1;
  #setMs = 0;

  at(nowMs: number): number {
    return Math.min(1, this.#share + Math.max(0, nowMs - this.#setMs) * recoveryPerMs);
  }

  shrink(nowMs: number): void {
    this.#share = Math.max(smallest, this.at(nowMs) * shrink);
    this.#setMs = nowMs;
  }
}
