import type { MappingTarget } from './mapping-target.ts';

/** Texts of the files that findings may be about, by the name under which findings call them. */
export type SourceTexts = ReadonlyMap<string, string>;

export function sourceTexts(targets: readonly MappingTarget[]): SourceTexts {
  const texts = new Map<string, string>();
  for (const { sources } of targets) {
    const { mapping, descriptor, overlays } = sources;
    for (const { file, text } of [mapping, descriptor, ...overlays]) texts.set(file, text);
  }
  return texts;
}
