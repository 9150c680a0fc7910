import { z } from 'zod';
import { factsMaxAgeMs } from '../client/assemble-connection.ts';
import type { OpenConnection } from '../client/connection-types.ts';
import type { AccountFacts } from '../connector-kit/resource.ts';
import { instantFromMs, msFromInstant } from '../model/instant.ts';
import type { Instant } from '../model/native-record.ts';
import type { LookupEntry } from '../store/destination.ts';
import { SyncError } from './sync-error.ts';

/** How long an account's currency and time zone are taken as they were told: they change about never. */
const keptForMs = 86_400_000;

/** Table of the notes on what was loaded when. */
export const loadedNotes = '$loaded';
const accountKey = '$account';

const Facts = z.object({
  id: z.string().exactOptional(),
  name: z.string(),
  currency: z.string().nullable(),
  timezone: z.string().nullable(),
});
const Note = z.object({
  at: z.iso.datetime(),
  since: z.iso.datetime(),
  facts: Facts,
  openedWith: z.string().exactOptional(),
});

/** The account as the vendor told it to an earlier run. */
export interface KeptAccount {
  readonly facts: AccountFacts;
  readonly loadedAtMs: number;
  /** By the vendor's clock: from then on, what changed was translated with these facts. */
  readonly since: Instant;
  /** True where nobody need ask again. */
  readonly isYoung: boolean;
}

export function keptAccount(
  notes: readonly LookupEntry[],
  { session }: Pick<OpenConnection, 'session'>,
  nowMs: number,
): KeptAccount | undefined {
  const note = Note.safeParse(notes.find(({ key }) => key === accountKey)?.columns).data;
  if (note === undefined) return undefined;
  const { at, since, facts } = note;
  const loadedAtMs = msFromInstant(at);
  const ageMs = nowMs - loadedAtMs;
  // Other credentials may open another account. A clock that was set back since: how old it is cannot be told.
  const isYoung = note.openedWith === session.openedWith && ageMs >= 0 && ageMs <= keptForMs;
  return { facts, loadedAtMs, since, isYoung };
}

/** What was kept of one account, and the other one that these credentials open. */
export interface OtherAccount {
  readonly kept: AccountFacts;
  readonly opened: AccountFacts;
}

/** Undefined where it is the same account, where nobody need ask, and where the vendor tells none by an id. */
export async function otherAccount(
  connection: OpenConnection,
  kept: KeptAccount | undefined,
): Promise<OtherAccount | undefined> {
  if (kept?.facts.id === undefined || kept.isYoung) return undefined;
  const opened = await connection.accountAsTold();
  if (opened?.id === undefined || opened.id === kept.facts.id) return undefined;
  return { kept: kept.facts, opened };
}

/** Keeps the records of two accounts apart. */
export function refusalOf({ kept, opened }: OtherAccount, name: string): SyncError {
  return new SyncError('other-account', `${name} has been read from ${kept.name}; this is ${opened.name}.`, {
    context: { connection: name, stored: kept.id, account: opened.id },
    hint: 'Correct the credentials. For another account give the connection a name of its own, or choose another destination.',
  });
}

export function seedAccount(connection: OpenConnection, { facts, loadedAtMs }: KeptAccount): void {
  connection.seedAccount(facts, loadedAtMs, keptForMs);
}

/** What there is to note of the account when a pass opens, and from when on its change makes records doubtful. */
export interface AccountNews {
  readonly entries: readonly LookupEntry[];
  readonly doubtfulFrom: Instant | undefined;
}

/**
 * The account was asked for again: noted with the pass that opens. Where it has changed since it was last asked for,
 * what changed in between may have been translated with what was no longer true.
 */
export async function accountNews(
  connection: OpenConnection,
  kept: KeptAccount | undefined,
  startedAt: Instant,
  nowMs: number,
): Promise<AccountNews> {
  if (kept?.isYoung === true) return { entries: [], doubtfulFrom: undefined };
  const facts = await connection.accountAsTold();
  // Not shown to these credentials: they may be given the right any day.
  if (facts === undefined) return { entries: [], doubtfulFrom: undefined };
  // A connection that was open already may have asked a while before the pass began.
  const since = instantFromMs(msFromInstant(startedAt) - factsMaxAgeMs) ?? startedAt;
  const { openedWith } = connection.session;
  const columns = {
    at: instantFromMs(nowMs) ?? '',
    since,
    facts: { ...facts },
    ...(openedWith === undefined ? {} : { openedWith }),
  };
  return {
    entries: [{ table: loadedNotes, key: accountKey, columns }],
    doubtfulFrom: kept !== undefined && isOther(kept.facts, facts) ? kept.since : undefined,
  };
}

function isOther(before: AccountFacts, after: AccountFacts): boolean {
  return before.currency !== after.currency || before.timezone !== after.timezone;
}
