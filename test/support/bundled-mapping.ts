import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CustomFieldDefinition } from '../../src/connector-kit/resource.ts';
import { loadMapping } from '../../src/mapping/index.ts';
import type { CompiledMapping, SourceFile } from '../../src/mapping/mapping-types.ts';
import type { Opportunity } from '../../src/model/opportunity.ts';
import { root } from '../repository/source-files.ts';

function source(file: string): SourceFile {
  return { file, text: readFileSync(join(root, file), 'utf8') };
}

/** The files of a bundled vendor's mapping. */
export function bundledFiles(vendor: string): { descriptor: SourceFile; mapping: SourceFile } {
  const name = readdirSync(join(root, 'connectors', vendor)).find((file) => file.endsWith('.native.yaml'));
  return {
    descriptor: source(`connectors/${vendor}/${name ?? 'missing'}`),
    mapping: source(`mappings/${vendor}/opportunity.yaml`),
  };
}

/** An overlay that comes with a vendor's mapping. */
export function bundledOverlay(vendor: string, name: string): SourceFile {
  return source(`mappings/${vendor}/overlays/${name}.yaml`);
}

/** A bundled vendor's mapping, compiled; throws with its findings where it does not check. */
export function bundledMapping(
  vendor: string,
  catalogue: readonly CustomFieldDefinition[] = [],
): CompiledMapping<Opportunity> {
  const { mapping, findings } = loadMapping({ ...bundledFiles(vendor), catalogue });
  if (mapping === undefined)
    throw new Error(
      findings.map((finding) => `${finding.file}:${finding.line} ${finding.message}`).join('\n'),
    );
  return mapping;
}
