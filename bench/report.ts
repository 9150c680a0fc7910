/** One line of the report: what was aimed at, what was measured, against what base. */
export interface Line {
  readonly target: string;
  readonly aim: string;
  readonly measured: string;
  readonly base: string;
  readonly met: boolean;
  /** Where it went, to look into. */
  readonly details?: readonly string[];
}

export function print(lines: readonly Line[]): void {
  const width = (pick: (line: Line) => string): number => Math.max(...lines.map((line) => pick(line).length));
  const targets = width((line) => line.target);
  const aims = width((line) => line.aim);
  const measures = width((line) => line.measured);
  for (const { target, aim, measured, base, met, details = [] } of lines) {
    const mark = met ? 'met ' : 'MISS';
    console.log(
      `${mark}  ${target.padEnd(targets)}  ${aim.padEnd(aims)}  ${measured.padEnd(measures)}  ${base}`,
    );
    for (const detail of details) console.log(`        ${detail}`);
  }
}

export function ratio(value: number): string {
  return `${value.toFixed(2)} x`;
}
