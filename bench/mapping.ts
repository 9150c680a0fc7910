import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { validateOpportunity } from '../src/mapping/index.ts';
import type { BoundMapping } from '../src/mapping/mapping-types.ts';
import type { JsonObject, Opportunity } from '../src/model/index.ts';
import { alternatives, comparedFields } from './alternatives.ts';
import { comparedMapping } from './compared-mapping.ts';
import type { NativeDeal } from './hand-written-deal.ts';
import { customFields } from './hand-written-custom-fields.ts';
import { handWritten, type HandWritten } from './hand-written.ts';
import { account, type HubspotPages } from './hubspot-pages.ts';
import { allocatedPerCall, measure, type Measured } from './measure.ts';
import { ratio, type Line } from './report.ts';

// A page is an object whose results are objects; everything below is checked by the mapping itself.
const Page = z.object({
  results: z.array(z.custom<JsonObject>((value) => typeof value === 'object' && value !== null)),
});

type ParsedPage = z.infer<typeof Page>;

/** What comes over the wire, without looking at it: both sides of a comparison take it as it is. */
function parsed<Parsed = ParsedPage>(text: string): Parsed {
  return JSON.parse(text) as Parsed;
}

function mapPage(bound: BoundMapping<Opportunity>, page: ParsedPage): Opportunity[] {
  const records: Opportunity[] = [];
  for (const native of page.results) {
    const { record } = bound.read(native);
    if (record !== null && validateOpportunity(record)) records.push(record);
  }
  return records;
}

function mapByHand(map: HandWritten, page: { readonly results: readonly NativeDeal[] }): Opportunity[] {
  const records: Opportunity[] = [];
  for (const native of page.results) records.push(map(native));
  return records;
}

/** Targets 1, 2, 3 and 5: mapping against parsing the same bytes, in the same process. */
export async function mappingCosts(pages: HubspotPages): Promise<Line[]> {
  const { bound, catalogue, lookups } = pages;
  const [text = ''] = pages.texts;
  const rich = await costs('', text, bound, handWritten(lookups, account, customFields));
  const plain = await costs(
    ', no custom fields',
    withoutKeys(text, new Set(catalogue.map(({ key }) => key))),
    pages.mapping.bind({ lookups, account, catalogue: [] }),
    handWritten(lookups, account, () => []),
  );
  return [...rich, ...plain];
}

/** The page as an account without any custom fields would get it. */
function withoutKeys(text: string, keys: ReadonlySet<string>): string {
  return JSON.stringify(JSON.parse(text), (key, value: unknown) => (keys.has(key) ? undefined : value));
}

async function costs(
  label: string,
  text: string,
  bound: BoundMapping<Opportunity>,
  byHand: HandWritten,
): Promise<Line[]> {
  const page = Page.parse(JSON.parse(text));
  const deals = parsed<{ results: NativeDeal[] }>(text);
  const mapped = mapPage(bound, page);
  // Nothing is compared with what gives anything else.
  const [ours, theirs] = [JSON.stringify(mapped), JSON.stringify(mapByHand(byHand, deals))];
  if (ours !== theirs) throw new Error('the hand-written mapping gives other records');

  const times = await measure(
    {
      parse: () => JSON.parse(text) as unknown,
      whole: () => mapPage(bound, parsed(text)),
      byHand: () => mapByHand(byHand, parsed(text)),
      validate: () => mapped.every((record) => validateOpportunity(record)),
      serve: () => JSON.stringify(mapPage(bound, parsed(text))),
      serveByHand: () => JSON.stringify(mapByHand(byHand, parsed(text))),
      reserialise: () => JSON.stringify(JSON.parse(text)),
    },
    // What is measured is a process that has run for a while: the compiler takes some ten thousand records to settle.
    { warmUp: 300 },
  );
  const count = page.results.length;
  const allocated = allocatedPerCall(() => mapPage(bound, page)) / count;
  const allocatedByHand = allocatedPerCall(() => mapByHand(byHand, deals)) / count;

  const { parse, whole, serve, reserialise } = times;
  const validation = over(times.validate, parse);
  return [
    {
      target: `1 parse, map and validate a page${label}`,
      aim: '<= 1.50 x',
      measured: ratio(over(whole, parse)),
      base: `JSON.parse of the same ${size(text.length)}, ${perRecord(parse, count)}; by hand, unchecked ${ratio(over(times.byHand, parse))}`,
      met: over(whole, parse) <= 1.5,
    },
    {
      target: `2 serve a unified page${label}`,
      aim: '<= 0.95 x',
      measured: ratio(over(serve, reserialise)),
      base: `parsing and printing the native page, ${perRecord(reserialise, count)}; ${size(ours.length)} of output; by hand ${ratio(over(times.serveByHand, reserialise))}`,
      met: over(serve, reserialise) <= 0.95,
    },
    {
      target: `3 validate the result${label}`,
      aim: '<= 10 %',
      measured: `${(validation * 100).toFixed(1)} %`,
      base: 'JSON.parse of the same bytes',
      met: validation <= 0.1,
    },
    {
      target: `5 memory allocated by mapping${label}`,
      aim: '<= 2 KiB a record',
      measured: kib(allocated),
      base: `heap growth between collections; by hand ${kib(allocatedByHand)}`,
      met: allocated <= 2048,
    },
  ];
}

function over(part: Measured, base: Measured): number {
  return part.ns / base.ns;
}

function perRecord({ ns }: Measured, count: number): string {
  return `${Math.round(ns / count)} ns a record`;
}

function size(bytes: number): string {
  return `${Math.round(bytes / 1024)} KiB`;
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(2)} KiB`;
}

/** Target 4: the same values from general mappers. Nothing is timed before the outputs are equal. */
export async function againstAlternatives(pages: HubspotPages): Promise<Line[]> {
  const [text = ''] = pages.texts;
  const page = Page.parse(JSON.parse(text));
  const bound = comparedMapping(pages.catalogue);
  const mapCompared = (): (Opportunity | null)[] => page.results.map((native) => bound.read(native).record);
  const ours = mapCompared().map((record) => compared({ ...record }));

  const lines: Line[] = [];
  for (const { name, aim, map } of alternatives) {
    const theirs = z
      .array(z.record(z.string(), z.unknown()))
      .parse(await map(page))
      .map(compared);
    if (!isDeepStrictEqual(theirs, ours))
      throw new Error(`${name} gives other values: ${firstDifference(theirs, ours)}`);
    const times = await measure({ ours: mapCompared, theirs: () => map(page) }, { callsPerRound: 2 });
    const faster = times.theirs.ns / times.ours.ns;
    lines.push({
      target: `4 against ${name}`,
      aim: `>= ${aim} x faster`,
      measured: ratio(faster),
      base: `the same ${comparedFields.length} fields of the same records, equal output`,
      met: faster >= aim,
    });
  }
  return lines;
}

function compared(record: Readonly<Record<string, unknown>>): unknown[] {
  return comparedFields.map((field) => record[field] ?? null);
}

function firstDifference(theirs: readonly unknown[][], ours: readonly unknown[][]): string {
  for (const [row, values] of ours.entries()) {
    for (const [column, field] of comparedFields.entries()) {
      const other = theirs[row]?.[column];
      if (!isDeepStrictEqual(other, values[column])) {
        return `record ${row}, ${field}: ${JSON.stringify(other)} instead of ${JSON.stringify(values[column])}`;
      }
    }
  }
  return 'another number of records';
}
