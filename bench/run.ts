// npm run bench [-- small | large | large=DEALS | changes | changes=DEALS]: every figure beside its base, measured in the
// same run. `small` syncs a tenth of the deals; `large` does nothing but sync a million of them, or as many as it says;
// `changes` nothing but count the requests that ten changes in a hundred thousand deals cost. It fails where a target is missed.
import { changeCosts } from './changes.ts';
import { checkingCosts } from './checker.ts';
import { hubspotPages } from './hubspot-pages.ts';
import { againstAlternatives, mappingCosts } from './mapping.ts';
import { print, type Line } from './report.ts';
import { syncCosts } from './sync.ts';
import { typos } from './typos.ts';

const small = process.argv.includes('small');
const large = /^large(?:=(\d+))?$/.exec(process.argv[2] ?? '');
const changes = /^changes(?:=(\d+))?$/.exec(process.argv[2] ?? '');
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
const sections =
  large !== null
    ? [() => syncCosts(10_000, Number(large[1] ?? 1_000_000))]
    : changes !== null
      ? changeCosts(Number(changes[1] ?? 100_000))
      : everything;
let missed = 0;
for (const section of sections) {
  const lines = await section();
  print(lines);
  missed += lines.filter((line) => !line.met).length;
}
if (sections === everything)
  console.log('\nfor themselves, since they take long: a million deals (-- large), ten changes (-- changes)');
console.log(missed === 0 ? '\nall targets met' : `\n${missed} targets missed`);
process.exitCode = missed === 0 ? 0 : 1;
