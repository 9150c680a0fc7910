import type { Opportunity } from '../../model/opportunity.ts';
import { opportunityModel } from '../../model/opportunity-fields.ts';
import { compileMapping } from './compile-mapping.ts';
import { loadFiles, type LoadedMapping, type MappingFiles } from './load-files.ts';
import type { CompiledMapping, Finding } from '../mapping-types.ts';
import { runLoadedExamples, type ExampleResult } from './run-examples.ts';
import { uncoveredRules, type ExampleRun } from './example-coverage.ts';

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
  return [...loaded.findings, ...exampleRuns(files).flatMap((run) => uncoveredRules(run, opportunityModel))];
}

/** Runs the examples of a mapping and its overlays; none where it does not check. */
export function runExamples(files: MappingFiles): readonly ExampleResult[] {
  return exampleRuns(files).flatMap((run) =>
    runLoadedExamples(compileMapping<Opportunity>(run.loaded, run.files, opportunityModel), run.examples),
  );
}

/** A mapping's examples say what it does alone; those of overlays, what all of them do together. */
function exampleRuns(files: MappingFiles): ExampleRun[] {
  const { overlays = [], ...base } = files;
  const runs =
    overlays.length === 0
      ? [{ layer: 'base' as const, files: base }]
      : [
          { layer: 'base' as const, files: base },
          { layer: 'overlay' as const, files },
        ];
  return runs.flatMap(({ layer, files: used }) => {
    const loaded = loadFiles(used, opportunityModel);
    if (!usable(loaded)) return [];
    const examples = loaded.examples.filter(
      ({ file }) => (file === files.mapping.file) === (layer === 'base'),
    );
    return [{ layer, files: used, loaded, examples }];
  });
}

function usable(loaded: LoadedMapping | { readonly findings: readonly Finding[] }): loaded is LoadedMapping {
  return 'rules' in loaded && !loaded.findings.some(({ severity }) => severity === 'error');
}
