import { Ajv } from 'ajv';
import { checkMapping, parseYaml, toJson, type MappingFiles } from '../../../src/mapping/index.ts';
import { mappingJsonSchema } from '../../../src/mapping/editor/index.ts';
import type { SourceFile } from '../../../src/mapping/mapping-types.ts';
import type { JsonObject, JsonValue } from '../../../src/model/json.ts';

/** What a schema has to say about a file; nothing where it is fine. */
export type Verdict = (source: SourceFile) => readonly string[];

/** What an editor would say with this schema: `draft-07`, with words that only editors know. */
export function verdictOf(schema: JsonObject): Verdict {
  const validate = new Ajv({ strict: false, allErrors: true, inlineRefs: false }).compile(schema);
  return (source) => {
    validate(jsonOf(source));
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
  };
}

/** As `verdictOf`, for the files of a vendor. */
export function verdictFor({ descriptor, mapping, catalogue }: MappingFiles): Verdict {
  return verdictOf(
    mappingJsonSchema({ descriptor, mapping, ...(catalogue === undefined ? {} : { catalogue }) }),
  );
}

export function jsonOf(source: SourceFile): JsonValue {
  const parsed = parseYaml(source);
  if ('finding' in parsed) throw new Error(parsed.finding.message);
  return toJson(parsed.root);
}

/** True where the checker finds no error; warnings are about what is missing, not about what is wrong. */
export function isAccepted(files: MappingFiles): boolean {
  return checkMapping(files).every(({ severity }) => severity === 'warning');
}
