import { refuse, type Codec } from './codec.ts';

/** A codec for a field that has a closed set of values: anything else is null and an issue. */
export function closedCodec({ read, write }: Codec, values: readonly string[]): Codec {
  return {
    read: (raw, run) => {
      const value = read(raw, run);
      return typeof value === 'string' && !values.includes(value) ? refuse(run, 'unknown-value') : value;
    },
    write,
  };
}
