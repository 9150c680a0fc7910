import type { MappingSources } from '../../client/mapping-files.ts';
import type { CompiledMapping, Finding } from '../../mapping/mapping-types.ts';
import type { ExampleResult } from '../../mapping/index.ts';
import type { Opportunity } from '../../model/opportunity.ts';
import type { MappingTarget } from './mapping-target.ts';

/** @throws MappingError with every finding when the files are not right. */
export async function compileMapping(sources: MappingSources): Promise<CompiledMapping<Opportunity>> {
  const { loadMapping, MappingError } = await import('../../mapping/index.ts');
  const { mapping, findings } = loadMapping(sources);
  if (mapping !== undefined) return mapping;
  throw new MappingError(findings);
}

/** Everything the checker has to say about the files. */
export async function checkTarget({ sources }: MappingTarget): Promise<readonly Finding[]> {
  const { checkMapping } = await import('../../mapping/index.ts');
  return checkMapping(sources);
}

/** What became of each example in the files. */
export async function testTarget({ sources }: MappingTarget): Promise<readonly ExampleResult[]> {
  const { runExamples } = await import('../../mapping/index.ts');
  return runExamples(sources);
}
