// npm run bench [-- small | large | large=DEALS | changes | changes=DEALS | latency]: every figure beside its base, measured
// in the same run. `small` syncs a tenth of the deals; `large` does nothing but sync a million of them, or as many as it
// says; `changes` nothing but count the requests that ten changes in a hundred thousand deals cost; `latency` nothing but
// sync from vendors whose answers take their time. It fails where a target is missed.
import { changeCosts } from './changes.ts';
import { checkingCosts } from './checker.ts';
import { hubspotPages } from './hubspot-pages.ts';
import { latencyCosts } from './latency.ts';
import { againstAlternatives, mappingCosts } from './mapping.ts';
import { print, type Line } from './report.ts';
import { syncCosts } from './sync.ts';
import { typos } from './typos.ts';

const [, mode = '', deals] = /^([a-z]+)(?:=(\d+))?$/.exec(process.argv[2] ?? '') ?? [];
const small = mode === 'small';
const pages = await hubspotPages(4);
console.log(
  `Node ${process.version}; pages of 100 deals, ${Math.round(pages.bytes / pages.records)} bytes a deal\n`,
);

const everything: readonly (() => Promise<Line[]> | Line[])[] = [
  () => mappingCosts(pages),
  () => againstAlternatives(pages),
  () => checkingCosts(),
  () => typos(),
  () => syncCosts(small ? 1000 : 10_000, small ? 10_000 : 100_000),
];
const sections = sectionsOf(mode);
let missed = 0;
for (const section of sections) {
  const lines = await section();
  print(lines);
  missed += lines.filter((line) => !line.met).length;
}
if (sections === everything)
  console.log(
    '\nfor themselves, since they take long: a million deals (-- large), ten changes (-- changes), vendors far away (-- latency)',
  );
console.log(missed === 0 ? '\nall targets met' : `\n${missed} targets missed`);
process.exitCode = missed === 0 ? 0 : 1;

function sectionsOf(name: string): readonly (() => Promise<Line[]> | Line[])[] {
  if (name === 'large') return [() => syncCosts(10_000, Number(deals ?? 1_000_000))];
  if (name === 'changes') return changeCosts(Number(deals ?? 100_000));
  return name === 'latency' ? latencyCosts() : everything;
}
