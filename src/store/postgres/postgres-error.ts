import { StoreError, type StoreErrorCode } from '../store-error.ts';
import type { PostgresPlace } from './postgres-url.ts';

interface Meaning {
  readonly code: StoreErrorCode;
  readonly hint: string;
}

const gone: Meaning = {
  code: 'store-unreachable',
  hint: 'See that the server runs and can be reached, then run again: the next run goes on where the store stands.',
};
const insecure: Meaning = {
  code: 'store-unreachable',
  hint: 'Check sslmode and certificates of the address: https://node-postgres.com/features/ssl',
};
const locked: Meaning = {
  code: 'store-busy',
  hint: 'Wait until the other program has finished, then run again.',
};
const refused: Meaning = { code: 'store-failed', hint: 'Check user, password and rights of the database.' };
const full: Meaning = {
  code: 'store-full',
  hint: 'Make room on the server’s disk and run again; nothing is lost.',
};

/** SQLSTATE codes and their classes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const meanings: Readonly<Record<string, Meaning>> = {
  '08': gone,
  '57P': gone,
  // The process stood still for too long in the middle of a page.
  '25P03': gone,
  '28': refused,
  '42501': refused,
  '25006': { code: 'store-failed', hint: 'This server only reads: name the one that writes.' },
  '3D000': { code: 'destination-not-found', hint: 'Make the database first, or correct its name.' },
  '3F000': { code: 'destination-not-found', hint: 'Name a schema: postgres://…/DATABASE?schema=NAME.' },
  '2BP01': {
    code: 'store-failed',
    hint: 'The view of --columns has changed, and views of your own stand on it: drop it with them (DROP VIEW … CASCADE), run again and make yours anew.',
  },
  '54011': {
    code: 'store-failed',
    hint: 'The view of --columns has more columns than PostgreSQL takes (1,664): run without it, or with fewer custom mappings.',
  },
  '40': locked,
  '55P03': locked,
  '57014': { code: 'store-busy', hint: 'A statement took too long: see what else keeps the server busy.' },
  '53100': full,
  '53300': { code: 'store-busy', hint: 'The server has no connection left: close some, or raise its limit.' },
};

/** Of the network, by the codes of Node. */
const network = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Of the driver, which gives them no code: the connection has ended, or no answer came in time. */
const lost =
  /^(?:Connection terminated|Client has encountered a connection error|Query read timeout|timeout expired|timeout exceeded)/;

/** Conflicts that a second try resolves: serialization failure and deadlock. */
const conflicts: ReadonlySet<unknown> = new Set(['40001', '40P01']);

export function isConflict(error: unknown): boolean {
  return error instanceof StoreError && conflicts.has(error.context['sqlstate']);
}

/** What the driver threw, in our words. Values of records and passwords stay out of them. */
export function asStoreError({ name, secrets }: PostgresPlace, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreError) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  // Only what the server itself answers has a severity.
  const isAnswer = code !== undefined && 'severity' in error;
  // The sockets of several addresses of one host may each have failed.
  const meaning = isAnswer
    ? (meanings[code] ?? meanings[code.slice(0, 3)] ?? meanings[code.slice(0, 2)])
    : network.has(code ?? '') || lost.test(error.message)
      ? gone
      : /CERT|SIGNATURE|TLS|SSL/.test(code ?? error.message)
        ? insecure
        : undefined;
  if (meaning === undefined && !isAnswer && !fromDriver(error, code)) return error;
  // Classes 22 and 23 quote the value they are about.
  const isAboutValue = isAnswer && /^2[23]/.test(code);
  const said = isAboutValue ? `error ${code}` : withoutSecrets(error.message || (code ?? ''), secrets);
  return new StoreError(meaning?.code ?? 'store-failed', `PostgreSQL could not use ${name}: ${said}.`, {
    context: { store: name, ...(isAnswer ? { sqlstate: code } : {}) },
    hint: meaning?.hint ?? 'Run again; if it stays, see the log of the server.',
    cause: new Error(said),
  });
}

/** TLS and sign-in failures have a code of Node or speak of themselves; anything else is a defect of ours. */
function fromDriver(error: Error, code: string | undefined): boolean {
  return code !== undefined || /^(?:SASL|SCRAM|self.signed|unable to)/i.test(error.message);
}

function withoutSecrets(message: string, secrets: readonly string[]): string {
  return secrets.reduce((text, secret) => text.replaceAll(secret, '[secret]'), message);
}
