import { customFields, emptyFields, type CustomField } from '../custom-fields.ts';
import { labelOptions, lostReasonOptions, type FieldOption } from './options.ts';
import { timeZone, type Plan } from '../facts.ts';

/** Switches that faults turn. */
export interface AccountSettings {
  plan: Plan;
  /** Of the company and all its users: local dates are days of its calendar. */
  timeZone: string;
  /** Scopes the app was not granted. */
  readonly lackingScopes: Set<string>;
  /** Deals the token's user may not see. */
  readonly hiddenDeals: Set<number>;
  customFields: readonly CustomField[];
  /** Options of fields that every company has. */
  labelOptions: readonly FieldOption[];
  lostReasonOptions: readonly FieldOption[];
  createStatus: 200 | 201;
  /** What reading a deleted deal by id is answered. */
  deletedGetStatus: 200 | 404 | 410;
  /** What deleting a deal twice is answered. */
  doubleDeleteStatus: 200 | 404 | 410;
  labelFieldCode: 'label' | 'label_ids';
  hasDailyHeaders: boolean;
  /** Whether a person who joins or leaves a deal moves its change time, which is not documented. */
  participantsMove: boolean;
  /** Whether a filter by change time shows deals that have none, which is not documented. */
  listsUntouched: boolean;
  /** Whether who was the primary person before stays as a participant, which is not documented. */
  primaryStays: boolean;
  /** Whether null is refused where the published types have none. */
  strictNulls: boolean;
  /** Whether a stage of another pipeline is refused; else the stage wins. */
  refusesStageMismatch: boolean;
  /** Whether a lost reason has to be one of the list. */
  predefinedReasons: boolean;
  /** The name of a custom field that every new deal needs; whether the API insists is not documented. */
  requiredField: string | undefined;
  /** What a value written to a deal with products does. */
  productValue: ProductValue;
}

export type ProductValue = 'write' | 'keep' | 'refuse';

/** How an account is before a fault changes it. */
export function initialSettings(): AccountSettings {
  return {
    plan: 'lite',
    timeZone,
    lackingScopes: new Set(),
    hiddenDeals: new Set(),
    customFields: [...customFields, ...emptyFields(5)],
    labelOptions,
    lostReasonOptions,
    createStatus: 200,
    deletedGetStatus: 200,
    doubleDeleteStatus: 404,
    labelFieldCode: 'label_ids',
    hasDailyHeaders: true,
    participantsMove: true,
    listsUntouched: true,
    primaryStays: false,
    strictNulls: false,
    refusesStageMismatch: false,
    predefinedReasons: false,
    requiredField: undefined,
    productValue: 'write',
  };
}
