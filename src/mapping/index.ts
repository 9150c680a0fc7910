export * from './interim/format-finding.ts';
export * from './interim/load-mapping.ts';
export { type MappingFiles } from './interim/load-files.ts';
export { lookupTablesFromJson } from './interim/lookup-tables.ts';
export * from './interim/mapping-error.ts';
export * from './mapping-error.ts';
export * from './mapping-types.ts';
export { type ExampleFailure, type ExampleResult } from './interim/run-examples.ts';
export * from './interim/validate-opportunity.ts';
export {
  entry,
  parseYaml,
  toJson,
  type Position,
  type YamlEntry,
  type YamlNode,
} from './interim/yaml-tree.ts';
