import type { Dice } from '../../mapping/write/worlds/dice.ts';
import type { Move, Moves, Situation, Values } from '../../mapping/write/worlds/world.ts';

/** Some moves together; a new record has a title in any case. */
export function drawMove(
  { moves }: { readonly moves: Moves },
  dice: Dice,
  situation: Situation,
  most = 6,
): Move {
  const drawn = dice.some(Object.keys(moves), most).map((group) => moves[group]?.(dice, situation));
  const start = situation.native === undefined ? { title: dice.text() } : {};
  return {
    given: Object.assign(start, ...drawn.map((move) => move?.given ?? {})) as Values,
    reads: Object.assign({}, ...drawn.map((move) => move?.reads ?? {})) as Values,
  };
}
