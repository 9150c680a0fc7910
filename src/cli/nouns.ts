import type { Example } from './command.ts';

/** What groups commands: the first word of those that have two. */
export interface Noun {
  /** What it is about, for the list of commands. */
  readonly summary: string;
  /** Short enough for a narrow terminal. */
  readonly examples: readonly Example[];
}

export const nouns: Readonly<Record<string, Noun>> = {
  sync: {
    summary: 'copy opportunities into a database or a file, and see how far that is',
    examples: [
      { command: 'opportune sync run acme --to sqlite:deals.db', shows: 'everything, then changes' },
      { command: 'opportune sync status --to sqlite:deals.db', shows: 'what is there, and how old it is' },
      { command: 'opportune sync verify acme', shows: 'that nothing is missing' },
      { command: 'opportune sync replay acme', shows: 'a changed mapping on what is stored' },
    ],
  },
  mapping: {
    summary: 'check, test, preview and explain mapping files, and have editors complete them',
    examples: [
      { command: 'opportune mapping check ./my-overlay.yaml', shows: 'mistakes, with line and hint' },
      { command: 'opportune mapping test hubspot', shows: 'the examples in the files' },
      { command: 'opportune mapping preview copper --native deal.json', shows: 'a record, translated' },
      { command: 'opportune mapping explain hubspot closeDate', shows: 'where a field comes from' },
    ],
  },
  opportunity: {
    summary: 'read and write unified opportunities live at a connection',
    examples: [
      { command: 'opportune opportunity list --connection acme', shows: 'the deals, one a line' },
      { command: 'opportune opportunity get 42 --connection acme', shows: 'one of them' },
      {
        command: 'opportune opportunity update 42 --set status=Won --plan',
        shows: 'what would be sent, before anything is',
      },
    ],
  },
  connection: {
    summary: 'the connections of the configuration',
    examples: [
      { command: 'opportune connection list', shows: 'those of opportune.yaml' },
      { command: 'opportune connection check acme', shows: 'whether its credentials work' },
    ],
  },
  connector: {
    summary: 'the vendors that are built in',
    examples: [
      { command: 'opportune connector list', shows: 'what there is' },
      { command: 'opportune connector show pipedrive', shows: 'what one can do, and what it asks for' },
    ],
  },
};
