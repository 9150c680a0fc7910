import type { Opportunity } from '../model/opportunity.ts';
import { opportunityModel } from '../model/opportunity-fields.ts';
import { compileMapping } from './compile-mapping.ts';
import { loadFiles, type LoadedMapping, type MappingFiles } from './load-files.ts';
import type { CompiledMapping, Finding } from './mapping-types.ts';
import { runLoadedExamples, type ExampleResult } from './run-examples.ts';
import { uncoveredRules } from './example-coverage.ts';

export interface LoadResult {
  /** Undefined exactly where a finding is an error. */
  readonly mapping: CompiledMapping<Opportunity> | undefined;
  readonly findings: readonly Finding[];
}

/** Loads and checks a mapping of opportunities, ready to translate. */
export function loadMapping(files: MappingFiles): LoadResult {
  const loaded = loadFiles(files, opportunityModel);
  return {
    mapping: usable(loaded) ? compileMapping<Opportunity>(loaded, files, opportunityModel) : undefined,
    findings: loaded.findings,
  };
}

/** All there is to say about a mapping before its first record: errors, missing reasons, rules without an example. */
export function checkMapping(files: MappingFiles): readonly Finding[] {
  const loaded = loadFiles(files, opportunityModel);
  if (!usable(loaded)) return loaded.findings;
  return [...loaded.findings, ...uncoveredRules(loaded, files, opportunityModel)];
}

/** Runs the examples of a mapping and its overlays; none where it does not check. */
export function runExamples(files: MappingFiles): readonly ExampleResult[] {
  const loaded = loadFiles(files, opportunityModel);
  return usable(loaded)
    ? runLoadedExamples(compileMapping<Opportunity>(loaded, files, opportunityModel), loaded.examples)
    : [];
}

function usable(loaded: LoadedMapping | { readonly findings: readonly Finding[] }): loaded is LoadedMapping {
  return 'rules' in loaded && !loaded.findings.some(({ severity }) => severity === 'error');
}
