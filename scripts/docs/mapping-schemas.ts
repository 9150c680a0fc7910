import { mappingJsonSchema, schemaFileName } from '../../src/mapping/editor/index.ts';
import { isJsonObject, type JsonObject } from '../../src/model/json.ts';
import { bundled } from './bundled.ts';

/** The schemas of the bundled vendors' mapping files, by file name. */
export function mappingSchemas(): ReadonlyMap<string, string> {
  return new Map(
    bundled.map(({ native, files }) => [schemaFileName(native), schemaText(mappingJsonSchema(files))]),
  );
}

/** One line for each definition, so that a change of one shows as one. */
function schemaText({ definitions, ...top }: JsonObject): string {
  const lines = Object.entries(isJsonObject(definitions) ? definitions : {}).map(
    ([name, definition]) => `    ${JSON.stringify(name)}: ${JSON.stringify(definition)}`,
  );
  const head = Object.entries(top).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`,
  );
  return `{\n${head.join('')}  "definitions": {\n${lines.join(',\n')}\n  }\n}\n`;
}
