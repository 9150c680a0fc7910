import type { CustomFieldDefinition } from '../connector-kit/resource.ts';
import type { Issue } from '../model/issue.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { MappedWrite, WriteTarget } from './write-types.ts';

/** One file handed to the engine. The engine reads no disk: whoever calls it brings the text. */
export interface SourceFile {
  /** Path as it is shown to people in findings and explanations. */
  readonly file: string;
  readonly text: string;
}

/** Something `check` has to say about a file, at a place. */
export interface Finding {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly file: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** What to do: "did you mean …", or what would be allowed. */
  readonly hint: string | undefined;
}

/** One row of a lookup table. */
export type LookupColumns = Readonly<Record<string, JsonValue>>;

/** Lookup tables by name, rows by key. Maps, so that no key can reach a prototype. */
export type LookupTables = ReadonlyMap<string, ReadonlyMap<string, LookupColumns>>;

/** What a mapping needs besides the record. */
export interface MappingContext {
  readonly lookups: LookupTables;
  readonly account: { readonly currency: string | null; readonly timezone: string | null };
  /** The account's own fields; undefined where they are not known. */
  readonly catalogue?: readonly CustomFieldDefinition[];
}

/** One native record, translated. */
export interface MappingResult<Unified> {
  /** Null where the record cannot be used at all; the issues then say why, and it belongs into quarantine. */
  readonly record: Unified | null;
  readonly issues: readonly Issue[];
  /**
   * Native paths with a value that neither the native descriptor nor the account's custom fields know, at most 101 of a
   * record: names only, in ASCII and cut. Keys of objects, not of items of lists. Absent where there are none.
   */
  readonly unknownFields?: readonly string[];
}

/** One native value that a rule looked at, in the order in which it looked. */
export interface ExplainedStep {
  /** Native path, `$account.currency`, `$out.monetaryAmount`, or `const`. */
  readonly path: string;
  readonly native: JsonValue;
  /** Words such as `ratio-text -> percent`, `stages.probability`, `when properties.hs_is_closed is true: not met`. */
  readonly steps: readonly string[];
  readonly value: JsonValue;
  readonly used: boolean;
}

/** Where a unified value comes from, or why it is empty. */
export interface FieldExplanation {
  readonly field: string;
  readonly value: JsonValue | undefined;
  /** How it came about; exactly one reason for every field. */
  readonly reason:
    | 'mapped'
    | 'derived'
    | 'heuristic'
    | 'constant'
    | 'default'
    | 'empty-at-vendor'
    | 'guard-not-met'
    | 'not-in-lookup'
    | 'failed'
    | 'unsupported'
    | 'not-requested'
    | 'no-overlay'
    | 'write-only';
  /** One sentence for people. */
  readonly because: string | undefined;
  readonly from: readonly ExplainedStep[];
  /** `file:line:column` of the rule; `layer` says whether the base or an overlay set it. */
  readonly rule: string;
  readonly layer: 'base' | 'overlay';
  readonly issue: Issue | undefined;
  /** Of `customMappings`: the same of each of its keys. */
  readonly keys?: Readonly<Record<string, KeyOutcome>> | undefined;
}

/** How one key of `customMappings` came about, and where its rule is. */
export type KeyOutcome = Pick<FieldExplanation, 'reason' | 'because' | 'rule' | 'layer' | 'issue'>;

/** What a key of `customMappings` holds. */
export interface CustomMappingType {
  readonly type:
    'id' | 'text' | 'number' | 'integer' | 'percent' | 'currency' | 'date' | 'datetime' | 'boolean' | 'json';
  readonly list: boolean;
}

/** A checked mapping, ready to translate. Pure: same record and context, same result. */
export interface CompiledMapping<Unified> {
  readonly vendor: string;
  readonly model: string;
  /** Changes whenever the files do: stored beside each row. */
  readonly hash: string;
  /** Native paths it reads. */
  readonly paths: readonly string[];
  /** Lookup tables it uses. */
  readonly lookups: readonly string[];
  /** Lookup tables that writing uses beyond those of reading; each is loaded whole. */
  readonly writeTables: readonly string[];
  /** Native fields that unified ones are written to: what a vendor means that complains about one. */
  readonly writeTargets: readonly WriteTarget[];
  /** What the overlays add, by key. */
  readonly customMappings: ReadonlyMap<string, CustomMappingType>;
  /** Binds account, lookups and catalogue once; the returned function is the hot path. */
  bind(context: MappingContext): BoundMapping<Unified>;
  /** Keys of `by-key` lookup tables that this record needs, by table. */
  lookupKeys(native: JsonObject): ReadonlyMap<string, ReadonlySet<string>>;
}

export interface BoundMapping<Unified> {
  read(native: JsonObject): MappingResult<Unified>;
  /** All fields, or the named one. @throws MappingError when the field is not one of the model. */
  explain(native: JsonObject, field?: string): readonly FieldExplanation[];
  /**
   * The way back: a partial unified record as a change of the native one. Only the keys given are written, null clears.
   * Never throws: whatever cannot be written is an issue.
   *
   * @param current the native record as it is; undefined where it is to be created.
   */
  write(input: JsonObject, current?: JsonObject): MappedWrite;
}
