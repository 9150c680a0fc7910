import type { OptionSpec } from '../command.ts';

const specs: readonly OptionSpec[] = [
  { flags: '--connection <name>', description: 'a connection of the configuration' },
  { flags: '--connector <vendor>', description: 'without a configuration: the vendor to talk to' },
  {
    flags: '--credential <name=value>',
    description:
      'one credential; better: OPPORTUNE_<CONNECTION>_<NAME> in the environment, which wins over the configuration',
    repeatable: true,
  },
  { flags: '--credentials-file <file>', description: 'credentials as JSON or YAML: names and texts' },
  { flags: '--base-url <url>', description: 'another server that speaks the vendor’s API' },
  {
    flags: '--allow-custom-origin',
    description: 'send credentials to --base-url even if it is not this machine',
  },
  {
    flags: '--token-url <url>',
    description: 'where OAuth access is renewed instead of at the vendor; for use with --base-url',
  },
  { flags: '--mapping <file>', description: 'a mapping file instead of the bundled one' },
  { flags: '--overlay <name|file>', description: 'an overlay: a bundled name, or a file', repeatable: true },
  {
    flags: '--account-currency <code>',
    description: 'the account’s currency, where the vendor does not say it',
  },
  {
    flags: '--account-timezone <name>',
    description: 'the account’s time zone, where the vendor does not say it',
  },
  {
    flags: '--config <file>',
    description: 'configuration to use (default: opportune.yaml, if there is one)',
  },
];

/** What every command that talks to a vendor takes. */
export const connectionOptions: readonly OptionSpec[] = specs.map((spec) => ({
  ...spec,
  group: 'Connection',
}));
