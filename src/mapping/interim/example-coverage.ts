import type { ModelSpec } from '../../model/field-spec.ts';
import { compileMapping } from './compile-mapping.ts';
import { Findings } from './findings.ts';
import type { ExamplesOf, LoadedMapping, MappingFiles } from './load-files.ts';
import type { Finding } from '../mapping-types.ts';
import type { MapEntry, Rule } from './rule.ts';
import { runLoadedExamples } from './run-examples.ts';

/** Examples, and the layer whose rules they have to reach. */
export interface ExampleRun {
  readonly layer: 'base' | 'overlay';
  readonly files: MappingFiles;
  readonly loaded: LoadedMapping;
  readonly examples: readonly ExamplesOf[];
}

/** Map entries and alternatives that no example reaches: a typo there would go unseen. */
export function uncoveredRules(
  { layer, files, loaded, examples }: ExampleRun,
  model: ModelSpec,
): readonly Finding[] {
  const hit = new Set<MapEntry | Rule>();
  runLoadedExamples(
    compileMapping(loaded, files, model, (what) => hit.add(what)),
    examples,
  );
  const custom = [...loaded.customRules].map(([key, { rule }]) => [`customMappings.${key}`, rule] as const);
  return [...loaded.rules, ...custom]
    .filter(([, rule]) => rule.layer === layer)
    .flatMap(([name, rule]) => uncovered(name, rule, hit));
}

function uncovered(name: string, rule: Rule, hit: ReadonlySet<MapEntry | Rule>): Finding[] {
  const findings = new Findings(rule.file);
  for (const entry of rule.map ?? []) {
    if (!hit.has(entry))
      findings.warning(
        'W301',
        entry.nativeAt,
        `no example reaches ${name}: ${entry.native}`,
        'add an example with this native value',
      );
  }
  const inner = rule.source.kind === 'first' ? rule.source.rules : [];
  for (const alternative of inner) {
    if (!hit.has(alternative))
      findings.warning(
        'W301',
        alternative.at,
        `no example reaches this alternative of ${name}`,
        'add an example that gets its value from here',
      );
  }
  return [
    ...findings.list,
    ...inner.flatMap((alternative) =>
      uncovered(name, alternative, hit).filter(({ message }) => message.includes(': ')),
    ),
  ];
}
