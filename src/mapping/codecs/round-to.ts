import { roundDecimal } from '../../model/decimal.ts';

const powers = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10] as const;
/** Beyond it, a scaled double has too few bits left to tell a tie from its neighbours. */
const largestScaled = 2 ** 43;
/** Several times what scaling can be off by, as a share of the scaled value. */
const tieWidth = 2e-15;

/** `roundDecimal`, with a short way for the many values that are nowhere near a tie. */
export function roundTo(value: number, places: number): number {
  const power = powers[places];
  if (power === undefined) return roundDecimal(value, places);
  const scaled = Math.abs(value) * power;
  const whole = Math.floor(scaled);
  const rest = scaled - whole;
  // Negated, so that NaN takes the long way, too.
  if (!(scaled < largestScaled) || Math.abs(rest - 0.5) <= scaled * tieWidth)
    return roundDecimal(value, places);
  const rounded = (rest > 0.5 ? whole + 1 : whole) / power;
  return value < 0 ? 0 - rounded : rounded;
}
