import { isDeepStrictEqual } from 'node:util';
import { checkMapping, parseYaml, runExamples, toJson, type MappingFiles } from '../src/mapping/index.ts';
import type { SourceFile } from '../src/mapping/mapping-types.ts';
import type { JsonValue } from '../src/model/json.ts';
import { bundledFiles } from './hubspot-pages.ts';
import { randomFrom } from '../test/support/random.ts';
import type { Line } from './report.ts';

const descriptors = { copper: 'opportunity', hubspot: 'deal', pipedrive: 'deal' } as const;

/** Target 8: one wrong character anywhere in a file, for each of the bundled ones; three thousand in all. */
export function typos(count = 1000): Line[] {
  return Object.entries(descriptors).flatMap(([vendor, object]) =>
    typosOf(vendor, bundledFiles(vendor, object), count),
  );
}

function typosOf(vendor: string, files: MappingFiles, count: number): Line[] {
  const { mapping } = files;
  const end = mapping.text.indexOf('\nexamples:');
  const random = randomFrom(20_261_123);
  const meaning = meaningOf(mapping);
  const seen = { reported: 0, examples: 0, harmless: 0, silent: 0 };
  let withoutPlace = 0;
  for (let index = 0; index < count; index += 1) {
    const mutated = { ...mapping, text: withTypo(mapping.text, end, random) };
    const { kind, hasPlace } = judge({ ...files, mapping: mutated }, meaning);
    seen[kind] += 1;
    if (!hasPlace) withoutPlace += 1;
  }
  const effective = count - seen.harmless;
  const share = (seen.reported / effective) * 100;
  return [
    {
      target: `8 typos reported by check, ${vendor}`,
      aim: '>= 98 %',
      measured: `${share.toFixed(1)} %`,
      base: `${effective} typos that change something, ${seen.examples} more found by the examples`,
      met: share >= 98,
    },
    {
      target: `8 typos that stay silent, ${vendor}`,
      aim: '0',
      measured: String(seen.silent),
      base: `${withoutPlace} reports without a position`,
      met: seen.silent === 0 && withoutPlace === 0,
    },
  ];
}

interface Outcome {
  readonly kind: 'reported' | 'examples' | 'harmless' | 'silent';
  readonly hasPlace: boolean;
}

function judge(files: MappingFiles, meaning: JsonValue): Outcome {
  const findings = checkMapping(files);
  if (findings.length > 0) {
    return { kind: 'reported', hasPlace: findings.every(({ line, column }) => line > 0 && column > 0) };
  }
  if (runExamples(files).some(({ passed }) => !passed)) return { kind: 'examples', hasPlace: true };
  const isSame = isDeepStrictEqual(meaningOf(files.mapping), meaning);
  return { kind: isSame ? 'harmless' : 'silent', hasPlace: true };
}

/** Texts that only people read. */
const reasons: ReadonlySet<string> = new Set(['because', 'heuristic', 'unsupported']);

/** What a file says to a machine: without comments and white space, without reasons, without its examples. */
function meaningOf(mapping: SourceFile): JsonValue {
  const parsed = parseYaml(mapping);
  if (!('root' in parsed)) throw new Error(parsed.finding.message);
  const text = JSON.stringify(toJson(parsed.root), (key, value: unknown) => {
    if (key === 'examples') return undefined;
    return reasons.has(key) && typeof value === 'string' ? 'a reason' : value;
  });
  return JSON.parse(text) as JsonValue;
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
