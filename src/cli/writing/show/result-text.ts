import type { SideEffect, WriteResult } from '../../../client/writes/index.ts';
import { changeLines, type ChangeLayout } from '../../output/change-lines.ts';
import { differenceLines } from './difference-lines.ts';
import { wrapEntry } from '../../output/wrap-text.ts';

const confirmations = {
  reading: 'its answer was lost; reading the record showed that it was carried out',
  key: 'its answer was lost; the record was found by its key',
} as const;

/** What became of a write, as people read it: the outcome and the id first. */
export function resultText(result: WriteResult, layout: ChangeLayout): string {
  const { outcome, id, confirmedBy } = result;
  const { colors, width } = layout;
  return [
    `${colors.green(outcome.replace('-', ' '))} ${colors.bold(id)}`,
    ...(confirmedBy === undefined ? [] : [wrapEntry('  ', confirmations[confirmedBy], width)]),
    ...verificationLines(result, layout),
  ].join('\n');
}

function verificationLines(
  { differences, sideEffects, unverified, outcome }: WriteResult,
  { colors, width }: ChangeLayout,
): string[] {
  if (unverified !== undefined) {
    return [
      wrapEntry(
        `  ${colors.yellow('not verified:')} `,
        `${unverified.message} It was written all the same.`,
        width,
      ),
    ];
  }
  // Of an unchanged record there is nothing to compare.
  if (differences === undefined || outcome === 'unchanged') return [];
  return [
    ...(differences.length === 0
      ? [
          colors.green(
            outcome === 'deleted' || outcome === 'already-gone'
              ? '  the vendor does not show it any more'
              : '  reads back as it was given',
          ),
        ]
      : [
          `  ${colors.yellow('reads back differently')}, given → found:`,
          ...differenceLines(differences, { colors, width }),
        ]),
    ...sideEffectLines(sideEffects ?? [], outcome === 'created', { colors, width }),
  ];
}

/** Surprises apart from what the plan had said. */
function sideEffectLines(
  effects: readonly SideEffect[],
  isNew: boolean,
  { colors, width }: ChangeLayout,
): string[] {
  const announced = effects.filter(({ because }) => because !== undefined);
  const others = effects.filter(({ because }) => because === undefined);
  const groups = [
    ['  changed along, as expected:', announced],
    [isNew ? '  filled in by the vendor:' : `  ${colors.yellow('changed with it, unexpectedly:')}`, others],
  ] as const;
  return groups.flatMap(([head, some]) =>
    some.length === 0 ? [] : [head, ...indented(changeLines(some, { colors, width: width - 2, isNew }))],
  );
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** What became of a write, for programs: names as in the library, the plan cut down to what was done. */
export function resultJson(result: WriteResult): Record<string, unknown> {
  const { plan, native: _native, ...rest } = result;
  const { changes, requests, issues } = plan;
  return { ...rest, changes, requests, issues };
}

/** True where reading back has shown something to look at. */
export function needsAttention({ differences = [], unverified }: WriteResult): boolean {
  return differences.length > 0 || unverified !== undefined;
}
