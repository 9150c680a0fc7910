import type { NativeDescriptor } from '../native/native-descriptor.ts';

/** What the parts of one compiled mapping share. */
export interface CompileScope {
  readonly descriptor: NativeDescriptor;
  /** Position of a lookup table among those the mapping uses. */
  tableIndex(name: string): number;
}
