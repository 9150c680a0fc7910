import type { SourceFile } from '../../mapping/mapping-types.ts';
import { type Place } from '../cli-error.ts';

/** A YAML file with the place of everything in it. */
export interface PositionedYaml {
  readonly value: unknown;
  /** Where a key or its value stands; the nearest thing around it where it does not exist. */
  place(path: readonly PropertyKey[], part: 'key' | 'value'): Place;
}

/** @throws ConfigError `config-syntax` at the first thing that is not YAML. */
export type ParsePositionedYaml = (source: SourceFile) => PositionedYaml;
