import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathsWithin } from '../../../../src/mapping/check/plan-walk.ts';
import type { FieldPlan, ValuePlan } from '../../../../src/mapping/check/plan.ts';
import { loadMapping } from '../../../../src/mapping/index.ts';
import { loadFiles, type CheckedMapping, type MappingFiles } from '../../../../src/mapping/load-files.ts';
import type { BoundMapping, CompiledMapping } from '../../../../src/mapping/mapping-types.ts';
import { descriptorPath } from '../../../../src/mapping/native/native-path.ts';
import { opportunityShape } from '../../../../src/mapping/opportunity-shape.ts';
import type { Opportunity } from '../../../../src/model/opportunity.ts';
import { bundledFiles } from '../../../support/bundled-mapping.ts';
import { root } from '../../../repository/source-files.ts';
import { contextOf } from '../../vendor/acme.ts';
import type { World } from './world.ts';

/** A world with the bundled mapping of its vendor. */
export interface BoundWorld {
  readonly mapping: CompiledMapping<Opportunity>;
  readonly checked: CheckedMapping;
  /** Bound once for each time zone. */
  in(zone: string): BoundMapping<Opportunity>;
  /** Native paths, as the descriptor writes them, that a field reads or writes; see `worlds/world.ts` for its name. */
  pathsOf(field: string): ReadonlySet<string>;
}

export function bindWorld({ vendor, overlays, catalogue, lookups }: World): BoundWorld {
  const files: MappingFiles = {
    ...bundledFiles(vendor),
    catalogue,
    overlays: overlays.map((name) => {
      const file = `mappings/${vendor}/overlays/${name}.yaml`;
      return { file, text: readFileSync(join(root, file), 'utf8') };
    }),
  };
  const { mapping, findings } = loadMapping(files);
  const { checked } = loadFiles(files, opportunityShape);
  if (mapping === undefined || checked === undefined) throw new Error(JSON.stringify(findings));
  const bound = new Map<string, BoundMapping<Opportunity>>();
  const paths = new Map<string, ReadonlySet<string>>();
  return {
    mapping,
    checked,
    in: (zone) => {
      const found =
        bound.get(zone) ?? mapping.bind(contextOf({ lookups, timezone: zone, currency: 'EUR', catalogue }));
      bound.set(zone, found);
      return found;
    },
    pathsOf: (field) => {
      const found = paths.get(field) ?? pathsOf(field, checked);
      paths.set(field, found);
      return found;
    },
  };
}

function planOf(field: string, { fields, customMappings }: CheckedMapping): FieldPlan | undefined {
  if (field.startsWith('customFields[')) return fields.get('customFields');
  const key = field.startsWith('customMappings.') ? field.slice('customMappings.'.length) : undefined;
  return key === undefined ? fields.get(field) : customMappings.get(key);
}

function pathsOf(field: string, checked: CheckedMapping): ReadonlySet<string> {
  const plan = planOf(field, checked);
  if (plan?.kind === 'value') return new Set(valuePaths(plan, checked));
  const id = /^customFields\[(.*)\]$/.exec(field)?.[1];
  if (plan?.kind !== 'collect' || id === undefined) return new Set();
  const home = descriptorPath(plan.container);
  return new Set([plan.form === 'object' ? `${home}.${id}` : home]);
}

function* valuePaths(plan: ValuePlan, checked: CheckedMapping): Generator<string> {
  for (const { origin, path, name } of pathsWithin(plan)) {
    if (origin === 'native') yield descriptorPath(path);
    if (origin === 'out') yield* pathsOf(name, checked);
  }
  const { write, rule } = plan;
  const { choice } = write ?? {};
  for (const { path } of write?.known?.along ?? []) yield descriptorPath(path.path);
  if (rule.round?.value === 'currency') yield* pathsOf('currency', checked);
  if (rule.startWith !== undefined) yield* pathsOf(rule.startWith.value, checked);
  if (choice === undefined) return;
  yield descriptorPath(choice.path.path);
  // What goes along with the row that is chosen.
  for (const [name, other] of checked.fields)
    if (other.kind === 'value' && other.write?.known?.table === choice.table) yield* pathsOf(name, checked);
}
