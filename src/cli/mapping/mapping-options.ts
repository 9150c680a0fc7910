import type { OptionSpec } from '../command.ts';

/** What stands beside native records where there is no vendor to ask. */
export const mappingInputOptions: readonly OptionSpec[] = [
  {
    flags: '--lookups <file>',
    description: 'lookup tables: { "<table>": { "<id>": { "<column>": <value> } } }',
  },
  {
    flags: '--account <file>',
    description: 'the account: { "currency": "EUR", "timezone": "Europe/Berlin" }',
  },
  { flags: '--overlay <name|file>', description: 'an overlay: a bundled name, or a file', repeatable: true },
];
