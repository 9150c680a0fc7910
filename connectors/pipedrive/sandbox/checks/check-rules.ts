import type { Account } from '../account.ts';
import type { DealChanges } from './check-body.ts';
import type { DealState } from '../deals/deal-state.ts';
import { checkEach, reject } from './invalid-request.ts';

type Rule = (given: DealChanges, account: Account, before: DealState | undefined) => void;

/** Members that go with some status only, as `UpdateDealRequest` of the vendor's client 33.7.0 says. */
const companions = [
  ['lost_reason', ['lost'], 'Can only be set when the status is lost'],
  ['lost_time', ['lost'], 'Can only be set when the status is lost'],
  ['won_time', ['won'], 'Can only be set when the status is won'],
  ['close_time', ['won', 'lost'], 'Can only be set when the status is won or lost'],
] as const;

/** Members that have no null in the published types (33.7.0); version 32.2.1 still had some of them. */
const neverNull = [
  'value',
  'probability',
  'lost_reason',
  'close_time',
  'won_time',
  'lost_time',
  'expected_close_date',
] as const;

const rules: readonly Rule[] = [
  (given, _, before) => {
    const status = given.status ?? before?.values.status ?? 'open';
    checkEach(companions, ([name, statuses, reason]) => {
      const isSet = given[name] !== undefined && given[name] !== null;
      if (isSet && !statuses.some((one) => one === status)) reject(name, reason);
    });
  },
  (given, { settings }) => {
    if (!settings.strictNulls) return;
    checkEach(neverNull, (name) => {
      if (given[name] === null) reject(name, 'Expected a value, received null');
    });
  },
  ({ stage_id: stage, pipeline_id: pipeline }, { settings, sales }) => {
    if (!settings.refusesStageMismatch || stage === undefined || pipeline === undefined) return;
    if (sales.stage(stage)?.pipeline_id !== pipeline)
      reject('stage_id', 'The stage does not belong to the pipeline');
  },
  ({ lost_reason: reason }, { settings }) => {
    if (!settings.predefinedReasons || reason === undefined || reason === null) return;
    if (!settings.lostReasonOptions.some(({ label }) => label === reason))
      reject('lost_reason', 'Expected one of the predefined reasons');
  },
  ({ custom_fields: custom }, { settings }, before) => {
    const code = settings.customFields.find(({ name }) => name === settings.requiredField)?.code;
    if (before === undefined && code !== undefined && (custom?.[code] ?? null) === null)
      reject(`custom_fields.${code}`, 'Required');
  },
  ({ value }, { settings }, before) => {
    const hasProducts = before !== undefined && before.products.length > 0;
    if (settings.productValue === 'refuse' && value !== undefined && hasProducts)
      reject('value', 'The value is the sum of the products');
  },
];

/** What the members of a body have to do with one another and with the deal. @throws Refused where they do not fit. */
export function checkRules(account: Account, given: DealChanges, before?: DealState): void {
  checkEach(rules, (rule) => rule(given, account, before));
}
