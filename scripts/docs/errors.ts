import { refusalReasons } from '../../src/client/writes/refusal-reason.ts';
import { dispositions } from '../../src/connector-kit/index.ts';

const actions = {
  retry: 'waits and tries again, as long as that can do no harm',
  'restart-listing': 'begins the pass again from where it is sure',
  'fail-record': 'gives the error to the caller',
  'stop-connection': 'stops this connection',
  'suspend-run': 'ends the run with a checkpoint and a time to resume',
  'fail-run': 'ends the run with a checkpoint',
} as const;

const fixers = {
  waiting: 'nobody: it passes',
  'account-owner': 'the owner of the account',
  'mapping-author': 'whoever wrote the request or the mapping',
  'connector-author': 'us: please report it',
} as const;

const writeErrors = [
  ['write-refused', 'The input cannot be written as it stands; `issues` says why. Nothing was sent.'],
  ['precondition-failed', 'The record changed after `ifUnmodifiedSince`. Nothing was sent.'],
  ['no-such-record', 'There is no such record to be updated. Nothing was sent.'],
  [
    'write-failed',
    'The vendor refused a request. `progress` says what was carried out before it and what was not tried; `fields` names what it complained about.',
  ],
  [
    'write-ambiguous',
    'An answer was lost, and reading did not tell what became of the request. `progress` is as above; the hint says how to find out.',
  ],
  ['not-supported', 'The vendor has no such call.'],
] as const;

/** The error classes and what is done about each. */
export function errors(): string {
  const rows = Object.entries(dispositions).map(
    ([name, { action, fixedBy }]) => `| \`${name}\` | ${actions[action]} | ${fixers[fixedBy]} |`,
  );
  return [
    '# Errors',
    '',
    'Made from the code by `npm run docs`. Every error extends `OpportuneError` and carries a stable `code`, a `hint` and a `context` of names,',
    'ids and counts. No error, log line or row ever holds a credential. A failed request is a `VendorError`; its `code` is one of these:',
    '',
    '| code | what the engine does | who can fix it |',
    '|---|---|---|',
    ...rows,
    '',
    '`details.ambiguous` is true where a write may or may not have been carried out. Such a write is never sent again.',
    '',
    'Writes of opportunities have errors of their own:',
    '',
    '| code | what happened |',
    '|---|---|',
    ...writeErrors.map(([code, meaning]) => `| \`${code}\` | ${meaning} |`),
    '',
    'A `write-refused` has issues, one or more a field; a warning stops nothing:',
    '',
    '| code of the issue | the field |',
    '|---|---|',
    ...Object.entries(refusalReasons).map(([code, reason]) => `| \`${code}\` | ${reason} |`),
    '',
    'The command line ends with 0 when all is well, 1 when it has findings, 2 when it was asked the wrong way, 3 when the work failed,',
    '4 when it was stopped and can be gone on with. A write that was refused, by us or by the vendor, that was left half done or is in doubt is a',
    'finding: running the command again would not help, and might harm.',
    '',
  ].join('\n');
}
