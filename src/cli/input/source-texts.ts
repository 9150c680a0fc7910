import type { MappingTargets } from '../mapping/mapping-targets.ts';

/** Texts of the files that findings may be about, by the name under which findings call them. */
export type SourceTexts = ReadonlyMap<string, string>;

export function sourceTexts({ targets, unreadable }: MappingTargets): SourceTexts {
  const texts = new Map(unreadable.map(({ source }) => [source.file, source.text]));
  for (const { sources } of targets) {
    const { mapping, descriptor, overlays } = sources;
    for (const { file, text } of [mapping, descriptor, ...overlays]) texts.set(file, text);
  }
  return texts;
}
