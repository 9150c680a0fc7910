import type { CustomFieldDefinition } from '../src/connector-kit/index.ts';
import { loadMapping } from '../src/mapping/index.ts';
import type { BoundMapping } from '../src/mapping/mapping-types.ts';
import type { Opportunity } from '../src/model/index.ts';
import { comparedFields } from './alternatives.ts';
import { mappingFiles } from './hubspot-pages.ts';

/**
 * The bundled mapping with only the compared fields in it, so that all candidates make the same output.
 *
 * @param catalogue the custom fields of the account, as every connection has them: without, each would be noted as unknown.
 */
export function comparedMapping(catalogue: readonly CustomFieldDefinition[] = []): BoundMapping<Opportunity> {
  const compared: ReadonlySet<string> = new Set(comparedFields);
  const { file, text } = mappingFiles.mapping;
  const rules: string[] = [];
  let kept = true;
  for (const line of fieldsOf(text).split('\n')) {
    const field = /^ {2}(\w+):/.exec(line)?.[1];
    if (field !== undefined) {
      kept = compared.has(field);
      if (!kept) rules.push(`  ${field}: { unsupported: "not compared" }`);
    } else if (!line.startsWith(' ')) kept = true;
    if (kept) rules.push(line);
  }
  const { mapping, findings } = loadMapping({ ...mappingFiles, mapping: { file, text: rules.join('\n') } });
  if (mapping === undefined)
    throw new Error(findings.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return mapping.bind({ lookups: new Map(), account: { currency: null, timezone: null }, catalogue });
}

/** The head and the lines of the fields: what stands below tells of fields that are left out here. */
function fieldsOf(text: string): string {
  const below = /^(?:sideEffects|examples):/m.exec(text);
  return below === null ? text : text.slice(0, below.index);
}
