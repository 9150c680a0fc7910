import type { OptionSpec } from '../command.ts';

/** Values of a record. */
export const valueOptions: readonly OptionSpec[] = [
  {
    flags: '--set <field=value>',
    description:
      'one field; null clears, "null" in quotes is the text; lists with commas or given again; customFields.<id or label> and customMappings.<key> as well; wins over --input',
    repeatable: true,
  },
  {
    flags: '--pass-through <file|json>',
    description: 'an entry of passThrough, or a list of them; joins what --input has',
    repeatable: true,
  },
];

export const planOptions: readonly OptionSpec[] = [
  { flags: '--plan', description: 'show what would be done, and send nothing' },
  { flags: '--bodies', description: 'with --plan: the bodies of the requests as well' },
];

export const verifyOption: OptionSpec = {
  flags: '--verify',
  description: 'read back what was written and say what the vendor made of it',
};

export const sinceOption: OptionSpec = {
  flags: '--if-unmodified-since <instant>',
  description: 'refuse where the record changed after this instant; of one record',
};

const group = 'Many records, a line each';

/** What the exit codes of a write mean. */
export const writeExitCodes =
  '0 done, 1 refused, half done, in doubt or read back differently, 2 asked the wrong way, 3 could not be carried out, 4 stopped: go on with --retry, or with the same command';

/** Many records at once. */
export const linesOptions: readonly OptionSpec[] = [
  {
    group,
    flags: '--results <file>',
    description: 'where to note what became of each line (default: <input>.results.jsonl beside the input)',
  },
  {
    group,
    flags: '--retry <file>',
    description: 'the results of an earlier run: send only what was refused, failed or not tried',
  },
  { group, flags: '--strict', description: 'send nothing where a line of the input cannot be read' },
];

export const jsonLinesOption: OptionSpec = {
  group,
  flags: '--jsonl',
  description: 'the input is JSON Lines, a record a line, whatever its name',
};
