/**
 * Bounds how late a request can have arrived, from its round trip alone: the way back and the vendor's work took at
 * least what they took in the fastest round trip seen, so the rest is all that the way there can have lost.
 */
export interface LatencyFloor {
  /** How much later than sent the request may have arrived, beside what every request needs. */
  arrivalSpreadMs(roundTripMs: number): number;
}

/** Before this many round trips the fastest one says too little. */
const enoughSamples = 20;
/** The fastest round trip possible is taken for at least half of the fastest one seen. */
const caution = 0.5;

export function openLatencyFloor(): LatencyFloor {
  let samples = 0;
  let fastestMs = Infinity;
  return {
    arrivalSpreadMs(roundTripMs) {
      samples += 1;
      fastestMs = Math.min(fastestMs, roundTripMs);
      return samples < enoughSamples ? roundTripMs : roundTripMs - fastestMs * caution;
    },
  };
}
