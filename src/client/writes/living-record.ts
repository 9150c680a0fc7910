import type { NativeId, NativeRecord } from '../../model/native-record.ts';
import { isGone } from './settle-by-reading.ts';
import type { Writer } from './write-access.ts';
import { NoSuchRecordError } from './write-errors.ts';

/**
 * The record as it is now.
 *
 * @throws NoSuchRecordError where it is not there, or deleted: some vendors go on showing such a record, and one that is
 * written to what is deleted is lost without a word, or refused in words of the vendor's.
 */
export async function living(writer: Writer, id: NativeId): Promise<NativeRecord> {
  const native = await writer.fetch(id);
  if (native === undefined) throw new NoSuchRecordError(id, await whyMissing(writer, id));
  if (await isGone(writer, native)) throw new NoSuchRecordError(id, 'deleted');
  return native;
}

/** Among many, a vendor tells apart what was merged away and what never was: the same is said of one alone. */
async function whyMissing(writer: Writer, id: NativeId): Promise<'missing' | 'deleted' | 'withheld'> {
  const { tombstones, withheld } = await writer.fetchMany([id]);
  if (tombstones.some((tombstone) => tombstone.id === id)) return 'deleted';
  return withheld.includes(id) ? 'withheld' : 'missing';
}
