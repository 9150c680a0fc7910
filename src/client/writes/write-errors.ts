import { z } from 'zod';
import type { PlannedRequest } from '../../connector-kit/writes.ts';
import type { WriteIssue } from '../../mapping/write-types.ts';
import { OpportuneError } from '../../model/error.ts';
import type { Instant, NativeId } from '../../model/native-record.ts';
import { refusalReasons } from './refusal-reason.ts';
import { planErrors, type WritePlan } from './write-plan.ts';

const shownAtMost = 10;

/** The input cannot be written as it was given. Nothing was sent. */
export class WriteRefusedError extends OpportuneError {
  override readonly code = 'write-refused';
  // Not a property: it holds values of the record, and whoever logs an error logs its properties.
  readonly #plan: WritePlan;

  constructor(plan: WritePlan) {
    const errors = planErrors(plan);
    // Who does not catch it sees nothing but the message.
    const said = errors.slice(0, shownAtMost).map(refusalLine);
    const more = errors.length > said.length ? [`  and ${errors.length - said.length} more`] : [];
    super([`Nothing was sent, the ${whichWrite(plan)} is refused:`, ...said, ...more].join('\n'), {
      context: { connector: plan.connector, call: callOf(plan), id: plan.id, errors: errors.length },
      hint: '`issues` says for each field what to do instead; with `dryRun` the plan is returned.',
    });
    this.#plan = plan;
  }

  get plan(): WritePlan {
    return this.#plan;
  }

  get issues(): readonly WriteIssue[] {
    return this.#plan.issues;
  }
}

function refusalLine({ field, code, at }: WriteIssue): string {
  return `  ${field} [${code}]: ${refusalReasons[code]}${at === undefined ? '' : ` (${at})`}`;
}

/** A complaint of the vendor about one field. */
export interface FailedField {
  /** The unified field that was sent there; absent where none was, such as for a key of passThrough. */
  readonly field?: string;
  /** The vendor's name; absent where the whole request is meant. */
  readonly native?: string;
  /** The vendor's words, without values. */
  readonly message: string;
  /** The vendor's code for it, where it has one beside its words: `INVALID_OPTION`. */
  readonly code?: string;
  /** Ids of the records that it is about: those that are not there, or the one that has the value already. */
  readonly records?: readonly string[];
}

/** How far a write has come. */
export interface WriteProgress {
  readonly plan: WritePlan;
  /** Of the record; absent where it does not exist, or nobody knows under which id. */
  readonly id?: NativeId;
  /** Requests that were surely carried out. */
  readonly done: readonly PlannedRequest[];
  readonly failed: PlannedRequest;
  readonly notTried: readonly PlannedRequest[];
  readonly cause: unknown;
}

/** The vendor surely did not carry out one of the requests of a write. What came before it stays as it is. */
export class WriteFailedError extends OpportuneError {
  override readonly code = 'write-failed';
  // As above: private, so that a log does not show values.
  readonly #progress: WriteProgress;
  readonly fields: readonly FailedField[];

  constructor(progress: WriteProgress, fields: readonly FailedField[]) {
    const { cause, done } = progress;
    const hint = cause instanceof OpportuneError ? cause.hint : undefined;
    super(`${failedStep(progress)} failed. ${wordsOf(cause)}${fieldWords(fields)} ${remains(progress)}`, {
      cause,
      context: progressContext(progress),
      ...(done.length > 0 && progress.plan.call === 'create'
        ? { hint: 'The record exists: update it with what is missing, or delete it. Do not create it again.' }
        : hint === undefined
          ? {}
          : { hint }),
    });
    this.#progress = progress;
    this.fields = fields;
  }

  get progress(): WriteProgress {
    return this.#progress;
  }
}

/** What reading the record afterwards has shown; `unread` where it was not, or could not be, read. */
export type Observation = 'unread' | 'unchanged' | 'unclear';

/** A request of a write may or may not have been carried out. It was not sent again. */
export class AmbiguousWriteError extends OpportuneError {
  override readonly code = 'write-ambiguous';
  readonly #progress: WriteProgress;
  readonly observed: Observation;

  constructor(progress: WriteProgress, observed: Observation) {
    const seen = {
      unread: '',
      unchanged: ' Read afterwards, the record had not changed; the vendor may still carry it out.',
      unclear: ' Read afterwards, the record did not tell.',
    }[observed];
    super(
      `${failedStep(progress)} may or may not have been carried out. ${wordsOf(progress.cause)}${seen} ${remains(progress)}`,
      {
        cause: progress.cause,
        context: { ...progressContext(progress), observed },
        hint: howToFindOut[progress.plan.call],
      },
    );
    this.#progress = progress;
    this.observed = observed;
  }

