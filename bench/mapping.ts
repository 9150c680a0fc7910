import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { validateOpportunity } from '../src/mapping/index.ts';
import type { JsonObject, Opportunity } from '../src/model/index.ts';
import { alternatives, comparedFields } from './alternatives.ts';
import { comparedMapping } from './compared-mapping.ts';
import type { HubspotPages } from './hubspot-pages.ts';
import { allocatedPerCall, measure } from './measure.ts';
import { ratio, type Line } from './report.ts';

// A page is an object whose results are objects; everything below is checked by the mapping itself.
const Page = z.object({
  results: z.array(z.custom<JsonObject>((value) => typeof value === 'object' && value !== null)),
});

function mapPage({ bound }: HubspotPages, page: { readonly results: readonly JsonObject[] }): Opportunity[] {
  const records: Opportunity[] = [];
  for (const native of page.results) {
    const { record } = bound.read(native);
    if (record !== null && validateOpportunity(record)) records.push(record);
  }
  return records;
}

/** Targets 1, 2, 3 and 5: mapping against parsing the same bytes, in the same process. */
export async function mappingCosts(pages: HubspotPages): Promise<Line[]> {
  const [text = ''] = pages.texts;
  const parsed = Page.parse(JSON.parse(text));
  const mapped = mapPage(pages, parsed);
  const times = await measure({
    parse: () => JSON.parse(text) as unknown,
    whole: () => mapPage(pages, JSON.parse(text) as { results: JsonObject[] }),
    validate: () => mapped.every((record) => validateOpportunity(record)),
    serve: () => JSON.stringify(mapPage(pages, JSON.parse(text) as { results: JsonObject[] })),
    reserialise: () => JSON.stringify(JSON.parse(text)),
  });
  const perRecord = (ns: number): string => `${Math.round(ns / parsed.results.length)} ns a record`;
  const allocated = allocatedPerCall(() => mapPage(pages, parsed)) / parsed.results.length;

  const whole = times.whole.ns / times.parse.ns;
  const served = times.serve.ns / times.reserialise.ns;
  const validation = times.validate.ns / times.parse.ns;
  return [
    {
      target: '1 parse, map and validate a page',
      aim: '<= 1.50 x',
      measured: ratio(whole),
      base: `JSON.parse of the same ${Math.round(text.length / 1024)} KiB, ${perRecord(times.parse.ns)}`,
      met: whole <= 1.5,
    },
    {
      target: '2 serve a unified page',
      aim: '<= 0.95 x',
      measured: ratio(served),
      base: `parsing and printing the native page, ${perRecord(times.reserialise.ns)}`,
      met: served <= 0.95,
    },
    {
      target: '3 validate the result',
      aim: '<= 10 %',
      measured: `${(validation * 100).toFixed(1)} %`,
      base: 'JSON.parse of the same bytes',
      met: validation <= 0.1,
    },
    {
      target: '5 memory allocated by mapping',
      aim: '<= 2 KiB a record',
      measured: `${(allocated / 1024).toFixed(2)} KiB`,
      base: 'heap growth between collections',
      met: allocated <= 2048,
    },
  ];
}

/** Target 4: the same values from general mappers. Nothing is timed before the outputs are equal. */
export async function againstAlternatives(pages: HubspotPages): Promise<Line[]> {
  const [text = ''] = pages.texts;
  const page = Page.parse(JSON.parse(text));
  const bound = comparedMapping();
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
