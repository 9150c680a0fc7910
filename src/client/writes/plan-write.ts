import type {
  NativeChange,
  PlannedRequest,
  RecordInBody,
  RecordKey,
  WriteCall,
} from '../../connector-kit/writes.ts';
import type { BoundMapping } from '../../mapping/mapping-types.ts';
import type { MappedWrite, WriteIssue, WriteTarget } from '../../mapping/write-types.ts';
import type { NativeId, NativeRecord } from '../../model/native-record.ts';
import type { Opportunity } from '../../model/opportunity.ts';
import { ClientError } from '../client-error.ts';
import { fieldChanges } from './field-changes.ts';
import { operationsOfMany } from './operations-of-many.ts';
import { applyPassThrough } from './pass-through/apply-pass-through.ts';
import { readPassThrough, type Extension } from './pass-through/read-pass-through.ts';
import type { EncodedKey } from './upsert-key.ts';
import type { Writer } from './write-access.ts';
import { readWriteInput, type WriteInput } from './write-input.ts';
import { planErrors, type WritePlan } from './write-plan.ts';

/** A plan, and what carrying it out needs besides. */
export interface Planned {
  readonly plan: WritePlan;
  readonly change: NativeChange;
  /** Of an upsert, as the vendor knows it. */
  readonly key?: RecordKey;
  /** Requests that carry something of passThrough: reading the record cannot tell whether they were carried out. */
  readonly extended: ReadonlySet<PlannedRequest>;
  /** Where unified fields are written, those of the input and all others. */
  readonly targets: readonly WriteTarget[];
}

/** Of an upsert. */
export interface Keyed {
  readonly key: EncodedKey;
  /** True where the vendor itself keeps the field unique and can upsert by it. */
  readonly byVendor: boolean;
}

type Planner = Pick<Writer, 'connector' | 'operations' | 'targets'>;

export function planCreate(
  writer: Planner,
  bound: BoundMapping<Opportunity>,
  given: unknown,
  keyed?: Keyed,
): Planned {
  const { operations } = writer;
  const input = readWriteInput(given);
  const mapped = bound.write(input.fields);
  const change = { patch: mapped.patch, current: undefined };
  const upsert = keyed?.byVendor === true ? operations.upsert : undefined;
  const byKey = upsert?.takes?.(change) === false ? undefined : upsert;
  return assemble({
    writer,
    call: 'create',
    ...(keyed === undefined ? {} : { key: keyed.key }),
    input,
    mapped,
    change,
    current: undefined,
    mainOperation: byKey?.operationId ?? mainOperationOf(writer, 'create'),
    ...(byKey?.record === undefined ? {} : { record: byKey.record }),
    requests: () =>
      keyed !== undefined && byKey !== undefined
        ? { requests: [byKey.plan(keyed.key.native, change)] }
        : { requests: operations.create?.(change) ?? [] },
  });
}

export function planUpdate(
  writer: Planner,
  bound: BoundMapping<Opportunity>,
  native: NativeRecord,
  given: unknown,
  keyed?: Pick<Keyed, 'key'>,
): Planned {
  const { operations } = writer;
  const input = readWriteInput(given);
  const mapped = bound.write(input.fields, native.body);
  const change = { patch: mapped.patch, current: native.body };
  const main = mainOperationOf(writer, 'update');
  return assemble({
    writer,
    call: 'update',
    id: native.id,
    ...(keyed === undefined ? {} : { key: keyed.key }),
    input,
    mapped,
    change,
    native,
    current: bound.read(native.body).record ?? undefined,
    mainOperation: main,
    requests: (extensions) => {
      const isEmpty = Object.keys(mapped.patch).length === 0;
      const requests = isEmpty ? [] : (operations.update?.(native.id, change) ?? []);
      const lacksMain =
        extensions.some(({ operationId }) => operationId === main) &&
        requests.every(({ operationId }) => operationId !== main);
      const bare = lacksMain ? operations.bareUpdate?.(native.id) : undefined;
      return bare === undefined ? { requests } : { bare, requests };
    },
  });
}

