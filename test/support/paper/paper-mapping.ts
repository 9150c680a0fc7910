import type { CompiledMapping, MappingContext } from '../../../src/mapping/mapping-types.ts';
import type {
  MappedWrite,
  WriteIssue,
  WriteIssueCode,
  WrittenField,
} from '../../../src/mapping/write-types.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/model/json.ts';
import type { Opportunity } from '../../../src/model/opportunity.ts';

const at = 'paper.yaml:1:1';
const nativeNames: Readonly<Record<string, string>> = {
  title: 'title',
  monetaryAmount: 'amount',
  pipelineStageId: 'stage',
  contactIds: 'contacts',
};

/** A mapping for the vendor of these tests, in both directions. */
export function paperMapping(): CompiledMapping<Opportunity> {
  return {
    vendor: 'paper',
    model: 'opportunity',
    hash: 'paper-1',
    paths: Object.values(nativeNames),
    lookups: [],
    writeTables: ['stages'],
    writeTargets: Object.entries(nativeNames).map(([field, path]) => ({ field, path, access: 'read-write' })),
    customMappings: new Map(),
    lookupKeys: () => new Map(),
    bind: (context) => ({
      read: (native) => ({ record: opportunityOf(native), issues: [] }),
      explain: () => [],
      write: (input, current) => written(input, current, context),
    }),
  };
}

function opportunityOf(native: JsonObject): Opportunity {
  const fields = isJsonObject(native['fields']) ? native['fields'] : {};
  return {
    id: String(native['id']),
    title: String(native['title']),
    monetaryAmount: typeof native['amount'] === 'number' ? native['amount'] : null,
    pipelineStageId: String(native['stage']),
    winProbability: Number(native['probability']),
    contactIds: Array.isArray(native['contacts']) ? native['contacts'].map(String) : [],
    customFields: Object.entries(fields).map(([id, value]) => ({ id, name: id, type: 'text', value })),
    deleted: false,
    updatedAt: String(native['changedAt']),
  };
}

interface Sink {
  readonly fields: WrittenField[];
  readonly issues: WriteIssue[];
  readonly patch: Map<string, JsonValue>;
  readonly custom: Map<string, JsonValue>;
}

function written(input: JsonObject, current: JsonObject | undefined, context: MappingContext): MappedWrite {
  const sink: Sink = { fields: [], issues: [], patch: new Map(), custom: new Map() };
  for (const [field, value] of Object.entries(input)) {
    const native = Object.hasOwn(nativeNames, field) ? nativeNames[field] : undefined;
    if (field === 'customFields') customFields(value, current, sink);
    else if (native === undefined) refuse(sink, field, 'unsupported');
    else writeField(sink, { field, native, value, current, context });
  }
  const custom = sink.custom.size === 0 ? [] : [['fields', Object.fromEntries(sink.custom)] as const];
  const alsoChanges = sink.patch.has('stage')
    ? [{ field: 'winProbability', with: 'pipelineStageId', because: 'a stage has a chance', at }]
    : [];
  const { fields, issues } = sink;
  return { patch: Object.fromEntries([...sink.patch, ...custom]), fields, issues, alsoChanges };
}

interface Given {
  readonly field: string;
  readonly native: string;
  readonly value: JsonValue;
  readonly current: JsonObject | undefined;
  readonly context: MappingContext;
}

function writeField(sink: Sink, { field, native, value, current, context }: Given): void {
  // An amount may be changed only while the title does not forbid it.
  if (native === 'amount' && current?.['title'] === 'locked') refuse(sink, field, 'not-met');
  else if (value === null && native !== 'amount') refuse(sink, field, 'cannot-clear');
  else if (native === 'stage' && context.lookups.get('stages')?.has(String(value)) !== true) {
    refuse(sink, field, 'unknown-reference');
  } else if (native === 'title' && typeof value !== 'string') refuse(sink, field, 'wrong-type');
  else if (JSON.stringify(current?.[native]) === JSON.stringify(value)) {
    sink.fields.push({ field, value, path: native, at });
  } else {
    sink.fields.push({ field, value, path: native, native: value, at });
    sink.patch.set(native, value);
  }
}

function customFields(value: JsonValue, current: JsonObject | undefined, sink: Sink): void {
  if (!Array.isArray(value)) {
    refuse(sink, 'customFields', 'wrong-type');
    return;
  }
  const before = isJsonObject(current?.['fields']) ? current['fields'] : {};
  const items: readonly JsonValue[] = value;
  for (const item of items) {
    if (!isJsonObject(item)) continue;
    const id = String(item['id'] ?? item['name']);
    const field = `customFields[${id}]`;
    const given = item['value'] ?? null;
    // Its options are named in any case.
    const native = id === 'tier' && typeof given === 'string' ? given.toLowerCase() : given;
    const path = `fields.${id}`;
    if (JSON.stringify(before[id]) === JSON.stringify(native)) {
      sink.fields.push({ field, value: given, path, at });
      continue;
    }
    sink.fields.push({ field, value: given, path, native, at });
    sink.custom.set(id, native);
  }
}

function refuse({ issues }: Sink, field: string, code: WriteIssueCode): void {
  issues.push({ field, code, severity: 'error', message: `${field}: ${code}`, hint: 'leave it out', at });
}
