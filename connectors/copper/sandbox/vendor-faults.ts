import { parseDelayMs, type VendorFault, type VendorFaults } from '../../../src/sandbox-kit/index.ts';
import type { Account, AccountSettings } from './account.ts';
import { driftOf } from './deals/drift.ts';
import { refusal } from './errors.ts';

/** Faults only this vendor has; most of them are what its documents leave open, or say in two ways. */
export function vendorFaults(account: Account): VendorFaults {
  const { store, settings } = account;
  return {
    'plain-limit': {
      description: 'Answers 429 with plain text and no headers, which the documents do not rule out.',
      answer: () => ({ status: 429, text: { type: 'text/plain', content: 'Retry later\n' } }),
    },
    'no-rights': {
      description: 'Answers 403 in the usual envelope.',
      answer: () => refusal(403, 'Forbidden'),
    },
    member: turn(
      settings,
      'membersOnly',
      'Takes admin rights from the owner of the key: fewer records show.',
    ),
    revoked: turn(settings, 'revoked', 'Answers 401 until faults are cleared, as for a revoked key.'),
    'day-first': turn(settings, 'dayFirst', 'Writes and reads close dates as D/M/YYYY.'),
    'short-not-found': turn(
      settings,
      'shortNotFound',
      'Says {"error":"not_found"} for records that do not exist.',
    ),
    'contact-required': turn(
      settings,
      'contactRequired',
      'Refuses new opportunities without a primary contact, as before 2025-08-15.',
    ),
    'unit-writable': turn(settings, 'unitWritable', 'Accepts monetary_unit in writes.'),
    'unit-ignored': turn(
      settings,
      'unitIgnored',
      'Accepts monetary_unit in writes and keeps the unit there was, or that of the account.',
    ),
    'plain-numbers': turn(
      settings,
      'plainNumbers',
      'Sends converted_value as a number and leads_converted_from as ids.',
    ),
    'no-total': turn(settings, 'withoutTotal', 'Leaves X-PW-TOTAL out.'),
    'shuffle-ties': {
      description: 'Sorts equal records in another order at each search.',
      switchOn: () => {
        settings.shuffles = 1;
      },
      switchOff: () => {
        settings.shuffles = undefined;
      },
    },
    drift: {
      description:
        'Edits the first record after each page of a search, deletes it or creates one, in turn or always: drift=edit.',
      switchOn: (value) => {
        settings.drift = driftOf(value);
      },
      switchOff: () => {
        settings.drift = undefined;
      },
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
  };
}

type Switch = {
  [K in keyof AccountSettings]: AccountSettings[K] extends boolean ? K : never;
}[keyof AccountSettings];

function turn(settings: AccountSettings, name: Switch, description: string): VendorFault {
  const set = (value: boolean): void => {
    settings[name] = value;
  };
  return { description, switchOn: () => set(true), switchOff: () => set(false) };
}