/** @param current what was read, where something was: with nothing left to be deleted, nothing is sent. */
export function planDelete(
  writer: Planner,
  id: NativeId,
  current?: { readonly native: NativeRecord | undefined; readonly gone: boolean },
): Planned {
  const { connector, operations } = writer;
  const native = current?.native;
  const gone = current?.gone === true;
  const plan: WritePlan = {
    connector,
    call: 'delete',
    id,
    ...(native === undefined ? {} : { current: native }),
    requests: gone ? [] : (operations.delete?.(id) ?? []),
    fields: [],
    issues: [],
    changes: native === undefined || gone ? [] : [{ field: 'deleted', before: false, after: true }],
    alsoChanges: [],
  };
  return { plan, change: { patch: {}, current: native?.body }, extended: new Set(), targets: writer.targets };
}

interface Parts {
  readonly writer: Planner;
  readonly call: WriteCall;
  readonly id?: NativeId;
  readonly key?: EncodedKey;
  readonly input: WriteInput;
  readonly mapped: MappedWrite;
  readonly change: NativeChange;
  readonly native?: NativeRecord;
  readonly current: Opportunity | undefined;
  readonly mainOperation: string;
  /** Of the main request, where its body is more than the record. */
  readonly record?: RecordInBody;
  requests(extensions: readonly Extension[]): PlannedRequests;
}

interface PlannedRequests {
  /** Writes nothing by itself: left out where passThrough adds nothing to it. */
  readonly bare?: PlannedRequest;
  readonly requests: readonly PlannedRequest[];
}

function assemble(parts: Parts): Planned {
  const { writer, call, id, key, input, mapped, change, native, current, mainOperation, record } = parts;
  const { connector, operations } = writer;
  const passThrough = readPassThrough(input.passThrough, {
    connector,
    call,
    operations: operations.operations,
    ofMany: operationsOfMany(operations),
    mainOperation,
  });
  const known = [
    ...input.issues,
    ...mapped.issues,
    ...passThrough.issues,
    ...missingTitle(parts, passThrough.extensions),
  ];
  const refused = planErrors({ issues: known }).length > 0;
  const { bare, requests }: PlannedRequests = refused
    ? { requests: [] }
    : parts.requests(passThrough.extensions);
  const applied = applyPassThrough(
    bare === undefined ? requests : [bare, ...requests],
    { extensions: refused ? [] : passThrough.extensions, mainOperation, record },
    mapped.fields,
  );
  const issues = [...known, ...applied.issues];
  const isRefused = planErrors({ issues }).length > 0;
  const plan: WritePlan = {
    connector,
    call,
    ...(id === undefined ? {} : { id }),
    ...(key === undefined ? {} : { key: shownKey(key) }),
    ...(native === undefined ? {} : { current: native }),
    requests: isRefused ? [] : applied.requests.filter((request) => request !== bare),
    fields: mapped.fields,
    issues,
    changes: fieldChanges(mapped.fields, current),
    alsoChanges: isRefused ? [] : mapped.alsoChanges,
  };
  return {
    plan,
    change,
    ...(key === undefined ? {} : { key: key.native }),
    extended: applied.touched,
    targets: writer.targets,
  };
}

/** A new record of which nothing is said. Elsewhere the mapping, or the vendor, knows what is missing. */
function missingTitle(
  { call, input, mapped }: Parts,
  extensions: readonly Extension[],
): readonly WriteIssue[] {
  const isEmpty = Object.keys(input.fields).length + input.issues.length + extensions.length === 0;
  if (call !== 'create' || !isEmpty || mapped.issues.length > 0) return [];
  const message = 'it is missing: nothing is said of the new opportunity';
  const hint = 'give at least a title';
  return [{ field: 'title', code: 'required', severity: 'error', message, hint, at: undefined }];
}

/** A key as plans show it: in the model's words. */
export function shownKey({ field, given }: EncodedKey): NonNullable<WritePlan['key']> {
  return { field: field.field, value: given };
}

function mainOperationOf({ operations }: Planner, call: WriteCall): string {
  const found = operations.operations.find(({ calls }) => calls.includes(call));
  if (found !== undefined) return found.id;
  throw new ClientError('connector-defect', `The connector names no operation for ${call}.`, {
    hint: 'Report it to the author of the connector.',
  });
}
