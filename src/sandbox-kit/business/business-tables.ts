/** Where deals come from, as people at the company say it. */
export const sources: readonly [string, ...string[]] = [
  'Organic search',
  'Paid search',
  'Email campaign',
  'Social media',
  'Referral',
  'Trade fair',
  'Direct traffic',
  'Cold call',
];

/** Why deals are lost. */
export const lossReasons: readonly [string, ...string[]] = [
  'Price too high',
  'Chose a competitor',
  'No budget',
  'Went silent',
  'Missing feature',
  'Wrong timing',
];

export const tags: readonly [string, ...string[]] = [
  'Hot',
  'Tender',
  'DACH',
  'Key account',
  'At risk',
  'Partner',
];

export type Priority = 'low' | 'medium' | 'high';
export const priorities: readonly [Priority, ...Priority[]] = ['low', 'medium', 'high'];

/** Options of the custom field that holds one of them. */
export const plans: readonly [string, ...string[]] = ['Bronze', 'Silver', 'Gold', 'Platinum'];

/** Options of the custom field that holds several of them. */
export const regions: readonly [string, ...string[]] = ['EMEA', 'APAC', 'LATAM', 'North America'];

/** A pipeline: the names of its stages while a deal is open, with the chance to win in each. */
export interface PipelineShape {
  readonly name: string;
  readonly stages: readonly { readonly name: string; readonly probability: number }[];
  /** True for a pipeline that was put away; deals still point at it. */
  readonly archived: boolean;
}

export const pipelineShapes: readonly PipelineShape[] = [
  {
    name: 'Sales',
    archived: false,
    stages: [
      { name: 'First meeting', probability: 0.2 },
      { name: 'Qualified', probability: 0.4 },
      { name: 'Presentation', probability: 0.6 },
      { name: 'Decision maker convinced', probability: 0.8 },
      { name: 'Contract sent', probability: 0.9 },
    ],
  },
  {
    name: 'Renewals',
    archived: false,
    stages: [
      { name: 'Coming up', probability: 0.35 },
      { name: 'Offer sent', probability: 0.55 },
      { name: 'Negotiation', probability: 0.725 },
    ],
  },
  {
    name: 'Partner deals 2024',
    archived: true,
    stages: [
      { name: 'Registered', probability: 0.1 },
      { name: 'Approved', probability: 0.5 },
    ],
  },
];

/** How often each pipeline occurs, in the order of {@link pipelineShapes}. */
export const pipelineWeights: readonly number[] = [70, 25, 5];

/** Texts a person might have typed, with everything a transport or a parser may trip over. */
export const descriptions: readonly [string, ...string[]] = [
  'Met at the fair. Wants an offer by Friday.',
  'Line one\nLine two with emoji 🚚 and 日本語\r\n\ttabbed',
  'He said: "cheaper, or we walk"; see C:\\deals\\2026 & <b>notes</b>.',
  'Größe: 24 Fahrzeuge — Übergabe in Köln, Ansprechpartner wechselt.',
  'مهتم بالعرض ويريد التسليم قبل نهاية السنة',
  'Family: 👨‍👩‍👧‍👦, flag: 🇰🇼, combining: e\u0301, zero width: a\u200bb, bidi: \u202babc\u202c',
  '  leading and trailing spaces  ',
];
