import { compileMapping, compileParts, type MappingParts } from './compile/compile-mapping.ts';
import { checkCoverage } from './examples/check-coverage.ts';
import { loadExamples, type Example } from './examples/load-examples.ts';
import { runExample, type ExampleResult } from './examples/run-example.ts';
import { findingSink, inFileOrder } from './findings.ts';
import { loadFiles, type MappingFiles } from './load-files.ts';
import { hashOf } from './load-mapping.ts';
import type { Finding } from './mapping-types.ts';
import { opportunityShape } from './opportunity-shape.ts';

/** A mapping with the overlays up to one of them. The examples of that last file say what all of these do together. */
interface Stage {
  readonly files: MappingFiles;
  /** Path of the last file. */
  readonly file: string;
}

/**
 * All there is to say about a mapping before its first record: mistakes, missing reasons, rules that no example
 * uses. Examples are not run.
 */
export function checkMapping(files: MappingFiles): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const stage of stagesOf(files)) {
    for (const finding of checkStage(stage)) {
      const { file, line, column, code, message } = finding;
      found.set(JSON.stringify([file, line, column, code, message]), finding);
    }
  }
  return inFileOrder([...found.values()]);
}

/** Runs the examples of a mapping and of its overlays; none where the files have mistakes. */
export function runExamples(files: MappingFiles): readonly ExampleResult[] {
  return stagesOf(files).flatMap((stage) => {
    const opened = openStage(stage);
    if (opened.parts === undefined) return [];
    const mapping = compileMapping(opened.parts, hashOf(stage.files), opportunityShape);
    const results = opened.exampleFindings.map(malformed);
    for (const example of opened.examples) results.push(runExample(example, mapping));
    return results;
  });
}

function malformed({ file, line, column, message }: Finding): ExampleResult {
  const failures = [{ line, column, message }];
  return { name: 'a malformed example', file, line, column, passed: false, failures };
}

function stagesOf({ overlays = [], ...base }: MappingFiles): readonly Stage[] {
  return [
    { files: base, file: base.mapping.file },
    ...overlays.map(({ file }, index) => ({
      files: { ...base, overlays: overlays.slice(0, index + 1) },
      file,
    })),
  ];
}

interface OpenedStage {
  readonly findings: readonly Finding[];
  readonly parts: MappingParts | undefined;
  readonly examples: readonly Example[];
  readonly exampleFindings: readonly Finding[];
}

function openStage({ files }: Stage): OpenedStage {
  const { findings, checked } = loadFiles(files, opportunityShape);
  if (checked === undefined) return { findings, parts: undefined, examples: [], exampleFindings: [] };
  const sink = findingSink();
  const examples = loadExamples(checked.examples, checked, sink);
  return { findings, parts: compileParts(checked), examples, exampleFindings: sink.findings };
}

function checkStage(stage: Stage): readonly Finding[] {
  const { findings, parts, examples, exampleFindings } = openStage(stage);
  if (parts === undefined) return findings;
  const sink = findingSink();
  checkCoverage(parts, examples, stage.file, sink);
  return [...findings, ...exampleFindings, ...sink.findings];
}