  get progress(): WriteProgress {
    return this.#progress;
  }
}

const howToFindOut = {
  create:
    'Look for the record, by its title or a field that only it has, before creating it again; an upsert by a unique field may be repeated.',
  update: 'Read the record. Updating it again is safe: only what still differs is sent.',
  delete: 'Read the record. Deleting it again is safe.',
} as const;

/** The record changed after the instant that was given. Nothing was sent. */
export class PreconditionError extends OpportuneError {
  override readonly code = 'precondition-failed';
  readonly id: NativeId;
  readonly ifUnmodifiedSince: Instant;
  /** Undefined where the vendor does not say. */
  readonly changedAt: Instant | undefined;

  constructor(id: NativeId, ifUnmodifiedSince: Instant, changedAt: Instant | undefined) {
    super(
      changedAt === undefined
        ? `The vendor does not say when the opportunity "${id}" last changed, so ifUnmodifiedSince cannot be kept.`
        : `The opportunity "${id}" changed at ${changedAt}, after ${ifUnmodifiedSince}.`,
      {
        context: { id, ifUnmodifiedSince, changedAt },
        hint: 'Read the record again, and decide anew what to write.',
      },
    );
    this.id = id;
    this.ifUnmodifiedSince = ifUnmodifiedSince;
    this.changedAt = changedAt;
  }
}

/** The record to be written is not there. Nothing was sent. */
export class NoSuchRecordError extends OpportuneError {
  override readonly code = 'no-such-record';
  readonly id: NativeId;

  constructor(id: NativeId, why: 'missing' | 'deleted' | 'withheld' = 'missing') {
    const said = {
      missing: `The vendor has no opportunity "${id}".`,
      deleted: `The opportunity "${id}" is deleted or merged into another one.`,
      withheld: `The vendor does not show the opportunity "${id}" to these credentials.`,
    }[why];
    const hint =
      why === 'deleted'
        ? 'Restore it at the vendor first, or write to the record it was merged into.'
        : 'Check the id and what these credentials may see.';
    super(said, { context: { id, why }, hint });
    this.id = id;
  }
}

/** As the caller called it. */
function callOf({ call, key }: WritePlan): string {
  return key === undefined ? call : 'upsert';
}

/** `update of 4711`, `upsert`. */
function whichWrite(plan: WritePlan): string {
  return plan.id === undefined ? callOf(plan) : `${callOf(plan)} of ${plan.id}`;
}

function failedStep({ plan, done, failed, notTried }: WriteProgress): string {
  const steps = done.length + 1 + notTried.length;
  const step = steps === 1 ? '' : `, step ${done.length + 1} of ${steps} (${failed.summary})`;
  return `The ${whichWrite(plan)}${step}`;
}

function wordsOf(cause: unknown): string {
  if (cause instanceof OpportuneError) return cause.message.replace(/[^.!?]$/, '$&.');
  return cause instanceof z.ZodError
    ? 'The answer has another form than expected.'
    : 'The connection was ended.';
}

/** In both languages, and with the records it is about: `monetaryAmount (value)`. */
function nameOf({ field, native, records = [] }: FailedField): string | undefined {
  const name = field === undefined || native === undefined ? (field ?? native) : `${field} (${native})`;
  if (records.length === 0) return name;
  const which = `${records.length === 1 ? 'record' : 'records'} ${records.join(', ')}`;
  return name === undefined ? which : `${name}: ${which}`;
}

function fieldWords(fields: readonly FailedField[]): string {
  const named = new Set(fields.flatMap((failed) => nameOf(failed) ?? []));
  return named.size === 0 ? '' : ` It concerns ${[...named].slice(0, shownAtMost).join(', ')}.`;
}

function remains({ plan, id, done, notTried }: WriteProgress): string {
  const before = done.length === 0 ? 'Nothing else was sent.' : `Done before: ${summaries(done)}.`;
  const created = plan.call === 'create' && id !== undefined ? ` The record is ${id}.` : '';
  const after = notTried.length === 0 ? '' : ` Not tried: ${summaries(notTried)}.`;
  return `${before}${created}${after}`;
}

function summaries(requests: readonly PlannedRequest[]): string {
  const shown = requests.slice(0, shownAtMost).map(({ summary }) => summary);
  const more = requests.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

function progressContext({ plan, id, done, failed, notTried }: WriteProgress) {
  return {
    connector: plan.connector,
    call: plan.call,
    id,
    operation: failed.operationId,
    stepsDone: done.length,
    stepsNotTried: notTried.length,
  };
}
