import type { DealChanges } from './check-body.ts';
import type { DealStatus } from './deal-state.ts';
import { reject } from './errors.ts';

/** Which members go with which status. @throws Refused where they do not go together. */
export function checkRules(given: DealChanges, before: DealStatus): void {
  const status = given.status ?? before;
  const needs = (name: keyof DealChanges, fits: boolean, reason: string): void => {
    if (given[name] !== undefined && given[name] !== null && !fits) reject(name, reason);
  };
  needs('lost_reason', status === 'lost', 'Can only be set when the status is lost');
  needs('lost_time', status === 'lost', 'Can only be set when the status is lost');
  needs('won_time', status === 'won', 'Can only be set when the status is won');
  needs('close_time', status !== 'open', 'Can only be set when the status is won or lost');
}
