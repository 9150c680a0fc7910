import { instantAt } from '../clock.ts';
import { plans, regions } from './business-tables.ts';
import type { BusinessWorld } from './business-world.ts';

/** Values for fields the customer added, one per type a vendor may offer; undefined where empty. */
export interface CustomValues {
  readonly text: string | undefined;
  readonly longText: string | undefined;
  /** Decimal text. */
  readonly number: string | undefined;
  /** 0 to 100. */
  readonly percent: number | undefined;
  readonly money: { readonly amount: string; readonly currency: string } | undefined;
  /** `YYYY-MM-DD`. */
  readonly date: string | undefined;
  readonly dateRange: { readonly from: string; readonly until: string } | undefined;
  /** Milliseconds from 1970. */
  readonly datetimeMs: number | undefined;
  /** `HH:mm:ss`. */
  readonly time: string | undefined;
  readonly timeRange: { readonly from: string; readonly until: string } | undefined;
  readonly flag: boolean | undefined;
  /** Position in `plans`. */
  readonly option: number | undefined;
  /** Positions in `regions`, ascending. */
  readonly options: readonly number[] | undefined;
  readonly url: string | undefined;
  readonly phone: string | undefined;
  /** Index of a user. */
  readonly user: number | undefined;
  /** Index of a contact. */
  readonly contact: number | undefined;
  /** Index of a company. */
  readonly company: number | undefined;
  /** Unique to the deal: a number from another system. */
  readonly reference: string;
}

const dayMs = 86_400_000;

/** Makes the custom values of one deal; about half of them are filled. */
export function customValuesAt(world: BusinessWorld, index: number, createdMs: number): CustomValues {
  const { draws } = world;
  const filled = <T>(purpose: string, value: () => T): T | undefined =>
    draws.chance(index, `filled-${purpose}`, 0.55) ? value() : undefined;
  const number = (purpose: string, min: number, max: number): number =>
    draws.integer(index, purpose, min, max);
  const day = (purpose: string): string =>
    instantAt(createdMs + number(purpose, 0, 300) * dayMs).slice(0, 10);
  return {
    text: filled('text', () => `PO-${number('text', 1000, 9999)}`),
    longText: filled('long-text', () => `First line ${index}\nSecond line – “quoted”`),
    number: filled('number', () => (number('number', -500, 99_999) / 100).toFixed(2)),
    percent: filled('percent', () => number('percent', 0, 100)),
    money: filled('money', () => ({
      amount: (number('money', 0, 900_000) / 100).toFixed(2),
      currency: 'EUR',
    })),
    date: filled('date', () => day('date')),
    dateRange: filled('date-range', () => {
      const from = day('date-range');
      return { from, until: instantAt(Date.parse(from) + number('range-days', 1, 90) * dayMs).slice(0, 10) };
    }),
    datetimeMs: filled('datetime', () => createdMs + number('datetime', 0, 2_000_000_000)),
    time: filled('time', () => clockTime(number('time', 0, 1439))),
    timeRange: filled('time-range', () => {
      const from = number('time-range', 0, 1200);
      return { from: clockTime(from), until: clockTime(from + number('time-span', 15, 200)) };
    }),
    flag: filled('flag', () => draws.chance(index, 'flag', 0.5)),
    option: filled('option', () => number('option', 0, plans.length - 1)),
    options: filled('options', () =>
      regions.flatMap((region, at) => (at === 0 || draws.chance(index, `region-${region}`, 0.4) ? [at] : [])),
    ),
    url: filled('url', () => `https://docs.example.com/contract/${number('url', 1, 99_999)}?v=1&lang=de#top`),
    phone: filled('phone', () => `+49 30 ${number('phone', 100_000, 999_999)}`),
    user: filled('user', () => number('user', 0, world.users - 1)),
    contact: filled('contact', () => number('contact', 0, world.contacts - 1)),
    company: filled('company', () => number('company', 0, world.companies - 1)),
    reference: `ERP-${String(index + 1).padStart(7, '0')}`,
  };
}

function clockTime(minutes: number): string {
  const atMidnight = Date.UTC(1970, 0, 1);
  return instantAt(atMidnight + minutes * 60_000).slice(11, 19);
}
