export * from './format-finding.ts';
export * from './load-mapping.ts';
export { type MappingFiles } from './load-files.ts';
export { lookupTablesFromJson } from './lookup-tables.ts';
export * from './mapping-error.ts';
export * from './mapping-types.ts';
export { type ExampleFailure, type ExampleResult } from './run-examples.ts';
export * from './validate-opportunity.ts';
export { entry, parseYaml, toJson, type Position, type YamlEntry, type YamlNode } from './yaml-tree.ts';
