import type { MissingPermission } from '../../client/or-undefined.ts';
import { OpportuneError } from '../../model/error.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { connectionOptions } from '../connection/connection-options.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { exitCodeOf } from '../exit-code-of.ts';
import { withConnection } from '../connection/open-connection.ts';

/** `opportune connection check [names...]` */
export const connectionCheck: CommandSpec = {
  name: 'connection check',
  args: '[names...]',
  summary: 'ask each vendor who we are, and what has to be done without',
  options: connectionOptions,
  examples: [
    { command: 'opportune connection check', shows: 'every connection of the configuration' },
    { command: 'opportune connection check acme --json', shows: 'one of them, for a program' },
    { command: 'opportune connection check --connector hubspot', shows: 'without a configuration' },
  ],
  run: checkConnections,
};

interface CheckResult {
  readonly connection: string;
  readonly ok: boolean;
  readonly account?: string;
  readonly currency?: string | null;
  readonly timezone?: string | null;
  /** What these credentials may not read. */
  readonly missingPermissions?: readonly string[];
  /** What the vendor has no address for. */
  readonly notFound?: readonly string[];
  readonly error?: { readonly code: string; readonly message: string; readonly hint?: string | undefined };
}

async function checkConnections(invocation: Invocation): Promise<ExitCode> {
  const { terminal } = invocation;
  const results: CheckResult[] = [];
  const { eachConnection } = await import('../sync/each-connection.ts');
  const code = await eachConnection(invocation, async (name) => {
    const result = await checkOne(invocation, name);
    results.push(result);
    if (!terminal.flags.json) terminal.result(lineOf(result, invocation));
    const { ok, missingPermissions = [], notFound = [] } = result;
    return ok && missingPermissions.length + notFound.length === 0 ? exitCode.fine : exitCode.findings;
  });
  if (terminal.flags.json) terminal.json(results);
  return code;
}

async function checkOne(invocation: Invocation, asked: string | undefined): Promise<CheckResult> {
  let connection = asked ?? '';
  try {
    return await withConnection(
      invocation,
      async (crm, settings) => {
        connection = settings.name;
        const account = await crm.checkConnection();
        const { currency, timezone } = await crm.account();
        await crm.connection.catalogue();
        const missing = Object.groupBy(crm.connection.missingPermissions(), ({ reason }) => reason);
        const missingPermissions = namesOf(missing.permission);
        const notFound = namesOf(missing['not-found']);
        return { connection, ok: true, account, currency, timezone, missingPermissions, notFound };
      },
      asked,
    );
  } catch (error) {
    // What the vendor says is a finding; a wrong command line or configuration is not.
    if (!(error instanceof OpportuneError) || exitCodeOf(error) === exitCode.usage) throw error;
    const { code, message, hint } = error;
    return { connection, ok: false, error: { code, message, hint } };
  }
}

function namesOf(missing: readonly MissingPermission[] = []): readonly string[] {
  return missing.map(({ what }) => what);
}

function lineOf(result: CheckResult, { terminal }: Invocation): string {
  const { out } = terminal;
  if (result.error !== undefined) {
    const { code, message, hint } = result.error;
    return `${out.red('failed')}  ${result.connection}: ${message} [${code}]${hint === undefined ? '' : `\n        ${hint}`}`;
  }
  const facts = [result.currency, result.timezone].filter((fact) => fact !== null && fact !== undefined);
  const { missingPermissions = [], notFound = [] } = result;
  const without = (words: string, found: readonly string[]): string =>
    found.length === 0 ? '' : `\n        ${out.yellow(words)} ${found.join(', ')}`;
  const line = `${out.green('ok')}      ${result.connection}: ${[result.account, ...facts].join(', ')}`;
  return line + without('may not read', missingPermissions) + without('the vendor has no', notFound);
}
