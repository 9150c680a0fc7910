import type { VendorFaults } from '../../../src/sandbox-kit/index.ts';
import { initialSettings } from './seed/account-settings.ts';
import type { Account } from './account.ts';

/** Faults that change what is undocumented, until faults are cleared. */
export function answerSwitches({ settings }: Account): VendorFaults {
  const own = initialSettings();
  return {
    'create-status': {
      description: 'Answers created deals with this status: create-status=201.',
      switchOn: (status) => {
        settings.createStatus = status === '200' ? 200 : 201;
      },
      switchOff: () => {
        settings.createStatus = own.createStatus;
      },
    },
    'deleted-get': {
      description: 'Answers reads of deleted deals with this status: deleted-get=410.',
      switchOn: (status) => {
        settings.deletedGetStatus = goneStatus(status);
      },
      switchOff: () => {
        settings.deletedGetStatus = own.deletedGetStatus;
      },
    },
    'double-delete': {
      description: 'Answers a second deletion with this status: double-delete=410.',
      switchOn: (status) => {
        settings.doubleDeleteStatus = goneStatus(status);
      },
      switchOff: () => {
        settings.doubleDeleteStatus = own.doubleDeleteStatus;
      },
    },
    'label-field': {
      description: 'Names the field of labels as the older API does: label-field=label.',
      switchOn: (code) => {
        settings.labelFieldCode = code === 'label_ids' ? 'label_ids' : 'label';
      },
      switchOff: () => {
        settings.labelFieldCode = own.labelFieldCode;
      },
    },
    'silent-participants': {
      description: 'Lets persons join and leave deals without moving their change time.',
      switchOn: () => {
        settings.participantsMove = false;
      },
      switchOff: () => {
        settings.participantsMove = own.participantsMove;
      },
    },
    'untouched-unlisted': {
      description: 'Lists no deal by its change time that nobody has edited: it has none.',
      switchOn: () => {
        settings.listsUntouched = false;
      },
      switchOff: () => {
        settings.listsUntouched = own.listsUntouched;
      },
    },
    'primary-stays': {
      description: 'Keeps who was the primary person before as a participant.',
      switchOn: () => {
        settings.primaryStays = true;
      },
      switchOff: () => {
        settings.primaryStays = own.primaryStays;
      },
    },
    'strict-nulls': {
      description:
        'Refuses null for members that the published types give none: value, probability and others.',
      switchOn: () => {
        settings.strictNulls = true;
      },
      switchOff: () => {
        settings.strictNulls = own.strictNulls;
      },
    },
    'stage-mismatch': {
      description: 'Refuses a stage together with another pipeline, instead of going by the stage.',
      switchOn: () => {
        settings.refusesStageMismatch = true;
      },
      switchOff: () => {
        settings.refusesStageMismatch = own.refusesStageMismatch;
      },
    },
    'predefined-reasons': {
      description: 'Refuses lost reasons that are not on the list.',
      switchOn: () => {
        settings.predefinedReasons = true;
      },
      switchOff: () => {
        settings.predefinedReasons = own.predefinedReasons;
      },
    },
    'required-field': {
      description: 'Makes a custom field needed for every new deal: required-field=PO number.',
      switchOn: (name = 'PO number') => {
        settings.requiredField = name;
      },
      switchOff: () => {
        settings.requiredField = own.requiredField;
      },
    },
    'product-value': {
      description:
        'Lets products keep the value of their deal (product-value=keep), or refuses to write it (=refuse).',
      switchOn: (what) => {
        settings.productValue = what === 'refuse' ? 'refuse' : 'keep';
      },
      switchOff: () => {
        settings.productValue = own.productValue;
      },
    },
    'no-daily-headers': {
      description: 'Leaves out the headers of the day’s budget, which are not documented.',
      switchOn: () => {
        settings.hasDailyHeaders = false;
      },
      switchOff: () => {
        settings.hasDailyHeaders = true;
      },
    },
  };
}

function goneStatus(text: string | undefined): 200 | 404 | 410 {
  return text === '200' ? 200 : text === '410' ? 410 : 404;
}
