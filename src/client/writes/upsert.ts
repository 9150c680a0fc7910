import type { NativeId, NativeRecord } from '../../model/native-record.ts';
import type { OpportunityInput } from '../../model/opportunity-input.ts';
import { ClientError } from '../client-error.ts';
import type { OpenConnection } from '../connection-types.ts';
import { checkWriteOptions } from './check-write-options.ts';
import { planCreate, planUpdate, type Keyed, type Planned } from './plan-write.ts';
import { planWithTables } from './replan-stale.ts';
import type { Settle } from './run-plan.ts';
import { beforeSending, carryOut, settler } from './single-writes.ts';
import { resolveKey, withKey } from './upsert-key.ts';
import { writerFor, type Writer } from './write-access.ts';
import type { UpsertOptions } from './write-options.ts';
import { readWriteInput } from './write-input.ts';
import type { WritePlan } from './write-plan.ts';
import type { WriteResult } from './write-result.ts';

/**
 * Looks for the record by its key; one is updated, none is created, several are refused. Where the vendor keeps the
 * field unique, the create goes through its own upsert, so that two at once make one record.
 */
export async function upsertOne(
  connection: OpenConnection,
  input: OpportunityInput,
  options: UpsertOptions,
): Promise<WritePlan | WriteResult> {
  checkWriteOptions('upsert', options);
  readWriteInput(input);
  writerFor(connection, 'update');
  const writer = writerFor(connection, 'create');
  const prepared = await beforeSending(options, async () => {
    const resolved = resolveKey(options.key, await connection.catalogue());
    const full = withKey(input, resolved);
    const keyed = keyedBy(writer, resolved);
    return { input: full, keyed, planned: await planUpsert(writer, keyed, full) };
  });
  const settle = settleUpsert(writer, prepared);
  return carryOut({ writer, planned: prepared.planned, input: prepared.input, options, settle });
}

interface Prepared {
  /** With the key in it. */
  readonly input: object;
  readonly keyed: Keyed;
  readonly planned: Planned;
}

function keyedBy(
  { operations, displayName }: Writer,
  { key, definition }: ReturnType<typeof resolveKey>,
): Keyed {
  const byVendor = operations.upsert !== undefined && definition?.unique === true;
  if (byVendor || operations.find !== undefined) return { key, byVendor };
  throw new ClientError(
    'not-supported',
    `${displayName} cannot be asked for records by the field ${key.field}.`,
    {
      hint:
        operations.upsert === undefined
          ? 'Keep the ids of the records, and use create and update.'
          : 'Use a field that the vendor keeps unique.',
    },
  );
}

async function planUpsert(writer: Writer, keyed: Keyed, input: object): Promise<Planned> {
  const ids = (await writer.operations.find?.(writer.session, keyed.key)) ?? [];
  const natives = (await Promise.all(ids.map((id) => writer.fetch(id)))).filter(
    (native) => native !== undefined,
  );
  const [native, ...others] = natives;
  if (native === undefined) {
    return planWithTables(writer, [], (bound) => planCreate(writer, bound, input, keyed), plansOf);
  }
  if (others.length > 0) return severalFound(writer, keyed, natives);
  return planWithTables(
    writer,
    [native],
    (bound) => planUpdate(writer, bound, native, input, keyed),
    plansOf,
  );
}

function plansOf({ plan }: Planned): readonly WritePlan[] {
  return [plan];
}

function severalFound(
  { connector, targets }: Writer,
  { key }: Keyed,
  natives: readonly NativeRecord[],
): Planned {
  const ids = natives.map(({ id }) => id).join(', ');
  const plan: WritePlan = {
    connector,
    call: 'update',
    key,
    requests: [],
    fields: [],
    changes: [],
    issues: [
      {
        field: `customFields[${key.field}]`,
        code: 'ambiguous-reference',
        severity: 'error',
        message: `Several records carry this key: ${ids}.`,
        hint: 'Merge or correct them, or update one of them by its id.',
        at: undefined,
      },
    ],
  };
  return { plan, change: { patch: {}, current: undefined }, extended: new Set(), targets };
}

/** A create in doubt is looked for by its key. That none is found is no proof: the vendor's index may be late. */
function settleUpsert(writer: Writer, { planned, keyed, input }: Prepared): Settle {
  const byPlanning = settler(writer, planned, input);
  return async (step, id) => {
    if (planned.plan.call !== 'create' || step > 0) return byPlanning(step, id);
    const [found, ...others] = await idsOf(writer, keyed.key);
    return found === undefined || others.length > 0
      ? { carriedOut: false, observed: 'unread' }
      : { carriedOut: true, by: 'key', id: found };
  };
}

async function idsOf({ operations, session }: Writer, key: Keyed['key']): Promise<readonly NativeId[]> {
  try {
    return (await operations.find?.(session, key)) ?? [];
  } catch {
    // Whatever it is: the caller has to learn of the create that is in doubt.
    return [];
  }
}
