import type { CustomFieldDefinition } from '../../connector-kit/resource.ts';
import { dateInZone, type DateInZone } from '../../model/zoned-date.ts';
import { nativePaths } from '../check/plan-walk.ts';
import type { CheckedMapping } from '../load-files.ts';
import type { BoundMapping, CompiledMapping, LookupTables, MappingContext } from '../mapping-types.ts';
import { encodingsOf } from '../write/encodings.ts';
import { writeRecord } from '../write/write-record.ts';
import { compileWriters, type Writers } from '../write/writers.ts';
import { bindMapping } from './bound-mapping.ts';
import { catalogueOfTable } from './catalogue-of-table.ts';
import { compileFields, type CompiledFields } from './compile-fields.ts';
import { rememberedDays } from './day-cache.ts';
import { rememberedReaders, type CatalogueReader } from './custom-field-reader.ts';
import { fold } from './fold.ts';
import { compileLookupKeys } from './lookup-keys.ts';
import type { LookupRows, RunParts } from './run.ts';
import type { Shape } from './shape.ts';

/** A mapping's closures, and how a context becomes what they work with. */
export interface MappingParts {
  readonly checked: CheckedMapping;
  readonly compiled: CompiledFields;
  partsOf(context: MappingContext): RunParts;
}

/** Compiles a checked mapping. All of it happens once: binding it to a context is cheap. */
export function compileParts(checked: CheckedMapping): MappingParts {
  const { descriptor } = checked;
  const compiled = compileFields(checked);
  const calendars = rememberedCalendars();
  const catalogues = cataloguesOf(descriptor.empty);
  const folded = foldedRows();
  const tablesOf = ({ lookups }: MappingContext): RunParts['tables'] =>
    compiled.tables.map((name) => {
      const rows = lookups.get(name);
      return rows !== undefined && descriptor.lookups.get(name)?.fold === true ? folded(rows) : rows;
    });
  return {
    checked,
    compiled,
    partsOf: (context) => ({
      tables: tablesOf(context),
      account: { ...context.account },
      dateInZone: calendars(context.account.timezone),
      customFields: catalogues(context),
      containers: compiled.containers,
    }),
  };
}

export function compileMapping<Unified>(
  { checked, compiled, partsOf }: MappingParts,
  hash: string,
  shape: Shape<Unified>,
): CompiledMapping<Unified> {
  const { descriptor, vendor, model } = checked;
  // Most processes only read.
  let writers: Writers | undefined;
  const writersOf = (): Writers => (writers ??= compileWriters(checked, compiled.tables));
  const encodings = encodingsOf(descriptor.dayZone);
  return {
    vendor,
    model: model.name,
    hash,
    paths: nativePaths([...checked.fields.values(), ...checked.customMappings.values()], descriptor.fields),
    lookups: compiled.tables,
    customMappings: new Map(
      [...checked.customMappings].map(([key, { target }]) => [key, { type: target.type, list: target.list }]),
    ),
    get writeTables() {
      return writersOf().tables;
    },
    get writeTargets() {
      return writersOf().targets;
    },
    lookupKeys: compileLookupKeys(checked),
    bind: (context) => {
      const parts = partsOf(context);
      const bound = bindMapping(checked, compiled, shape, parts);
      const scope = {
        descriptor,
        lookups: context.lookups,
        encoding: encodings(context.account.timezone),
        dateInZone: parts.dateInZone,
      };
      const write: BoundMapping<Unified>['write'] = (input, current) =>
        writeRecord(input, current, {
          writers: writersOf(),
          scope: { ...scope, entries: writersOf().entries },
          catalogue: catalogueOf(context),
          read: (native) => bound.read(native),
        });
      return { ...bound, write };
    },
  };
}

const utc: DateInZone = (instant) => instant.slice(0, 10);

/** The calendar of a time zone; that of UTC where the zone is not known. */
function rememberedCalendars(): (timezone: string | null) => DateInZone {
  const known = new Map<string, DateInZone>();
  return (timezone) => {
    if (timezone === null) return utc;
    const found = known.get(timezone) ?? calendarOf(timezone) ?? utc;
    known.set(timezone, found);
    return found;
  };
}

function calendarOf(timezone: string): DateInZone | undefined {
  const calendar = dateInZone(timezone);
  return calendar === undefined ? undefined : rememberedDays(calendar);
}

/** Definitions that the vendor gave, else those of the lookup table `customFields`; undefined where neither is there. */
function catalogueOf({ catalogue, lookups }: MappingContext): readonly CustomFieldDefinition[] | undefined {
  const rows = lookups.get('customFields');
  return catalogue ?? (rows === undefined ? undefined : catalogueOfTable(rows));
}

/** Definitions that the vendor gave, else those of the lookup table `customFields`, else none. */
function cataloguesOf(empty: readonly string[]): (context: MappingContext) => CatalogueReader {
  const readers = rememberedReaders(empty);
  const noDefinitions: readonly CustomFieldDefinition[] = [];
  const ofTables = new WeakMap<LookupRows, readonly CustomFieldDefinition[]>();
  const fromTable = (lookups: LookupTables): readonly CustomFieldDefinition[] => {
    const rows = lookups.get('customFields');
    if (rows === undefined) return noDefinitions;
    const found = ofTables.get(rows) ?? catalogueOfTable(rows);
    ofTables.set(rows, found);
    return found;
  };
  return ({ catalogue, lookups }) => readers(catalogue ?? fromTable(lookups));
}

/** Tables whose keys are compared folded, folded once for as long as the same table is used. */
function foldedRows(): (rows: LookupRows) => LookupRows {
  const known = new WeakMap<LookupRows, LookupRows>();
  return (rows) => {
    const found = known.get(rows) ?? new Map([...rows].map(([key, row]) => [fold(key), row]));
    known.set(rows, found);
    return found;
  };
}
