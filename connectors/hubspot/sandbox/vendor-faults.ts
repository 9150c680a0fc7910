import { answer, parseDelayMs, type VendorFaults } from '../../../src/sandbox-kit/index.ts';
import { reasonLists, reasonTexts } from './deals/deal-properties.ts';
import { longName, longProperties } from './seed/custom-properties.ts';
import { expired, limited, locked, missingScopes, refusal } from './errors.ts';
import type { Portal } from './portal.ts';

/** Faults only this vendor has: https://developers.hubspot.com/docs/api-reference/error-handling (2026-11-22). */
export function vendorFaults(portal: Portal): VendorFaults {
  return { ...refusals, ...switches(portal) };
}

/** Faults that answer for the request they meet. */
const refusals: VendorFaults = {
  locked: {
    description: 'Answers 423, as records do for about two seconds under heavy writes.',
    answer: () => locked(),
  },
  migrating: {
    description: 'Answers 477 with Retry-After, as an account does while it moves: migrating=3600.',
    answer: (_, seconds = '3600') => ({
      ...refusal(477, 'This account is being migrated between data centers.'),
      headers: { 'Retry-After': seconds },
    }),
  },
  'burst-limit': {
    description: 'Answers 429 for the ten-second limit, with Retry-After where a value is given.',
    answer: (_, seconds) => withRetryAfter(limited('TEN_SECONDLY_ROLLING'), seconds),
  },
  'search-limit': {
    description: 'Answers 429 for the limit of searches in a second.',
    answer: () => limited('SECONDLY'),
  },
  'daily-limit': {
    description: 'Answers 429 for the day’s quota.',
    answer: () => limited('DAILY'),
  },
  'expired-token': {
    description: 'Answers 401 as for an access token whose life is over.',
    answer: () => expired(),
  },
  'no-scope': {
    description: 'Answers 403 and names the scope that is missing: no-scope=crm.objects.deals.read.',
    answer: (_, scope = 'crm.objects.deals.read') => missingScopes([scope]),
  },
  'no-rights': {
    description: 'Answers 403 without a category.',
    answer: () => answer(403, { status: 'error', message: 'This app does not have access to this account.' }),
  },
};

/** Faults that change how the account works, until faults are cleared. */
function switches({ store, settings, clock, dealProperties }: Portal): VendorFaults {
  return {
    'without-scope': {
      description:
        'Takes a scope from the token until faults are cleared: without-scope=crm.objects.owners.read.',
      switchOn: (scope) => void settings.lackingScopes.add(scope ?? 'crm.objects.owners.read'),
      switchOff: () => settings.lackingScopes.clear(),
    },
    'index-lag': {
      description: 'Lets a change be found by search only after this time: index-lag=5s.',
      switchOn: (value) => {
        store.lag.ms = parseDelayMs(value, 5000);
      },
      switchOff: () => {
        store.lag.ms = 0;
      },
    },
    'many-properties': {
      description:
        'Adds custom properties with long names that few deals fill, so that a URL cannot name all: many-properties=250.',
      switchOn: (count = '250') => {
        for (const added of longProperties(Number(count))) dealProperties.set(added.name, added);
      },
      switchOff: () => {
        for (const name of dealProperties.keys()) if (name.startsWith(longName)) dealProperties.delete(name);
      },
    },
    'writes-locked': {
      description: 'Answers 423 to every write for this long: writes-locked=2s.',
      switchOn: (value) => {
        settings.lockedUntilMs = clock.nowMs() + parseDelayMs(value, 2000);
      },
      switchOff: () => {
        settings.lockedUntilMs = 0;
      },
    },
    'leads-one-way': {
      description: 'Stores links between deals and leads on the leads only.',
      switchOn: () => {
        settings.leadsOneWay = true;
      },
      switchOff: () => {
        settings.leadsOneWay = false;
      },
    },
    'plain-conflicts': {
      description:
        'Answers 409 for a unique value that is taken, as for contacts: the record is named, no property.',
      switchOn: () => {
        settings.plainConflicts = true;
      },
      switchOff: () => {
        settings.plainConflicts = false;
      },
    },
    'no-required-properties': {
      description:
        'Takes back the rules of the account: its form for new deals and its stages ask for no property.',
      switchOn: () => {
        settings.requiresProperties = false;
      },
      switchOff: () => {
        settings.requiresProperties = true;
      },
    },
    'reason-lists': {
      description:
        'Makes the reasons of closed deals lists of options, as accounts may; other words that are there stay.',
      switchOn: () => {
        for (const list of reasonLists) dealProperties.set(list.name, list);
      },
      switchOff: () => {
        for (const text of reasonTexts) dealProperties.set(text.name, text);
      },
    },
    'merge-makes-new': {
      description: 'Lets a merge make a third deal, as it did in former years.',
      switchOn: () => {
        settings.mergeMakesNew = true;
      },
      switchOff: () => {
        settings.mergeMakesNew = false;
      },
    },
  };
}

function withRetryAfter(
  refused: ReturnType<typeof limited>,
  seconds: string | undefined,
): ReturnType<typeof limited> {
  return seconds === undefined ? refused : { ...refused, headers: { 'Retry-After': seconds } };
}
