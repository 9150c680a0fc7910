import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { checkMapping, loadMapping } from '../src/mapping/index.ts';
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
      `opportune mapping check mappings/hubspot/opportunity.yaml, as published; from source ${fromSource.toFixed(0)} ms`,
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

/** The target is about one file; `mapping check hubspot` would check the overlays as well. */
const oneFile = fileURLToPath(new URL('../mappings/hubspot/opportunity.yaml', import.meta.url));

/** A process of its own each time, with the code that an earlier one compiled, as for a user's second command. */
function coldCheckMs(bin: string): number {
  const samples = Array.from({ length: 9 }, () => {
    const started = process.hrtime.bigint();
    execFileSync(process.execPath, [bin, 'mapping', 'check', oneFile], { stdio: 'ignore' });
    return Number(process.hrtime.bigint() - started) / 1e6;
  });
  return samples.toSorted((a, b) => a - b)[1] ?? Number.NaN;
}
