import type { NativeType } from '../../connector-kit/resource.ts';
import type { JsonValue } from '../../model/json.ts';

/** What is known about one native path. */
export interface NativeField {
  /** As the descriptor writes it. */
  readonly path: string;
  readonly type: NativeType;
  readonly access: 'read' | 'read-write';
  /** Values the vendor documents; undefined where it names none. */
  readonly values: readonly string[] | undefined;
  /** True where further values may come. */
  readonly open: boolean;
  /** False where the vendor refuses null. */
  readonly nullable: boolean;
  /** What clears it, where that is not what clears the vendor's other fields: of fields that the account added. */
  readonly clear: JsonValue | undefined;
  /** Text is trimmed; nothing left is no value. */
  readonly trim: boolean;
  /** Order of day, month and year of a `date`. */
  readonly format: DateFormat;
  /** The request that adds it, for fields that are not part of the plain record. */
  readonly attached: string | undefined;
  /**
   * Native fields from which the vendor works this one out: once one of them is written, what stands here is old,
   * unless it is written as well.
   */
  readonly derivedFrom: readonly string[];
  /** A new record has to have it, and blank text is none. */
  readonly required: boolean;
  /** A new record that says nothing of it gets a value of the vendor's choice; null has to be said. */
  readonly prefilled: boolean;
  /** A record may begin without a value; once it has one, it can get another and none no more. */
  readonly lasting: boolean;
  /** No page of the vendor says that it can be written: it is sent with a warning. */
  readonly unproven: boolean;
  /** The vendor keeps whole numbers only; of an id, that it is the text of one. */
  readonly whole: boolean;
  /** The vendor keeps text in small letters. */
  readonly lowerCase: boolean;
  /** Marks of items that the account itself has made can be given to items, though nobody knows them beforehand. */
  readonly ownMarks: boolean;
  /** The longest text that the vendor keeps, in UTF-16 units; undefined where it names no limit. */
  readonly longest: number | undefined;
  /** For people who choose among the fields. */
  readonly note: string | undefined;
}

export const dateFormats = ['Y-M-D', 'M/D/Y', 'D/M/Y'] as const;
export type DateFormat = (typeof dateFormats)[number];

/** What is known about one lookup table. */
export interface LookupTable {
  readonly name: string;
  readonly columns: ReadonlyMap<string, NativeField>;
  /** Columns whose values name one row only. */
  readonly unique: readonly string[];
  readonly load: 'all' | 'by-key';
  /** Keys are compared without regard to case and white space. */
  readonly fold: boolean;
}

/** Wire facts of one kind of native record. */
export interface NativeDescriptor {
  /** `vendor/object`. */
  readonly native: string;
  /** Besides null, values that mean "no value". */
  readonly empty: readonly string[];
  /** What is sent to clear a field. */
  readonly clear: JsonValue;
  /** How ids go over the wire. */
  readonly ids: 'text' | 'number';
  /** The time zone at whose midnight a day that is counted in seconds begins; an IANA name. */
  readonly dayZone: string;
  /** Beginnings of keys that are never custom fields. */
  readonly reserved: readonly string[];
  readonly fields: ReadonlyMap<string, NativeField>;
  readonly lookups: ReadonlyMap<string, LookupTable>;
  /** Facts of the account, as `$account.<name>`. */
  readonly account: ReadonlyMap<string, NativeField>;
}
