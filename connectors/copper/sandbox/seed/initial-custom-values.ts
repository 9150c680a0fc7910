import type { BusinessDeal, BusinessWorld, JsonValue } from '../../../../src/sandbox-kit/index.ts';
import { deletedDefinition, planOptions, regionOptions, removedOption } from './custom-definitions.ts';
import { pacificMidnight } from '../wire-values.ts';

/** The custom values of a deal as it was at the start. */
export function initialCustomValues({ draws }: BusinessWorld, deal: BusinessDeal): Map<number, JsonValue> {
  const { custom, index } = deal;
  const values: readonly (readonly [definition: number, value: JsonValue | undefined])[] = [
    [380_001, custom.flag === true ? true : undefined],
    [380_002, custom.money === undefined ? undefined : Number(custom.money.amount)],
    [380_003, custom.date === undefined ? undefined : pacificMidnight(custom.date)],
    [
      380_004,
      draws.chance(index, 'removed-option', 0.012)
        ? removedOption
        : custom.option === undefined
          ? undefined
          : planOptions[custom.option]?.id,
    ],
    [380_005, custom.options?.map((at) => regionOptions[at]?.id ?? 0)],
    [380_006, custom.number === undefined ? undefined : Number(custom.number)],
    [380_007, custom.percent],
    [380_008, custom.text],
    [380_009, custom.longText],
    [380_010, custom.url],
    [380_013, custom.reference],
    [
      deletedDefinition,
      draws.chance(index, 'deleted-definition', 0.012) ? 'left behind by a deleted field' : undefined,
    ],
  ];
  return new Map(values.filter((entry): entry is readonly [number, JsonValue] => entry[1] !== undefined));
}
