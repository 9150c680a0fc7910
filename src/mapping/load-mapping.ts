import { createHash } from 'node:crypto';
import type { Opportunity } from '../model/opportunity.ts';
import { compileMapping, compileParts } from './compile/compile-mapping.ts';
import { loadFiles, type MappingFiles } from './load-files.ts';
import type { CompiledMapping, Finding } from './mapping-types.ts';
import { opportunityShape } from './opportunity-shape.ts';

export interface LoadedMapping {
  /** Undefined exactly where a finding is an error. */
  readonly mapping: CompiledMapping<Opportunity> | undefined;
  readonly findings: readonly Finding[];
}

/** Loads, checks and compiles a mapping of opportunities with its overlays. */
export function loadMapping(files: MappingFiles): LoadedMapping {
  const { findings, checked } = loadFiles(files, opportunityShape);
  const mapping =
    checked === undefined
      ? undefined
      : compileMapping(compileParts(checked), hashOf(files), opportunityShape);
  return { mapping, findings };
}

/** Changes whenever one of the files does, and with their order. */
export function hashOf({ descriptor, mapping, overlays = [] }: MappingFiles): string {
  const texts = [descriptor, mapping, ...overlays].map(({ text }) => text);
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 32);
}
