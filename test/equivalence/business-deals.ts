import type { OpportunityStatus } from '../../src/model/opportunity.ts';

/** One deal as the business sees it, before any vendor has given it a shape. Instants are whole seconds in UTC. */
export interface BusinessDeal {
  readonly id: number;
  readonly title: string;
  readonly description: string | null;
  readonly amount: number | null;
  readonly currency: string | null;
  /** 0 to 100. */
  readonly probability: number;
  readonly status: OpportunityStatus;
  /** When it closed; the day is the one on the account's wall calendar. */
  readonly closed: { readonly at: string; readonly day: string } | null;
  /** What people hope for while it is open: never the closing date. */
  readonly forecastDay: string | null;
  readonly lossReason: string | null;
  readonly ownerId: number | null;
  readonly contactId: number | null;
  readonly company: { readonly id: number; readonly name: string } | null;
  readonly pipelineId: number;
  readonly stageId: number;
  readonly source: string | null;
  readonly leadId: string | null;
  readonly tags: readonly string[];
  readonly interactions: number;
  readonly priority: 'Low' | 'Medium' | 'High' | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly stageChangedAt: string;
  readonly contactedAt: string | null;
  readonly custom: {
    readonly region: string | null;
    readonly tier: 'Gold' | 'Silver' | null;
    readonly seats: number | null;
    readonly goLive: string | null;
  };
}

/** Where the account's people live: its calendar decides on which day something happened. */
export const timezone = 'Europe/Berlin';

const plain: BusinessDeal = {
  id: 101,
  title: 'Fleet renewal',
  description: 'Twelve vans,\nthree of them electric',
  amount: 48_250.5,
  currency: 'EUR',
  probability: 40,
  status: 'Open',
  closed: null,
  forecastDay: '2026-12-15',
  lossReason: null,
  ownerId: 7001,
  contactId: 1204,
  company: { id: 902, name: 'Müller & Söhne GmbH' },
  pipelineId: 5,
  stageId: 31,
  source: 'Trade fair',
  leadId: '6100',
  tags: ['renewal', 'dach'],
  interactions: 13,
  priority: 'High',
  createdAt: '2026-03-02T08:15:40.000Z',
  updatedAt: '2026-06-20T10:44:31.000Z',
  stageChangedAt: '2026-05-11T13:02:09.000Z',
  contactedAt: '2026-06-19T15:41:12.000Z',
  custom: { region: 'Tallinn', tier: 'Gold', seats: 12.5, goLive: '2026-09-30' },
};

function closedAt(at: string, day: string): Pick<BusinessDeal, 'closed' | 'updatedAt'> {
  return { closed: { at, day }, updatedAt: at };
}

export const businessDeals: Readonly<Record<string, BusinessDeal>> = {
  'an open deal with everything': plain,
  'nothing known but its name': {
    ...plain,
    id: 102,
    title: 'Untitled inbound',
    description: null,
    amount: null,
    forecastDay: null,
    ownerId: null,
    contactId: null,
    company: null,
    source: null,
    leadId: null,
    tags: [],
    interactions: 0,
    priority: null,
    contactedAt: null,
    custom: { region: null, tier: null, seats: null, goLive: null },
  },
  'won for nothing: zero is an amount': {
    ...plain,
    id: 103,
    title: 'Pilot (free)',
    amount: 0,
    probability: 100,
    status: 'Won',
    ...closedAt('2026-06-30T12:00:00.000Z', '2026-06-30'),
  },
  'won late in the evening: the day is the local one': {
    ...plain,
    id: 104,
    probability: 100,
    status: 'Won',
    ...closedAt('2026-07-01T22:30:00.000Z', '2026-07-02'),
  },
  'won late on a winter evening': {
    ...plain,
    id: 105,
    probability: 100,
    status: 'Won',
    ...closedAt('2026-01-15T23:10:00.000Z', '2026-01-16'),
  },
  'lost on price': {
    ...plain,
    id: 106,
    probability: 0,
    status: 'Lost',
    lossReason: 'Price',
    ...closedAt('2026-04-03T09:00:00.000Z', '2026-04-03'),
  },
  'lost without a reason': {
    ...plain,
    id: 107,
    probability: 0,
    status: 'Lost',
    ...closedAt('2026-04-03T09:00:00.000Z', '2026-04-03'),
  },
  'given up, after it had been lost once': {
    ...plain,
    id: 115,
    status: 'Abandoned',
    lossReason: 'Price',
    ...closedAt('2026-07-01T09:00:00.000Z', '2026-07-01'),
  },
  'reopened after a loss: the old reason does not show': {
    ...plain,
    id: 108,
    lossReason: 'Price',
    probability: 20,
  },
  'Japanese, without cents': {
    ...plain,
    id: 109,
    title: '日本プロジェクト – “Überraschung” 🚀',
    amount: 1_250_001,
    currency: 'JPY',
    probability: 35,
  },
  'an amount with odd cents': { ...plain, id: 110, amount: 999.99, probability: 40 },
  'a very large amount': { ...plain, id: 111, amount: 12_345_678_901.25, currency: 'USD', probability: 10 },
  'without a forecast, in its first stage': {
    ...plain,
    id: 112,
    forecastDay: null,
    stageId: 30,
    probability: 0,
  },
  'a name with spaces, quotes and markup': {
    ...plain,
    id: 113,
    title: '  padded "quoted"; <b>semi</b>  ',
    description: 'semi;colon, "quotes" and \\ backslash',
  },
  'a year away, on a leap day': {
    ...plain,
    id: 114,
    probability: 100,
    status: 'Won',
    createdAt: '2023-12-31T23:59:59.000Z',
    stageChangedAt: '2024-02-29T00:00:00.000Z',
    ...closedAt('2024-02-29T10:00:00.000Z', '2024-02-29'),
  },
};
