import { answer, SandboxError, type VendorFaults } from '../../../src/sandbox-kit/index.ts';
import { initialSettings } from './seed/account-settings.ts';
import type { Account } from './account.ts';
import { answerSwitches } from './answer-switches.ts';
import { customFields, emptyFields } from './custom-fields.ts';
import { blocked, capped, gatewayError, overLimit, scopeMismatch, unauthorised } from './errors.ts';
import { plans, type Plan } from './facts.ts';
import { zoneNamed } from './seed/time-zones.ts';

/** Faults only this vendor has: https://pipedrive.readme.io/docs/core-api-concepts-http-status-codes (2026-11-22). */
export function vendorFaults(account: Account): VendorFaults {
  return { ...refusals, ...accountSwitches(account), ...answerSwitches(account) };
}

/** Faults that answer for the request they meet. */
const refusals: VendorFaults = {
  'burst-limit': {
    description: 'Answers 429 for the two-second limit: remaining 0, reset in 2 seconds or as given.',
    answer: (_, reset = '2') => overLimit({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }),
  },
  'daily-limit': {
    description: 'Answers 429 for the day’s token budget: no token is left.',
    answer: () => overLimit({ 'x-daily-ratelimit-token-remaining': '0' }),
  },
  blocked: {
    description: 'Answers 403 in HTML, as the edge does after too many refused requests.',
    answer: () => blocked(),
  },
  'no-scope': {
    description: 'Answers 403 as for a scope the app was not granted.',
    answer: () => scopeMismatch(),
  },
  'expired-token': {
    description: 'Answers 401 from the gateway.',
    answer: () => unauthorised(),
  },
  'no-rights': {
    description: 'Answers 403 in JSON, as for a record the user may not see.',
    answer: () => gatewayError(403, 'Forbidden'),
  },
  capped: {
    description: 'Answers 403 for a limit of the plan: capped=feature_capping_deals_limit.',
    answer: (_, code = 'feature_capping_deals_limit') => capped(code),
  },
  'null-body': {
    description: 'Answers 200 with the body null.',
    answer: () => answer(200, null),
  },
  'success-false': {
    description: 'Answers 200 with success false.',
    answer: () => answer(200, { success: false, error: 'Something went wrong', data: null }),
  },
};

/** Faults that change the account until faults are cleared. */
function accountSwitches(account: Account): VendorFaults {
  const { settings } = account;
  const own = initialSettings();
  return {
    plan: {
      description: 'Moves the account to another plan: plan=growth has acv, arr and mrr and higher limits.',
      switchOn: (plan) => account.restart(planOf(plan)),
      switchOff: () => {
        if (settings.plan !== own.plan) account.restart(own.plan);
      },
    },
    timezone: {
      description: 'Moves the company to another calendar: timezone=America/New_York.',
      switchOn: (name = 'UTC') => {
        if (zoneNamed(name) === undefined)
          throw new SandboxError('fault-value', `No such time zone: ${name}`);
        settings.timeZone = name;
      },
      switchOff: () => {
        settings.timeZone = own.timeZone;
      },
    },
    'daily-left': {
      description: 'Spends the day’s budget down to this many tokens: daily-left=25.',
      switchOn: (left = '0') => {
        const nowMs = account.clock.nowMs();
        account.meters.daily.admit(nowMs, account.meters.daily.remaining(nowMs) - Number(left));
      },
    },
    'without-scope': {
      description: 'Takes a scope from the app: without-scope=users:read.',
      switchOn: (scope) => void settings.lackingScopes.add(scope ?? 'users:read'),
      switchOff: () => settings.lackingScopes.clear(),
    },
    'hide-deal': {
      description: 'Takes a deal out of the user’s sight, without a trace: hide-deal=4101.',
      switchOn: (id) => void settings.hiddenDeals.add(Number(id)),
      switchOff: () => settings.hiddenDeals.clear(),
    },
    'no-custom-fields': {
      description: 'Takes all custom fields from the account: custom_fields is null.',
      switchOn: () => {
        settings.customFields = [];
      },
      switchOff: () => {
        settings.customFields = own.customFields;
      },
    },
    'many-fields': {
      description: 'Adds custom fields nobody fills, so that definitions need more pages: many-fields=80.',
      switchOn: (count = '80') => {
        settings.customFields = [...customFields, ...emptyFields(Number(count))];
      },
      switchOff: () => {
        settings.customFields = own.customFields;
      },
    },
  };
}

function isPlan(text: string): text is Plan {
  return Object.hasOwn(plans, text);
}

function planOf(name: string | undefined): Plan {
  if (name !== undefined && isPlan(name)) return name;
  throw new SandboxError('fault-value', `No such plan: ${name}`);
}
