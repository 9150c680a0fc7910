import { sideBySide } from '../../../connector-kit/side-by-side.ts';
import type { NativeId, NativeRecord } from '../../../model/native-record.ts';
import { goneShown, recordShown, verified, whyUnread, type Shown } from '../verify-write.ts';
import { NoSuchRecordError } from '../write-errors.ts';
import type { BulkItemResult, BulkOutcome } from './bulk-result.ts';
import type { BulkRun, Job } from './bulk-run.ts';

/** As many as are sent at the same time. */
const atOnce = 8;

/** One item that was written, and what was reported of it. */
interface Written {
  readonly job: Job;
  readonly id: NativeId;
  readonly result: BulkItemResult;
}

const wasWritten: ReadonlySet<BulkOutcome> = new Set(['created', 'updated', 'deleted']);

/**
 * Reads the records of a window back and adds what they show to the results. The writes have happened: whatever goes
 * wrong here is a part of their results, not an error.
 */
export async function verifyJobs(run: BulkRun, jobs: readonly Job[]): Promise<void> {
  const written = jobs.flatMap((job): Written[] => {
    const result = run.resultOf(job.index);
    if (result?.id === undefined || !wasWritten.has(result.outcome)) return [];
    return [{ job, id: result.id, result }];
  });
  if (written.length === 0) return;
  const shown = await shownTogether(run, written);
  run.amend(written.map(({ result }, index) => ({ ...result, ...shown[index] })));
  // Some vendors read many from an index that is late: only a record that was asked for alone is accused.
  const doubtful = written.filter((_, index) => isDoubtful(shown[index]));
  await sideBySide(doubtful, atOnce, async (one) =>
    run.amend([{ ...one.result, ...(await shownAlone(run, one)) }]),
  );
}

function isDoubtful(shown: Shown | undefined): boolean {
  return shown?.differences === undefined || shown.differences.length > 0;
}

async function shownTogether({ writer }: BulkRun, written: readonly Written[]): Promise<readonly Shown[]> {
  try {
    const { records, withheld } = await writer.fetchMany(written.map(({ id }) => id));
    const natives = new Map(records.map((record) => [record.id, record]));
    const befores = written.flatMap(({ job }): NativeRecord[] =>
      job.planned.plan.current === undefined ? [] : [job.planned.plan.current],
    );
    const bound = await writer.bind([...befores, ...records]);
    const catalogue = await writer.catalogue();
    return written.map(({ job, id }): Shown => {
      const native = natives.get(id);
      const { plan } = job.planned;
      if (withheld.includes(id)) return { unverified: new NoSuchRecordError(id, 'withheld') };
      if (plan.call === 'delete')
        return goneShown(
          native === undefined ||
            native.deletedAt !== undefined ||
            bound.read(native.body).record?.deleted === true,
        );
      return native === undefined
        ? { unverified: new NoSuchRecordError(id) }
        : recordShown(bound, plan, native, job.input, catalogue);
    });
  } catch (error) {
    const unverified = whyUnread(writer, error);
    return written.map(() => ({ unverified }));
  }
}

async function shownAlone({ writer }: BulkRun, { job, id }: Written): Promise<Shown> {
  const { plan } = job.planned;
  const { differences, sideEffects, opportunity, unverified } = await verified(
    writer,
    { id, outcome: plan.call === 'delete' ? 'deleted' : 'updated', plan },
    job.input,
  );
  return {
    ...(differences === undefined ? {} : { differences }),
    ...(sideEffects === undefined ? {} : { sideEffects }),
    ...(opportunity === undefined ? {} : { opportunity }),
    ...(unverified === undefined ? {} : { unverified }),
  };
}
