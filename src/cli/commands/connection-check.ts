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
  summary: 'ask each vendor who we are, and what these credentials may not read',
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
  readonly missingPermissions?: readonly string[];
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
    const { ok, missingPermissions = [] } = result;
    return ok && missingPermissions.length === 0 ? exitCode.fine : exitCode.findings;
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
        const missing = crm.connection.missingPermissions().map(({ what }) => what);
        return { connection, ok: true, account, currency, timezone, missingPermissions: missing };
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

function lineOf(result: CheckResult, { terminal }: Invocation): string {
  const { out } = terminal;
  if (result.error !== undefined) {
    const { code, message, hint } = result.error;
    return `${out.red('failed')}  ${result.connection}: ${message} [${code}]${hint === undefined ? '' : `\n        ${hint}`}`;
  }
  const facts = [result.currency, result.timezone].filter((fact) => fact !== null && fact !== undefined);
  const missing = result.missingPermissions ?? [];
  const may = missing.length === 0 ? '' : `\n        ${out.yellow('may not read')} ${missing.join(', ')}`;
  return `${out.green('ok')}      ${result.connection}: ${[result.account, ...facts].join(', ')}${may}`;
}
