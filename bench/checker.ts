import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { checkMapping, loadMapping, runExamples } from '../src/mapping/index.ts';
import type { SourceFile } from '../src/mapping/mapping-types.ts';
import { mappingFiles, overlayFile } from './hubspot-pages.ts';
import { measure } from './measure.ts';
import type { Line } from './report.ts';

const source = fileURLToPath(new URL('../src/cli/bin.ts', import.meta.url));
/** What users run; made by `npm run build`. */
const published = fileURLToPath(new URL('../dist/src/cli/bin.js', import.meta.url));

/** Target 7: how long an author waits for the checker. Milliseconds: no base would mean anything to a waiting person. */
export async function checkingCosts(): Promise<Line[]> {
  const times = await measure(
    {
      file: () => checkMapping(mappingFiles),
      base: () => loadMapping(mappingFiles),
      overlay: () => loadMapping({ ...mappingFiles, overlays: [overlayFile] }),
    },
    { callsPerRound: 2, rounds: 31 },
  );
  execFileSync(process.execPath, [fileURLToPath(new URL('../scripts/build.ts', import.meta.url))]);
  const cold = coldCheckMs(published);
  const fromSource = coldCheckMs(source);
  const file = times.file.ns / 1e6;
  const overlay = Math.max(0, times.overlay.ns - times.base.ns) / 1e6;
  return [
    line(
      '7 check a mapping, warm',
      '<= 5 ms',
      `${file.toFixed(2)} ms`,
      'the bundled HubSpot file, examples run',
      file <= 5,
    ),
    line(
      '7 check a mapping, cold command',
      '<= 250 ms',
      `${cold.toFixed(0)} ms`,
      `opportune mapping check hubspot, as published; from source ${fromSource.toFixed(0)} ms`,
      cold <= 250,
    ),
    line(
      '7 an overlay on top',
      '<= 0.5 ms',
      `${overlay.toFixed(2)} ms`,
      'loading with it less loading without',
      overlay <= 0.5,
    ),
  ];
}

function line(target: string, aim: string, measured: string, base: string, met: boolean): Line {
  return { target, aim, measured, base, met };
}

/** A process of its own each time, with the code that an earlier one compiled, as for a user's second command. */
function coldCheckMs(bin: string): number {
  const samples = Array.from({ length: 9 }, () => {
    const started = process.hrtime.bigint();
    execFileSync(process.execPath, [bin, 'mapping', 'check', 'hubspot'], { stdio: 'ignore' });
    return Number(process.hrtime.bigint() - started) / 1e6;
  });
  return samples.toSorted((a, b) => a - b)[1] ?? Number.NaN;
}

/** Target 8: one wrong character anywhere in the file. */
export function typos(count = 2000): Line[] {
  const { mapping } = mappingFiles;
  const end = mapping.text.indexOf('\nexamples:');
  const random = generator(20_261_123);
  let reported = 0;
  let byExamples = 0;
  let harmless = 0;
  let silent = 0;
  let withoutPosition = 0;
  for (let index = 0; index < count; index += 1) {
    const mutated = { ...mapping, text: withTypo(mapping.text, end, random) };
    const outcome = judge(mutated);
    if (outcome.kind === 'reported') reported += 1;
    if (outcome.kind === 'examples') byExamples += 1;
    if (outcome.kind === 'harmless') harmless += 1;
    if (outcome.kind === 'silent') silent += 1;
    if (!outcome.positioned) withoutPosition += 1;
  }
  const effective = count - harmless;
  const share = (reported / effective) * 100;
  return [
    line(
      '8 typos reported by check',
      '>= 98 %',
      `${share.toFixed(1)} %`,
      `${effective} typos that change something, ${byExamples} more found by the examples`,
      share >= 98,
    ),
    line(
      '8 typos that stay silent',
      '0',
      String(silent),
      `${withoutPosition} reports without a position`,
      silent === 0 && withoutPosition === 0,
    ),
  ];
}

type Outcome = {
  readonly kind: 'reported' | 'examples' | 'harmless' | 'silent';
  readonly positioned: boolean;
};

function judge(mapping: SourceFile): Outcome {
  const files = { ...mappingFiles, mapping };
  const findings = checkMapping(files);
  if (findings.length > 0) {
    return { kind: 'reported', positioned: findings.every(({ line: at, column }) => at > 0 && column > 0) };
  }
  const failed = runExamples(files).filter((result) => !result.passed);
  if (failed.length > 0) return { kind: 'examples', positioned: true };
  const same =
    loadMapping(files).mapping !== undefined && withoutText(mapping) === withoutText(mappingFiles.mapping);
  return { kind: same ? 'harmless' : 'silent', positioned: true };
}

/** The file without what means nothing to a machine: comments, reasons and white space. */
function withoutText({ text }: SourceFile): string {
  return text
    .slice(0, text.indexOf('\nexamples:'))
    .replace(/(because|heuristic|unsupported): *"[^"]*"/g, '$1')
    .replace(/#.*$/gm, '')
    .replace(/\s+/g, '');
}

function withTypo(text: string, end: number, random: () => number): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz_0123456789';
  const at = Math.floor(random() * end);
  const letter = letters[Math.floor(random() * letters.length)] ?? 'x';
  const kind = Math.floor(random() * 3);
  if (kind === 0) return text.slice(0, at) + letter + text.slice(at + 1);
  if (kind === 1) return text.slice(0, at) + text.slice(at + 1);
  return text.slice(0, at) + letter + text.slice(at);
}

function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
