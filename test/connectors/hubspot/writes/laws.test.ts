import { z } from 'zod';
import { hubspotMoves } from '../../../mapping/write/worlds/hubspot-moves.ts';
import type { LawVendor, LawWorld } from '../../../support/laws/law-vendor.ts';
import { lawsOverHttp } from '../../../support/laws/over-http.ts';

const Ids = z.object({ results: z.array(z.object({ id: z.string() })) });

let unique = 0;

const hubspot: LawVendor = {
  id: 'hubspot',
  currencies: ['USD', 'EUR', 'JPY', 'KWD'],
  moves: hubspotMoves,
  async linkable(crm) {
    const ids = async (kind: string): Promise<readonly string[]> => {
      const path = `/crm/objects/2026-09/${kind}`;
      const { data } = await crm.request({ method: 'GET', path, query: { limit: 12 } });
      return Ids.parse(data).results.map(({ id }) => id);
    };
    return {
      contacts: await ids('contacts'),
      companies: await ids('companies'),
      leads: await ids('leads'),
    };
  },
  customValues({ type, unique: isUnique }, dice, { lookups }) {
    unique += 1;
    if (isUnique === true) return `${dice.text()} ${unique}`;
    return type === 'reference' ? dice.pick(Object.keys(lookups['activeOwners'] ?? {})) : undefined;
  },
  // A reason has an id where it is an option, and only deals that are closed have one.
  seldom: ['lossReasonId', 'wonReasonId'],
};

const world = {
  deals: 75,
  rounds: 4,
  creates: 30,
  overlays: ['expected-close-date', 'pipeline-labels'],
  listsContacts: true,
};
/**
 * What an account's administrator asks for besides, no API lists: a plan cannot know it, and the vendor has the last word,
 * as `refused.test.ts` shows.
 */
const noOwnRules = 'no-required-properties';
/** The people of this account mark the primary contact. */
const labelled = { overlays: ['decision-maker', ...world.overlays], marksPrimary: true };
const worlds: readonly LawWorld[] = ['America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC'].map(
  (timezone, index) => ({
    ...world,
    says: `in ${timezone}`,
    seed: 10 + index,
    timezone,
    // Reasons are words, or options with ids.
    faults: [noOwnRules, ...(index > 0 ? ['reason-lists'] : [])],
    ...(index > 2 ? labelled : {}),
  }),
);

lawsOverHttp(hubspot, worlds, 3500);
